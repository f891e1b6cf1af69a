import { ScaleoutError } from '../../../errors.js';
import type { CatalogNote } from '../../../reconciler/catalog.js';
import { markSql, setNoteSql } from '../mark/mark.sql.js';
import { readBack } from '../operations/read-back.js';
import type { Collector, SqlServer } from '../request/sql-server.js';
import { notesOf } from './notes-of.js';

/** An extended property holds 7,500 bytes. */
export const longestNote = 3_750;

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
