import { isWorkerOnline, type WorkerAgentId, type WorkerRow } from '../../domain/rows.js';
import { enableStepId } from '../steps/set-worker-enabled.js';
import type { Availability, DiffContext } from './kind.js';
import { workerId } from './kind.js';
import { unlistedWorkerIds } from './unlisted-workers.js';

/**
 * Whether disabling and removing, as the topology wants it, takes away the last worker that can take work. Only chosen
 * changes count: a worker that is left out is neither taken away nor does it take over.
 */
export function availabilityAfter(context: Omit<DiffContext, 'availability'>): Availability {
  const { topology, catalog, isChosen } = context;
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const isAvailable = (row: WorkerRow) => row.enabled && isWorkerOnline(row);
  const leaving = new Set<WorkerAgentId>();
  const joining: string[] = [];
  for (const { row, worker } of context.workers) {
    if (row === undefined) continue;
    const id = workerId(worker.machine);
    if (worker.enabled === undefined || !isChosen(id)) continue;
    if (!worker.enabled) leaving.add(row.id);
    else if (!row.enabled && isWorkerOnline(row)) joining.push(enableStepId(id));
  }
  if (topology.policy.prune) {
    for (const [row, id] of unlistedWorkerIds(context)) if (isChosen(id)) leaving.add(row.id);
  }
  const available = rows.filter(isAvailable);
  const staying = available.some((row) => !leaving.has(row.id));
  if (available.length === 0 || staying) return { noneLeft: false };
  const [first] = joining;
  return first === undefined ? { noneLeft: true } : { noneLeft: false, enableFirst: first };
}
