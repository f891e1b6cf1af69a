import { readBack } from '../operations/read-back.js';
import type { Collector, SqlServer } from '../request/sql-server.js';
import { nullableText } from '../values.js';
import { markSql, setMarkSql } from './mark.sql.js';

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
