import type { Policy } from '../../topology/topology.js';
import type { DrainMemory } from './drain-memory.js';
import {
  firstReport,
  leaseInterval,
  leaseLength,
  lookInterval,
  quietInterval,
  quietLimit,
  settling,
} from './rhythm.js';
import { isQuiet, nothingUnderWay, type SeenWork, standingOfWork } from './standing-of-work.js';

/**
 * What is waited for.
 * - `work`: the tasks that it runs. `lease`: a task that it may hold unseen, or that it may not report on any more.
 * - `quiet`: executions that were just started and name no worker yet. `settling`: a pull that had begun.
 */
export type Waiting = 'work' | 'quiet' | 'settling' | 'lease';

export type Move =
  | { readonly move: 'wait'; readonly what: Waiting; readonly milliseconds: number }
  | { readonly move: 'disable' }
  /** `slipped`: it had got a task before it was disabled. `leaving`: the time is up, and it is left as it was found. */
  | { readonly move: 'enable'; readonly why: 'slipped' | 'leaving' }
  | { readonly move: 'giveUp' }
  | { readonly move: 'end'; readonly result: 'drained' | 'dead' | 'cutOff' };

/**
 * What a drain does next. It waits until the worker is idle, disables it, and looks again: a task that it got meanwhile
 * shows then, and the worker is enabled again, for a disabled one may not report what it runs.
 *
 * Without the leases one task stays out of sight: pulled, and not yet reported on. Its execution names no worker, or
 * after a retry the worker that had it before. Therefore
 * - the worker is disabled at a moment at which no execution was started just before, where there is one within a minute;
 * - afterwards it is watched for a lease's length. The watch ends early only where Scale Out runs nothing at all: that
 *   no execution is pending is not enough, since a task that is tried again does not show as pending.
 */
export function nextMove(seen: SeenWork, memory: DrainMemory, policy: Policy['drain'], now: number): Move {
  const move = seen.row.enabled ? whileEnabled(seen, memory, now) : whileDisabled(seen, memory, now);
  // The settling ends by itself within two seconds.
  if (!memory.timedOut || (move.move === 'wait' && move.what === 'settling')) return move;
  return policy.onTimeout === 'stop' ? leave(seen, memory, move) : cutOff(seen, move);
}

function whileEnabled(seen: SeenWork, { began, idleSince }: DrainMemory, now: number): Move {
  const standing = standingOfWork(seen);
  if (standing === 'busy') return { move: 'wait', what: 'work', milliseconds: lookInterval(now - began) };
  const waitedForQuiet = now - (idleSince ?? now);
  if (standing === 'dead' || seen.leases !== null || isQuiet(seen, firstReport) || waitedForQuiet >= quietLimit) {
    return { move: 'disable' };
  }
  return { move: 'wait', what: 'quiet', milliseconds: quietInterval };
}

function whileDisabled(seen: SeenWork, { foundEnabled, disabledSince }: DrainMemory, now: number): Move {
  const standing = standingOfWork(seen);
  if (standing === 'dead') return { move: 'end', result: seen.executions.length > 0 ? 'dead' : 'drained' };
  if (standing === 'busy' && foundEnabled) return { move: 'enable', why: 'slipped' };
  const disabledFor = now - (disabledSince ?? now);
  if (foundEnabled && disabledFor < settling) {
    return { move: 'wait', what: 'settling', milliseconds: settling - disabledFor };
  }
  const left = leaseLength + settling - disabledFor;
  const holdsNothing = seen.leases === null ? left <= 0 || nothingUnderWay(seen) : standing === 'idle';
  if (holdsNothing) return { move: 'end', result: 'drained' };
  return { move: 'wait', what: 'lease', milliseconds: left > 0 ? Math.min(leaseInterval, left) : leaseInterval };
}

/** The time is up and the worker is to stay as it was found. */
function leave({ row }: SeenWork, { foundEnabled }: DrainMemory, move: Move): Move {
  if (move.move === 'end') return move;
  return !row.enabled && foundEnabled ? { move: 'enable', why: 'leaving' } : { move: 'giveUp' };
}

/** The time is up and the worker is to be disabled whatever it runs. */
function cutOff({ row }: SeenWork, move: Move): Move {
  if (row.enabled) return { move: 'disable' };
  return move.move === 'end' ? move : { move: 'end', result: 'cutOff' };
}
