import { isWorkerOnline } from '../liveness.js';
import type { WorkerRow } from '../worker-row.js';
import type { LeasedTask, WorkElsewhere, WorkerExecution } from '../worker-work.js';
import { longSilence } from './rhythm.js';

/** What a look showed. */
export interface SeenWork {
  readonly row: WorkerRow;
  /** Those that the catalog shows as the worker's. */
  readonly executions: readonly WorkerExecution[];
  readonly elsewhere: WorkElsewhere;
  /** Null: the login may not read internal.tasks. */
  readonly leases: readonly LeasedTask[] | null;
  /** Its service is stopped next, which would kill whatever it runs. */
  readonly beforeStop: boolean;
}

/**
 * - `busy`: it holds a task. Where the leases can be read they alone decide: an execution that names the worker and has
 *   no lease of it waits for another one.
 * - `dead`: it is offline and holds no lease, or is silent for so long that a wait is no use where leases cannot be seen. Its
 *   executions may stay as they are for ever, and it may still run them: so silence alone counts only where nothing but
 *   its row is changed.
 * - `idle`: it holds nothing that can be seen.
 */
export type WorkStanding = 'busy' | 'idle' | 'dead';

export function standingOfWork({ row, executions, leases, beforeStop }: SeenWork): WorkStanding {
  const offline = !isWorkerOnline(row);
  if (leases !== null) return leases.length > 0 ? 'busy' : offline ? 'dead' : 'idle';
  if (executions.length > 0 && beforeStop) return 'busy';
  if (offline && row.lastOnlineAge * 1000 > longSilence) return 'dead';
  return executions.length > 0 ? 'busy' : 'idle';
}

/** Whether Scale Out runs nothing anywhere: then the worker holds no task that the login cannot see. */
export function nothingUnderWay({ executions, elsewhere }: SeenWork): boolean {
  return executions.length + elsewhere.pending + elsewhere.running === 0;
}

/**
 * Whether no execution waits for a worker that was started within so many milliseconds. One of those may be pulled
 * already: until the first report it names no worker.
 */
export function isQuiet({ elsewhere }: SeenWork, within: number): boolean {
  return elsewhere.youngestPending === null || elsewhere.youngestPending * 1000 > within;
}
