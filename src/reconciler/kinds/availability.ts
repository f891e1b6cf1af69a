import type { WorkerAgentId, WorkerRow } from '../catalog.js';
import { isWorkerOnline } from '../liveness.js';
import type { DiffContext } from './kind.js';
import { enableStepId, workerId } from './worker-steps.js';

/** What the plan as a whole does to the workers that can take work: those enabled and online. */
export interface Availability {
  /** True where there are such workers now and the plan would leave none. */
  readonly noneLeft: boolean;
  /** The step that must have enabled a worker before any is disabled, since without it none would be left. */
  readonly enableFirst?: string;
}

/** Whether disabling and removing, as the topology wants it, takes away the last worker that can take work. */
export function availabilityAfter({ topology, catalog, workers }: Omit<DiffContext, 'availability'>): Availability {
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const isAvailable = (row: WorkerRow) => row.enabled && isWorkerOnline(row);
  const leaving = new Set<WorkerAgentId>();
  const joining: string[] = [];
  for (const match of workers.matches) {
    if (match.state !== 'registered') continue;
    const { row, worker } = match;
    if (worker.enabled === false) leaving.add(row.id);
    if (worker.enabled === true && !row.enabled && isWorkerOnline(row))
      joining.push(enableStepId(workerId(worker.machine)));
  }
  if (topology.policy.prune) for (const row of workers.unlisted) leaving.add(row.id);
  const available = rows.filter(isAvailable);
  const staying = available.some((row) => !leaving.has(row.id));
  if (available.length === 0 || staying) return { noneLeft: false };
  const [first] = joining;
  return first === undefined ? { noneLeft: true } : { noneLeft: false, enableFirst: first };
}
