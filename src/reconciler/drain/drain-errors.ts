import { ScaleoutError } from '../../errors.js';
import type { Policy } from '../../topology/topology.js';
import { isWorkerOnline } from '../liveness.js';
import { describeWork, duration } from './describe-work.js';
import type { DrainMemory } from './drain-memory.js';
import { type DrainedWorker, nameOf } from './look.js';
import type { SeenWork } from './standing-of-work.js';

export function enabledAgain(worker: DrainedWorker): ScaleoutError {
  return new ScaleoutError('guard.step-stale', `Somebody enabled ${nameOf(worker)} while it was drained.`);
}

/** Nothing was written: the worker is as it was found. */
export function stopped(worker: DrainedWorker, cause: unknown): ScaleoutError {
  return new ScaleoutError('guard.drain-stopped', `${nameOf(worker)} is as it was found.`, { cause });
}

export function timeIsUp(
  worker: DrainedWorker,
  seen: SeenWork,
  { foundEnabled }: DrainMemory,
  { timeoutSeconds }: Policy['drain'],
): ScaleoutError {
  const name = nameOf(worker);
  const work = describeWork(seen);
  const left = `It is ${foundEnabled ? 'enabled' : 'disabled'}, as it was found.`;
  if (work !== '' && !isWorkerOnline(seen.row) && seen.leases === null) {
    const detail = `${name} is offline for ${duration(seen.row.lastOnlineAge)}, and may still run ${work}. ${left}`;
    return new ScaleoutError('guard.drain-timeout', detail, {
      remedy:
        'Look on the machine whether the packages still run, and stop their executions (catalog.stop_operation). Or let the login read internal.tasks in SSISDB, which tells what the worker holds.',
    });
  }
  if (work !== '') {
    return new ScaleoutError('guard.drain-timeout', `${name} runs ${work} after ${duration(timeoutSeconds)}. ${left}`);
  }
  const { pending, running } = seen.elsewhere;
  const doubt = `${name} may hold a task that cannot be seen (${pending} pending, ${running} running elsewhere).`;
  return new ScaleoutError('guard.drain-timeout', `${doubt} ${left}`, {
    remedy:
      'Set policy.drain.timeout to more than 6 minutes, or let the login read internal.tasks in SSISDB, which tells at once what the worker holds.',
  });
}
