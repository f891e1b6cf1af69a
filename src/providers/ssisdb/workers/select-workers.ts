import type { WorkerAgentId, WorkerRow } from '../../../reconciler/worker-row.js';
import type { SqlRequest } from '../request/sql-request.js';
import type { Collector, SqlServer } from '../request/sql-server.js';
import { largestSelection, selectionSize, selectWorkersSql } from './select-workers.sql.js';
import { workerRow } from './worker-row.js';

type Workers = ReadonlyMap<WorkerAgentId, WorkerRow>;

/** The rows of these workers now, in as few requests as they fit in. */
export async function selectWorkers(
  server: SqlServer,
  ids: readonly WorkerAgentId[],
  limit: number,
  signal: AbortSignal,
): Promise<Workers> {
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

function collectWorkers(): Collector<Workers> {
  const rows = new Map<WorkerAgentId, WorkerRow>();
  return {
    onRow(_, values) {
      const row = workerRow(values);
      rows.set(row.id, row);
    },
    end: () => rows,
  };
}
