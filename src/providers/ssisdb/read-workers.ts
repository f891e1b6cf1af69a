import type { WorkerProperty } from '../../domain/catalog.js';
import { isCutNameOf, type MachineName, sameMachine } from '../../domain/machine-name.js';
import { type UnreadableRow, type WorkerAgentId, type WorkerRow, workerAgentId } from '../../domain/rows.js';
import { ScaleoutError } from '../../errors/errors.js';
import { shareReads, type WritesUnderWay } from './request/share-reads.js';
import type { SqlRequest } from './request/sql-request.js';
import type { Collector, SqlServer } from './request/sql-server.js';
import { checkWorkersVisible, readRights, rightsColumns, rightsOf, seesWorkers } from './rights.js';

type Workers = ReadonlyMap<WorkerAgentId, WorkerRow>;

interface WorkerReader {
  /** The row as it is now; undefined where there is none. Overlapping calls share requests. */
  readOne(id: WorkerAgentId, signal: AbortSignal): Promise<WorkerRow | undefined>;
  /** The rows of these; throws `catalog.permission-denied` where rows are missing that the login may not see. */
  readMany(ids: readonly WorkerAgentId[], signal: AbortSignal): Promise<Workers>;
}

export function createWorkerReader(server: SqlServer, writes: WritesUnderWay, limit: number): WorkerReader {
  const read = shareReads(
    (inputs: readonly (readonly WorkerAgentId[])[], signal) =>
      selectWorkers(server, [...new Set(inputs.flat())], limit, signal),
    writes.ended,
  );
  return {
    readOne: async (id, signal) => (await read([id], signal)).get(id),
    async readMany(ids, signal) {
      if (ids.length === 0) return new Map();
      const all = await read(ids, signal);
      const own = new Map<WorkerAgentId, WorkerRow>();
      for (const id of ids) {
        const row = all.get(id);
        if (row !== undefined) own.set(id, row);
      }
      if (own.size < new Set(ids).size) await checkRights(server, limit, signal);
      return own;
    },
  };
}

/** No row, or no right to see it: the view says the same to both. */
async function checkRights(server: SqlServer, limit: number, signal: AbortSignal): Promise<void> {
  const rights = await readRights(server, limit, signal);
  if (seesWorkers(rights)) return;
  const detail = `The login ${rights.name} may not see the workers: it is in none of ssis_admin, ssis_cluster_executor and sysadmin.`;
  throw new ScaleoutError('catalog.permission-denied', detail);
}

type SelectedWorkers = ReadonlyMap<WorkerAgentId, WorkerRow>;

/** The rows of these workers now, in as few requests as they fit in. */
async function selectWorkers(
  server: SqlServer,
  ids: readonly WorkerAgentId[],
  limit: number,
  signal: AbortSignal,
): Promise<SelectedWorkers> {
  const rows = new Map<WorkerAgentId, WorkerRow>();
  for (let start = 0; start < ids.length; start += largestSelection) {
    const request = selection(ids.slice(start, start + largestSelection), limit);
    for (const [id, row] of await server.read(request, collectWorkers, signal)) rows.set(id, row);
  }
  return rows;
}

const statements = new Map<number, string>();

function selection(ids: readonly WorkerAgentId[], limit: number): SqlRequest {
  const size = selectionSize(ids.length);
  const text = statements.get(size) ?? selectWorkersSql(size);
  statements.set(size, text);
  const parameters = Array.from({ length: size }, (_, index) => ({
    name: `id${index}`,
    type: 'uniqueidentifier' as const,
    // The last id fills up.
    value: ids[index] ?? ids.at(-1) ?? null,
  }));
  return { kind: 'query', text, parameters, what: 'reading workers', limit };
}

function collectWorkers(): Collector<SelectedWorkers> {
  const rows = new Map<WorkerAgentId, WorkerRow>();
  const unreadable: UnreadableRow[] = [];
  return {
    onRow(_, values) {
      const row = workerRow(values);
      if (isUnreadable(row)) unreadable.push(row);
      else rows.set(row.id, row);
    },
    end() {
      refuseUnreadable(unreadable);
      return rows;
    },
  };
}

/** The most ids of one request. */
export const largestSelection = 256;

/**
 * Selects workers by `@id0`, `@id1`, ...: as many as the count rounded up to a power of two, so that the server keeps
 * nine plans and not one for each count.
 */
export function selectWorkersSql(size: number): string {
  const names = Array.from({ length: size }, (_, index) => `@id${index}`);
  return `
SELECT
  ${workerColumns('SYSDATETIMEOFFSET()')}
FROM catalog.worker_agents
WHERE WorkerAgentId IN (${names.join(', ')});
`;
}

/** The least power of two that is not less. */
export function selectionSize(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(count, 1)));
}

type FindWorkers = (machine: MachineName, signal: AbortSignal) => Promise<readonly WorkerRow[]>;

/**
 * Finds the rows of a machine. The rows are compared here and not on the server, whose collation would decide otherwise
 * than `sameMachine`; those who wait for many machines at once share one request for all rows.
 */
