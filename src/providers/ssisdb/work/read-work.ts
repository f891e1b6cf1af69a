import type { WorkerAgentId } from '../../../reconciler/worker-row.js';
import type { WorkerWork } from '../../../reconciler/worker-work.js';
import type { SqlServer } from '../request/sql-server.js';
import { collectWork } from './collect-work.js';
import { workSql } from './work.sql.js';

/** What a worker runs, in one request of at most so many milliseconds. Throws `catalog.no-rights`. */
export function readWork(
  server: SqlServer,
  id: WorkerAgentId,
  limit: number,
  signal: AbortSignal,
): Promise<WorkerWork> {
  const parameters = [{ name: 'id', type: 'uniqueidentifier', value: id }] as const;
  const request = { kind: 'query', text: workSql, parameters, what: "reading a worker's work", limit } as const;
  return server.read(request, collectWork, signal);
}
