import { sqlTimeText, timeText } from '../instant.js';
import type { Json, Row, StoreContent } from '../model/store.js';

/** The fields of rows that hold a time. What people wrote, and a certificate, has none of these. */
const timeFields = new Set([
  'at',
  'configReplacedAt',
  'created',
  'createdTime',
  'endTime',
  'expiredTime',
  'from',
  'gaveUp',
  'lastBeat',
  'lastOnlineTime',
  'lastPickupTime',
  'lastUpdatedTime',
  'notAfter',
  'readyForDispatchTime',
  'since',
  'startTime',
  'startedAt',
  'stoppedAt',
  'timeStamp',
  'until',
]);

/** Fields all of whose values are times, by what happened then. */
const timesByKind = new Set(['log']);

/** The fields that rows in rows are looked for in. */
const nested = new Set(['trouble']);

/** Tables with so many milliseconds added to every time in them, so that everything stays as old as it is. */
export function movedTables(tables: StoreContent, offset: number): StoreContent {
  if (offset === 0) return tables;
  const moved = Object.entries(tables).map(([table, rows]) => [
    table,
    Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, movedRow(row, offset)])),
  ]);
  const all = Object.fromEntries(moved) as StoreContent;
  return {
    ...all,
    extendedProperties: mapped(all.extendedProperties, (row) => movedText(row, offset)),
    masterProperties: mapped(all.masterProperties, (row, name) =>
      name === 'LAST_ONLINE_TIME' ? movedSqlTime(row, offset) : row,
    ),
  };
}

function mapped(rows: Readonly<Record<string, Row>> = {}, change: (row: Row, key: string) => Row) {
  return Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, change(row, key)]));
}

function movedRow(row: Row, offset: number): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (timeFields.has(name)) return [name, movedTime(value, offset)];
      if (timesByKind.has(name) && isRow(value)) {
        return [name, Object.fromEntries(Object.entries(value).map(([kind, at]) => [kind, movedTime(at, offset)]))];
      }
      if (nested.has(name) && Array.isArray(value)) {
        return [name, value.map((item: Json) => (isRow(item) ? movedRow(item, offset) : item))];
      }
      return [name, value];
    }),
  );
}

function isRow(value: Json): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function movedTime(value: Json, offset: number): Json {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? value : timeText(time + offset);
}

const inText = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** The notes in the catalog's properties are texts with times in them. */
function movedText(row: Row, offset: number): Row {
  const { value } = row;
  if (typeof value !== 'string') return row;
  return { ...row, value: value.replace(inText, (time) => String(movedTime(time, offset))) };
}

function movedSqlTime(row: Row, offset: number): Row {
  const time =
    typeof row.value === 'string' ? Date.parse(row.value.replace(/^(\S+) (\S{12})\d* (.*)$/, '$1T$2$3')) : NaN;
  return Number.isNaN(time) ? row : { ...row, value: sqlTimeText(time + offset, 0) };
}
