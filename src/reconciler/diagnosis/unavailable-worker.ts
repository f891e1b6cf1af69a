import { isWorkerOnline, type WorkerAgentId } from '../../domain/rows.js';
import type { CheckContext, CheckedWorker } from './check.js';

/** Why a worker takes no package now; undefined: it does, or that cannot be told. */
export function whyUnavailable({ row }: CheckedWorker): 'disabled' | 'offline' | undefined {
  if (row === undefined) return undefined;
  if (!row.enabled) return 'disabled';
  return isWorkerOnline(row) ? undefined : 'offline';
}

/** The workers of these ids; `undefined` for an id without a row, which was deleted. */
export function workersById({ workers }: CheckContext): (id: WorkerAgentId) => CheckedWorker | undefined {
  const byId = new Map(
    workers.flatMap((worker) => (worker.row === undefined ? [] : [[worker.row.id, worker] as const])),
  );
  return (id) => byId.get(id);
}
