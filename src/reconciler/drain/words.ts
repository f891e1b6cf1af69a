import { isWorkerOnline, type WorkerExecution } from '../../domain/rows.js';
import { duration } from '../../text/times.js';
import { counted } from '../../text/words.js';
import type { SeenWork, Waiting } from './next-move.js';

/** The most packages that a message names. */
const named = 3;

/** `2 packages: ETL\Loads\Load.dtsx since 14 min (execution 4711), ...`; what was pulled a moment ago has no name yet. */
export function describeWork({ executions, leases }: SeenWork): string {
  // A lease without an execution that names the worker is a task that it has not reported on yet.
  const unnamed = Math.max(0, (leases?.length ?? 0) - executions.length);
  const parts = [
    ...(executions.length > 0 ? [`${counted(executions.length, 'package')}: ${describeExecutions(executions)}`] : []),
    ...(unnamed > 0 ? [`${counted(unnamed, 'task')} not reported on yet`] : []),
  ];
  return parts.join('; ');
}

/** At most three by name. */
export function describeExecutions(executions: readonly WorkerExecution[]): string {
  const names = executions.slice(0, named).map(describeExecution);
  const more = executions.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function describeExecution({ folder, project, package: name, age, executionId, status }: WorkerExecution): string {
  const since = age === null ? '' : ` since ${duration(age)}`;
  return `${folder}\\${project}\\${name}${since} (execution ${executionId}${status === 'stopping' ? ', stopping' : ''})`;
}

/** What a drain waits for, to show while it does. */
export function describeWait(seen: SeenWork, what: Waiting, arrived = 0): string {
  const { pending, running } = seen.elsewhere;
  switch (what) {
    case 'work':
      return isWorkerOnline(seen.row)
        ? `waits for ${describeWork(seen)}${arrived === 0 ? '' : `; it got ${counted(arrived, 'new package')} since the drain began`}`
        : `is offline for ${duration(seen.row.lastOnlineAge)}, and may still run what is waited for: ${describeWork(seen)}`;
    case 'quiet':
      return `looks idle; waits until ${counted(pending, 'pending execution')} ${pending === 1 ? 'shows' : 'show'} who runs ${pending === 1 ? 'it' : 'them'}`;
    case 'settling':
      return 'disabled; looks again';
    case 'lease': {
      const work = describeWork(seen);
      if (work !== '') return `is disabled and holds ${work}; waits until the lease ends`;
      return `is disabled; waits until the lease of a task that cannot be seen would end (${pending} pending, ${running} running elsewhere)`;
    }
  }
}

/** Changes when something else is waited for, and not with the time alone. */
export function keyOfWait({ executions, leases }: SeenWork, what: Waiting): string {
  const work = executions.map(({ executionId, status }) => `${executionId} ${status}`);
  return [what, ...work, ...(leases ?? []).map(({ taskId }) => taskId)].join('/');
}

/** That a worker got a task right before it was disabled. */
export function describeSlip(seen: SeenWork): string {
  return `got work right before it was disabled, so it is enabled again: ${describeWork(seen)}`;
}

/**
 * Whether a drain has ended for want of a moment without work, or for long packages: other things help against each.
 * `together`: it is one of all that are emptied for the master, and policy.drain.onTimeout does not count.
 */
export function describeTimeUp(
  arrived: number,
  together: boolean,
): { readonly detail: string; readonly remedy: string } {
  if (arrived === 0) return { detail: '', remedy: longRemedy };
  const detail = ` It got ${counted(arrived, 'new package')} since the drain began, and was never seen idle.`;
  return { detail, remedy: together ? neverIdleTogetherRemedy : neverIdleRemedy };
}

const longRemedy =
  'It runs the same packages as when the drain began: wait until they have ended, or raise policy.drain.timeout (drain: --timeout). Or stop their executions (catalog.stop_operation).';

const neverIdleRemedy =
  'More time alone may not help: it gets new packages while it is waited for. Drain it when less is started, have other workers take the packages that are pinned to it, or set policy.drain.onTimeout to disable (drain: --on-timeout): what it runs then is lost.';

const neverIdleTogetherRemedy =
  'More time alone may not help: it gets new packages while it is waited for, also those that the emptied workers do not take. Do it when less is started: policy.windows keeps it for such an hour. The master cuts no package off for its certificate or port, whatever policy.drain.onTimeout says.';

/** That a worker that is never idle is cut off at the best moment near the end of its time. */
export function describeCut(seen: SeenWork): string {
  return `is never idle, and its time is nearly up: it is disabled now, when what it runs has just begun: ${describeWork(seen)}`;
}

/** What a drain did not wait for; undefined where there is nothing of that. */
export function describeEnd(
  { row, executions, leases }: SeenWork,
  result: 'drained' | 'dead' | 'cutOff',
): string | undefined {
  const which = describeExecutions(executions);
  if (result === 'cutOff') {
    if (executions.length > 0) return `the time is up: disabled although it runs ${which}`;
    if (leases !== null && leases.length > 0) return 'the time is up: disabled although it has just got a task';
    return 'the time is up: disabled, though it may hold a task that cannot be seen';
  }
  if (executions.length === 0) return undefined;
  if (result === 'dead')
    return `offline for ${duration(row.lastOnlineAge)}: not waited for ${which}, which it may still run`;
  return `holds no lease any more; still shown as its own, and it may still run: ${which}`;
}
