// src/reconciler/drain takes a worker out of service without losing its work. next-move.ts decides by what is seen, a
// pure function, with the times; drain.ts looks and acts; words.ts tells of it.

import type { Catalog } from '../../domain/catalog.js';
import { isWorkerOnline, type WorkerAgentId, type WorkerExecution } from '../../domain/rows.js';
import { isOutcomeUnknown, leavesAsFound, ScaleoutError } from '../../errors/errors.js';
import { duration } from '../../text/times.js';
import type { Policy } from '../../topology/topology.js';
import {
  type DrainMemory,
  isLeastLost,
  newMemory,
  nextMove,
  remember,
  type SeenWork,
  tellEvery,
  type Waiting,
} from './next-move.js';
import {
  describeCut,
  describeEnd,
  describeSlip,
  describeTimeUp,
  describeWait,
  describeWork,
  keyOfWait,
} from './words.js';

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
  const { catalog, worker, policy, continues, clock, pause, progress, outOfService, signal } = options;
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
    if (seen.row.enabled) outOfService?.(false);
    if (enabled === false && seen.row.enabled) throw enabledAgain(worker);
    memory = remember(memory, seen, now, (first && continues !== true) || enabled === true);
    enabled = seen.row.enabled;
    if (enabled === written) unanswered = 0;

    let move = nextMove(seen, memory, policy, now);
    const isNearly = isLeastLost(seen, memory, policy, now);
    if (move.move === 'wait' && (now - memory.began >= timeout || isNearly)) {
      if (isNearly) progress(describeCut(seen));
      memory = { ...memory, timedOut: true };
      move = nextMove(seen, memory, policy, now);
    }
    switch (move.move) {
      case 'wait': {
        tell(seen, move.what, memory.arrived.size);
        const left = memory.timedOut ? Number.POSITIVE_INFINITY : timeout - (now - memory.began);
        await pause(Math.min(move.milliseconds, left), signal);
        break;
      }
      case 'enable':
      case 'disable':
        if (move.move === 'enable' && move.why === 'slipped') progress(describeSlip(seen));
        written = move.move === 'enable';
        if (!written) outOfService?.(true);
        try {
          await catalog.setWorkerEnabled(worker.id, written, signal);
          writes.any = true;
        } catch (error) {
          const isRefused = leavesAsFound(error);
          if (isRefused && !written) outOfService?.(false);
          writes.any ||= !isRefused;
          unanswered += 1;
          if (!isOutcomeUnknown(error) || unanswered >= mostUnanswered) throw error;
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

interface DrainOptions {
  readonly catalog: Catalog;
  readonly worker: DrainedWorker;
  readonly policy: Policy['drain'];
  /** One that is found disabled was left so by a drain that was cut off: it is enabled again while it has work. */
  readonly continues?: boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Waits; rejects with the signal's reason when that is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Tells the user what is waited for, when that changes and each half minute. */
  readonly progress: (message: string) => void;
  /** Told whether the drain may have left the worker disabled: before it disables, and when the worker shows as enabled. */
  readonly outOfService?: (isOut: boolean) => void;
  readonly signal: AbortSignal;
}

function enabledAgain(worker: DrainedWorker): ScaleoutError {
  return new ScaleoutError('guard.step-stale', `Somebody enabled ${nameOf(worker)} while it was drained.`);
}

/** Nothing was written: the worker is as it was found. */
function stopped(worker: DrainedWorker, cause: unknown): ScaleoutError {
  return new ScaleoutError('guard.drain-stopped', `${nameOf(worker)} is as it was found.`, { cause });
}

function timeIsUp(
  worker: DrainedWorker,
  seen: SeenWork,
  { foundEnabled, arrived }: DrainMemory,
  { timeoutSeconds }: Policy['drain'],
): ScaleoutError {
  const name = nameOf(worker);
  const work = describeWork(seen);
  const left = `It is ${foundEnabled ? 'enabled' : 'disabled'}, as it was found.`;
  if (work !== '' && !isWorkerOnline(seen.row)) {
    const detail = `${name} is offline for ${duration(seen.row.lastOnlineAge)}, and may still run ${work}. ${left}`;
    const orAsk =
      seen.leases === null ? ' Or let the login read internal.tasks in SSISDB, which tells what the worker holds.' : '';
    return new ScaleoutError('guard.drain-timeout', detail, { remedy: `${offlineRemedy}${orAsk}` });
  }
  if (work !== '') {
    const { detail, remedy } = describeTimeUp(arrived.size, worker.together === true);
    const text = `${name} runs ${work} after ${duration(timeoutSeconds)}.${detail} ${left}`;
    return new ScaleoutError('guard.drain-timeout', text, { remedy });
  }
  const { pending, running } = seen.elsewhere;
  const doubt = `${name} may hold a task that cannot be seen (${pending} pending, ${running} running elsewhere).`;
  return new ScaleoutError('guard.drain-timeout', `${doubt} ${left}`, {
    remedy:
      'Set policy.drain.timeout to more than 6 minutes, or let the login read internal.tasks in SSISDB, which tells at once what the worker holds.',
  });
}

const offlineRemedy =
  'Look on the machine whether the packages still run, and stop their executions (catalog.stop_operation). Where they may be lost, plan again: the new plan says so and, with your consent, does not wait for them.';

/** The worker that a drain is meant for, as the plan saw it. */
interface DrainedWorker {
  readonly id: WorkerAgentId;
  /** MachineName of its row. */
  readonly machineName: string | null;
  /** For messages, where it has a better name than MachineName. */
  readonly name?: string;
  /** Seconds, as `WorkerRow` has it: the catalog does not know it. */
  readonly heartbeatInterval?: number;
  /** Its service is stopped afterwards: silence alone is no sign then that it runs nothing. */
  readonly beforeStop?: boolean;
  /** It was offline when it was planned, and the plan says that what it may still run is lost. */
  readonly offline?: boolean;
  /** It is emptied with all others, for the master. */
  readonly together?: boolean;
}

function nameOf({ id, machineName, name }: DrainedWorker): string {
  return name ?? machineName ?? `Worker ${id}`;
}

/**
 * What the worker runs now. Throws `guard.step-stale` where its row is gone or has become another machine's, and
 * `guard.drain-blind` where the login does not see its executions.
 */
async function look(catalog: Catalog, worker: DrainedWorker, signal: AbortSignal): Promise<SeenWork> {
  const { id, machineName, heartbeatInterval, beforeStop = false, offline = false } = worker;
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
    isLossPlanned: offline,
  };
}

/** Tells what is waited for when that changes, and each half minute in between. */
function tellWaits({
  clock,
  progress,
}: Pick<DrainOptions, 'clock' | 'progress'>): (seen: SeenWork, what: Waiting, arrived: number) => void {
  let told: { readonly key: string; readonly at: number } | undefined;
  return (seen, what, arrived) => {
    // Two seconds are not worth a line.
    if (what === 'settling') return;
    const key = keyOfWait(seen, what);
    if (told?.key === key && clock() - told.at < tellEvery) return;
    told = { key, at: clock() };
    progress(describeWait(seen, what, arrived));
  };
}
