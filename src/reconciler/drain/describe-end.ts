import { describeExecutions, describeWork, duration } from './describe-work.js';
import type { SeenWork } from './standing-of-work.js';

/** That a worker got a task right before it was disabled. */
export function describeSlip(seen: SeenWork): string {
  return `got work right before it was disabled, so it is enabled again: ${describeWork(seen)}`;
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
