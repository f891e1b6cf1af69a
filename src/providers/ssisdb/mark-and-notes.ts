import { type CatalogNote, type CatalogNotes, markName, noteNames } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { ScaleoutError } from '../../errors/errors.js';
import { readBack } from './procedures.js';
import { nullableText } from './read-workers.js';
import type { Collector, SqlServer } from './request/sql-server.js';

/**
 * The mark and our notes, and whether their absence can be told: metadata that a login may not see is left out without
 * a word.
 */
export const markSql = `
SELECT
  HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION') AS sees_all,
  (SELECT CONVERT(nvarchar(4000), value) FROM sys.extended_properties
    WHERE class = 0 AND name = N'${markName}') AS mark,
  (SELECT CONVERT(nvarchar(4000), value) FROM sys.extended_properties
    WHERE class = 0 AND name = N'${noteNames.suspensions}') AS suspensions,
  (SELECT CONVERT(nvarchar(4000), value) FROM sys.extended_properties
    WHERE class = 0 AND name = N'${noteNames.approvals}') AS approvals,
  (SELECT CONVERT(nvarchar(4000), value) FROM sys.extended_properties
    WHERE class = 0 AND name = N'${noteNames.waiting}') AS waiting,
  (SELECT CONVERT(nvarchar(4000), value) FROM sys.extended_properties
    WHERE class = 0 AND name = N'${noteNames.acknowledgements}') AS acknowledgements;
`;

/** Adds or changes the mark to @topology; needs ALTER on the database (db_owner), else 15247. */
export const setMarkSql = setPropertySql(markName, 'topology');

/** The same for a note, to @note. */
export const setNoteSql = {
  suspensions: setPropertySql(noteNames.suspensions, 'note'),
  approvals: setPropertySql(noteNames.approvals, 'note'),
  waiting: setPropertySql(noteNames.waiting, 'note'),
  acknowledgements: setPropertySql(noteNames.acknowledgements, 'note'),
} as const;

function setPropertySql(name: string, parameter: string): string {
  return `
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 0 AND name = N'${name}')
  EXEC sys.sp_updateextendedproperty @name = N'${name}', @value = @${parameter};
ELSE
  EXEC sys.sp_addextendedproperty @name = N'${name}', @value = @${parameter};
`;
}

/** What a row of `markSql` says, read by a login of that name. */
export function markOf([seesAll, mark]: readonly unknown[], login: string): Known<string | null> {
  const value = nullableText(mark);
  if (value !== null || Number(seesAll) === 1) return { known: true, value };
  return { known: false, reason: `the login ${login} lacks VIEW DEFINITION on the database and is shown no mark` };
}

/** Writes the mark and reads it back; each request takes at most so many milliseconds. */
export async function setMark(server: SqlServer, topology: string, limit: number, signal: AbortSignal): Promise<void> {
  const what = 'Marking the catalog';
  const parameters = [{ name: 'topology', type: 'nvarchar(256)', value: topology }] as const;
  await server.write({ kind: 'query', text: setMarkSql, parameters, what, limit }, true, signal);
  const read = { kind: 'query', text: markSql, parameters: [], what: 'reading the mark', limit } as const;
  await readBack(
    what,
    () => server.read(read, collectMark, signal),
    (now) => now === topology,
  );
}

function collectMark(): Collector<string | null> {
  let mark: string | null = null;
  return {
    onRow(_, [, value]) {
      mark = nullableText(value);
    },
    end: () => mark,
  };
}

/** What a row of `markSql` says of our notes, read by a login of that name. An emptied note is none. */
export function notesOf([seesAll, , ...values]: readonly unknown[], login: string): Known<CatalogNotes> {
  const [suspensions = null, approvals = null, waiting = null, acknowledgements = null] = values.map(nullableText);
  const isWhole = [suspensions, approvals, waiting, acknowledgements].every((note) => note !== null);
  if (!isWhole && Number(seesAll) !== 1) {
    const reason = `the login ${login} lacks VIEW DEFINITION on the database and is not shown every note`;
    return { known: false, reason };
  }
  return {
    known: true,
    value: {
      suspensions: suspensions || null,
      approvals: approvals || null,
      waiting: waiting || null,
      acknowledgements: acknowledgements || null,
    },
  };
}

/** An extended property holds 7,500 bytes. */
const longestNote = 3_750;

/** Writes a note and reads it back; each request takes at most so many milliseconds. Null empties it. */
export async function setNote(
  server: SqlServer,
  note: CatalogNote,
  value: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<void> {
  const what = `Leaving the ${note}`;
  if (value !== null && value.length > longestNote) {
    const detail = `${what}: ${value.length} characters are more than the ${longestNote} that there is room for.`;
    throw new ScaleoutError('catalog.note-too-long', detail);
  }
  const parameters = [{ name: 'note', type: 'nvarchar(3750)', value: value ?? '' }] as const;
  await server.write({ kind: 'query', text: setNoteSql[note], parameters, what, limit }, true, signal);
  const read = { kind: 'query', text: markSql, parameters: [], what: `reading the ${note}`, limit } as const;
  await readBack(
    what,
    () => server.read(read, () => collectNote(note), signal),
    (now) => now === value,
  );
}

function collectNote(note: CatalogNote): Collector<string | null> {
  let row: readonly unknown[] = [];
  return {
    onRow(_, values) {
      row = values;
    },
    end() {
      // Who wrote it is shown it, whatever else is hidden.
      const seen = notesOf([1, ...row.slice(1)], '');
      return seen.known ? seen.value[note] : null;
    },
  };
}