export function createFindWorkers(server: SqlServer, writes: WritesUnderWay, limit: number): FindWorkers {
  const request = { kind: 'query', text: allWorkersSql, parameters: [], what: 'looking for workers', limit } as const;
  const readAll = shareReads(
    (_: readonly undefined[], signal) => server.read(request, collectAll, signal),
    writes.ended,
  );
  return async (machine, signal) => {
    const { rows, unreadable } = await readAll(undefined, signal);
    const isOfMachine = ({ machineName: name }: Pick<WorkerRow, 'machineName'>) =>
      name !== null && (sameMachine(name, machine) || isCutNameOf(name, machine));
    refuseUnreadable(unreadable.filter(isOfMachine));
    return rows.filter(isOfMachine);
  };
}

interface AllWorkers {
  readonly rows: readonly WorkerRow[];
  readonly unreadable: readonly UnreadableRow[];
}

function collectAll(): Collector<AllWorkers> {
  let session: readonly unknown[] | undefined;
  const rows: WorkerRow[] = [];
  const unreadable: UnreadableRow[] = [];
  return {
    onRow(set, values) {
      if (set === allWorkersSets.rights) {
        session = values;
        return;
      }
      const row = workerRow(values);
      if (isUnreadable(row)) unreadable.push(row);
      else rows.push(row);
    },
    end() {
      if (session === undefined) {
        throw new ScaleoutError('catalog.unexpected-answer', 'The workers came without the rights of the login.');
      }
      checkWorkersVisible(rightsOf(session));
      return { rows, unreadable };
    },
  };
}

/** Every worker, after what the login may see. */
export const allWorkersSql = `
SELECT
  ${rightsColumns};

SELECT
  ${workerColumns('SYSDATETIMEOFFSET()')}
FROM catalog.worker_agents;
`;

/** The numbers of the result sets. */
const allWorkersSets = { rights: 0, workers: 1 } as const;

/** The columns of a worker, for `workerRow`; `now` is the moment to which ages are counted, in milliseconds. */
export function workerColumns(now: '@now' | 'SYSDATETIMEOFFSET()'): string {
  return `WorkerAgentId, IsEnabled, DisplayName, Description, Tags, MachineName, UserAccount,
  CONVERT(nvarchar(33), LastOnlineTime, 126) AS last_online,
  DATEDIFF_BIG(millisecond, LastOnlineTime, ${now}) AS age`;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A row of catalog.worker_agents, in the order of columns that both statements select. */
export function workerRow(values: readonly unknown[]): WorkerRow | UnreadableRow {
  const [id, enabled, displayName, description, tags, machineName, userAccount, lastOnline, age] = values;
  const isSwitch = typeof enabled === 'boolean' || enabled === 0 || enabled === 1;
  // Not Number(age) alone: that of null is 0.
  const isTime = age !== null && Number.isFinite(Number(age)) && !Number.isNaN(Date.parse(String(lastOnline)));
  if (!guid.test(String(id)) || !isSwitch || !isTime) return unreadableRow(values, { isSwitch, isTime });
  return {
    id: workerAgentId(String(id)),
    enabled: enabled === true || enabled === 1,
    displayName: nullableText(displayName),
    description: nullableText(description),
    tags: nullableText(tags),
    machineName: nullableText(machineName),
    userAccount: nullableText(userAccount),
    lastOnline: utcText(String(lastOnline)),
    lastOnlineAge: seconds(age),
  };
}

/** Characters of a value that nobody can read. */
const longestValue = 100;

function unreadableRow(
  [id, enabled, , , , machineName, , lastOnline]: readonly unknown[],
  { isSwitch, isTime }: { readonly isSwitch: boolean; readonly isTime: boolean },
): UnreadableRow {
  const text = nullableText(id) ?? '';
  const isId = guid.test(text);
  const [column, found, kind] = !isId
    ? ['WorkerAgentId', id, 'no GUID']
    : isSwitch || isTime
      ? isTime
        ? ['IsEnabled', enabled, 'neither 0 nor 1']
        : ['LastOnlineTime', lastOnline, 'no time']
      : ['IsEnabled', enabled, 'neither 0 nor 1'];
  const value = (nullableText(found) ?? '(null)').slice(0, longestValue);
  return {
    id: isId ? workerAgentId(text) : null,
    machineName: nullableText(machineName),
    enabled: isSwitch ? enabled === true || enabled === 1 : null,
    column,
    value,
    problem: `${column} is ${value}, which is ${kind}`,
  };
}

export function isUnreadable(row: WorkerRow | UnreadableRow): row is UnreadableRow {
  return 'problem' in row;
}

/** Throws where one of the rows that were asked for cannot be read: it is not missing. */
export function refuseUnreadable(rows: readonly UnreadableRow[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const detail = `The row of ${first.machineName ?? first.id ?? 'a worker'} in catalog.worker_agents cannot be read: ${first.problem}.`;
  throw new ScaleoutError('catalog.row-unreadable', detail);
}

/** What a row has in the column that the procedure calls so. */
export function propertyOf(row: WorkerRow, property: WorkerProperty): string | null {
  switch (property) {
    case 'DisplayName':
      return row.displayName;
    case 'Description':
      return row.description;
    case 'Tags':
      return row.tags;
  }
}

/** A text or NULL of the catalog. */
export function nullableText(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** ISO 8601 with an offset, as style 126 writes it, in UTC and cut to milliseconds. */
export function utcText(text: string): string {
  // Most servers' clocks are UTC, and a thousand dates are worth a shorter way.
  if (text.endsWith('+00:00') && text.length > 28) return `${text.slice(0, 23)}Z`;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}

/** Seconds of milliseconds; a bigint comes as text. */
export function seconds(milliseconds: unknown): number {
  return Number(milliseconds) / 1000;
}
