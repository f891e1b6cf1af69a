import { isScaleoutError } from '../../errors.js';
import type { WorkerExecution } from '../worker-work.js';
import { describeEnd, describeSlip } from './describe-end.js';
import { enabledAgain, stopped, timeIsUp } from './drain-errors.js';
import { newMemory, remember } from './drain-memory.js';
import type { DrainOptions } from './drain-options.js';
import { look } from './look.js';
import { nextMove } from './next-move.js';
import { tellWaits } from './tell-waits.js';

export interface DrainOutcome {
  /**
   * - `drained`: it holds nothing. - `dead`: it was not waited for, since it is offline.
   * - `cutOff`: the time was up, and it was disabled whatever it ran.
   */
  readonly result: 'drained' | 'dead' | 'cutOff';
  /** Whether it was disabled when the drain began, or somebody else disabled it meanwhile. */
  readonly foundDisabled: boolean;
  /** Whether it disabled or enabled the worker at all. */
  readonly wrote: boolean;
  /** Executions that the catalog still shows as its own: lost with a dead one, cut off, or waiting for another worker. */
  readonly executions: readonly WorkerExecution[];
  readonly waitedMs: number;
}

/** How often a write without an answer is followed by another one, after a look that shows it without effect. */
const mostUnanswered = 2;

/**
 * Disables a worker once it is idle (see `nextMove`), and ends when it holds nothing; one that is disabled already is
 * waited for by the same rules. Every move follows from a new look, so a write whose outcome is unknown is looked at too.
 *
 * Throws `guard.drain-timeout` where the time is up and the policy is to stop, the worker left as it was found;
 * `guard.drain-blind`, `guard.step-stale` and `catalog.no-rights` as `look` and the catalog do, and `guard.step-stale`
 * where somebody enables the worker against the drain.
 *
 * An aborted signal ends it at once: by `guard.drain-stopped` where it has written nothing, else by the signal's reason. A
 * worker that it has disabled by then stays disabled: to enable it would be one more write after the user said stop, and the next plan shows it and goes on from there: with
 * `continues`, for a task may have slipped in.
 */
export async function drain(options: DrainOptions): Promise<DrainOutcome> {
  const writes = { any: false };
  try {
    return await drainOn(options, writes);
  } catch (error) {
    if (options.signal.aborted && !writes.any) throw stopped(options.worker, error);
    throw error;
  }
}

async function drainOn(options: DrainOptions, writes: { any: boolean }): Promise<DrainOutcome> {
  const { catalog, worker, policy, continues, clock, pause, progress, signal } = options;
  const tell = tellWaits(options);
  const timeout = policy.timeoutSeconds * 1000;
  let memory = newMemory(clock());
  /** What the last look showed; null after a write until the next look. */
  let enabled: boolean | null = null;
  let written: boolean | undefined;
  let unanswered = 0;

  for (let first = true; ; first = false) {
    const seen = await look(catalog, worker, signal);
    const now = clock();
    if (enabled === false && seen.row.enabled) throw enabledAgain(worker);
    memory = remember(memory, seen, now, (first && continues !== true) || enabled === true);
    enabled = seen.row.enabled;
    if (enabled === written) unanswered = 0;

    let move = nextMove(seen, memory, policy, now);
    if (move.move === 'wait' && now - memory.began >= timeout) {
      memory = { ...memory, timedOut: true };
      move = nextMove(seen, memory, policy, now);
    }
    switch (move.move) {
      case 'wait': {
        tell(seen, move.what);
        const left = memory.timedOut ? Number.POSITIVE_INFINITY : timeout - (now - memory.began);
        await pause(Math.min(move.milliseconds, left), signal);
        break;
      }
      case 'enable':
      case 'disable':
        if (move.move === 'enable' && move.why === 'slipped') progress(describeSlip(seen));
        written = move.move === 'enable';
        writes.any = true;
        try {
          await catalog.setWorkerEnabled(worker.id, written, signal);
        } catch (error) {
          unanswered += 1;
          if (!isScaleoutError(error, 'catalog.outcome-unknown') || unanswered >= mostUnanswered) throw error;
        }
        enabled = null;
        break;
      case 'giveUp':
        throw timeIsUp(worker, seen, memory, policy);
      case 'end': {
        const told = describeEnd(seen, move.result);
        if (told !== undefined) progress(told);
        const { executions } = seen;
        const foundDisabled = !memory.foundEnabled;
        const wrote = writes.any;
        return { result: move.result, foundDisabled, wrote, executions, waitedMs: now - memory.began };
      }
    }
  }
}
