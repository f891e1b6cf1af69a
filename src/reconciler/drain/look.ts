import { ScaleoutError } from '../../errors.js';
import type { Catalog } from '../catalog.js';
import type { WorkerAgentId } from '../worker-row.js';
import type { SeenWork } from './standing-of-work.js';

/** The worker that a drain is meant for, as the plan saw it. */
export interface DrainedWorker {
  readonly id: WorkerAgentId;
  /** MachineName of its row. */
  readonly machineName: string | null;
  /** For messages, where it has a better name than MachineName. */
  readonly name?: string;
  /** Seconds, as `WorkerRow` has it: the catalog does not know it. */
  readonly heartbeatInterval?: number;
  /** Its service is stopped afterwards: silence alone is no sign then that it runs nothing. */
  readonly beforeStop?: boolean;
}

export function nameOf({ id, machineName, name }: DrainedWorker): string {
  return name ?? machineName ?? `Worker ${id}`;
}

/**
 * What the worker runs now. Throws `guard.step-stale` where its row is gone or has become another machine's, and
 * `guard.drain-blind` where the login does not see its executions.
 */
export async function look(catalog: Catalog, worker: DrainedWorker, signal: AbortSignal): Promise<SeenWork> {
  const { id, machineName, heartbeatInterval, beforeStop = false } = worker;
  const name = nameOf(worker);
  const { row, executions, elsewhere, leases } = await catalog.readWork(id, signal);
  if (row === null) {
    throw new ScaleoutError('guard.step-stale', `Row ${id} of ${name} is gone from catalog.worker_agents.`);
  }
  if (row.machineName !== machineName) {
    const [before, now] = [machineName, row.machineName].map((each) => each ?? 'no machine name');
    throw new ScaleoutError('guard.step-stale', `Row ${id} was ${before} when it was planned and is ${now} now.`);
  }
  if (!executions.known) throw new ScaleoutError('guard.drain-blind', `${name}: ${executions.reason}.`);
  if (!elsewhere.known) throw new ScaleoutError('guard.drain-blind', `${name}: ${elsewhere.reason}.`);
  return {
    row: heartbeatInterval === undefined ? row : { ...row, heartbeatInterval },
    executions: executions.value,
    elsewhere: elsewhere.value,
    leases: leases.known ? leases.value : null,
    beforeStop,
  };
}
