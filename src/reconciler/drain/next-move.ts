import {
  isWorkerOnline,
  type LeasedTask,
  type WorkElsewhere,
  type WorkerExecution,
  type WorkerRow,
} from '../../domain/rows.js';
import { firstLease, heartbeatErrorTolerance, taskReport } from '../../facts/liveness.js';
import type { Policy } from '../../topology/topology.js';

/**
 * What is waited for.
 * - `work`: the tasks that it runs. `lease`: a task that it may hold unseen, or that it may not report on any more.
 * - `quiet`: executions that were just started and name no worker yet. `settling`: a pull that had begun.
 */
export type Waiting = 'work' | 'quiet' | 'settling' | 'lease';

type Move =
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

function whileEnabled(seen: SeenWork, memory: DrainMemory, now: number): Move {
  const { idleSince } = memory;
  const standing = standingOfWork(seen);
  if (standing === 'busy') return { move: 'wait', what: 'work', milliseconds: lookInterval(memory, now) };
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

/**
 * Whether this is the moment at which least is lost, of a worker that is never idle and is to be cut off when its time is up:
 * near the end of it, when all that it runs has just begun. What ran for long before that may still end in time, so it is
 * waited for; whether what is lost can be repeated the catalog does not tell.
 */
export function isLeastLost(seen: SeenWork, memory: DrainMemory, policy: Policy['drain'], now: number): boolean {
  const { row, executions, beforeStop } = seen;
  if (policy.onTimeout !== 'disable' || memory.timedOut || !row.enabled || beforeStop) return false;
  if (memory.arrived.size === 0 || executions.length === 0) return false;
  const left = memory.began + policy.timeoutSeconds * 1000 - now;
  if (left > policy.timeoutSeconds * 1000 * lastPart) return false;
  return executions.every(({ age, status }) => age !== null && age <= justBegun && status === 'running');
}

/** The time is up and the worker is to be disabled whatever it runs. */
function cutOff({ row }: SeenWork, move: Move): Move {
  if (row.enabled) return { move: 'disable' };
  return move.move === 'end' ? move : { move: 'end', result: 'cutOff' };
}

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
  /** It was offline when it was planned, and the plan says that what it may still run is lost. */
  readonly isLossPlanned?: boolean;
}

/**
 * - `busy`: it holds a task. Where the leases can be read they alone decide: an execution that names the worker and has
 *   no lease of it waits for another one.
 * - `dead`: it is offline and holds no lease, or is silent for so long that a wait is no use where leases cannot be seen. Its
 *   executions may stay as they are for ever, and it may still run them: so silence counts only where nothing but its row
 *   is changed, or where the plan has told of it. One that falls silent later, before its service is stopped, is waited for:
 *   nobody has agreed to that loss.
 * - `idle`: it holds nothing that can be seen.
 */
type WorkStanding = 'busy' | 'idle' | 'dead';

function standingOfWork({ row, executions, leases, beforeStop, isLossPlanned = false }: SeenWork): WorkStanding {
  const offline = !isWorkerOnline(row);
  const isKept = beforeStop && executions.length > 0 && !(offline && isLossPlanned);
  if (leases !== null) return leases.length > 0 || (offline && isKept) ? 'busy' : offline ? 'dead' : 'idle';
  if (isKept) return 'busy';
  if (offline && row.lastOnlineAge * 1000 > longSilence) return 'dead';
  return executions.length > 0 ? 'busy' : 'idle';
}

/** Whether Scale Out runs nothing anywhere: then the worker holds no task that the login cannot see. */
function nothingUnderWay({ executions, elsewhere }: SeenWork): boolean {
  return executions.length + elsewhere.pending + elsewhere.running === 0;
}

/**
 * Whether no execution waits for a worker that was started within so many milliseconds. One of those may be pulled
 * already: until the first report it names no worker.
 */
function isQuiet({ elsewhere }: SeenWork, within: number): boolean {
  return elsewhere.youngestPending === null || elsewhere.youngestPending * 1000 > within;
}

/** What a drain remembers. All times in milliseconds of its own clock. */
export interface DrainMemory {
  readonly began: number;
  /** Whether the worker is ours to enable again: it was enabled when the drain began, and nobody else disabled it. */
  readonly foundEnabled: boolean;
  /** When it was first seen disabled without a break since. */
  readonly disabledSince: number | null;
  /** When it was first seen idle and enabled without a break since. */
  readonly idleSince: number | null;
  /** The executions that it had at the first look; null: there was none yet. */
  readonly atFirst: ReadonlySet<string> | null;
  /** Tasks of the first look that no execution named yet: as many executions that show later are not new. */
  readonly unnamed: number;
  /** Those that it got since, by their ids. */
  readonly arrived: ReadonlySet<string>;
  /** When the last of them was seen first. */
  readonly lastArrival: number | null;
  readonly timedOut: boolean;
}

export function newMemory(began: number): DrainMemory {
  const times = { disabledSince: null, idleSince: null, lastArrival: null };
  return { began, foundEnabled: true, ...times, atFirst: null, unnamed: 0, arrived: none, timedOut: false };
}

const none: ReadonlySet<string> = new Set();

/** `unasked`: nothing that the drain did can have disabled the worker since the last look. */
export function remember(memory: DrainMemory, seen: SeenWork, now: number, unasked: boolean): DrainMemory {
  const { enabled } = seen.row;
  const isIdle = enabled && standingOfWork(seen) === 'idle';
  const { atFirst, arrived } = memory;
  const ids = seen.executions.map(({ executionId }) => executionId);
  const shown = atFirst === null ? [] : ids.filter((id) => !atFirst.has(id) && !arrived.has(id));
  const unnamed = atFirst === null ? Math.max(0, (seen.leases?.length ?? 0) - ids.length) : memory.unnamed;
  const old = atFirst === null ? [] : shown.slice(0, unnamed);
  const fresh = shown.slice(old.length);
  return {
    ...memory,
    atFirst: new Set(atFirst === null ? ids : [...atFirst, ...old]),
    unnamed: unnamed - old.length,
    ...(fresh.length === 0 ? {} : { arrived: new Set([...arrived, ...fresh]), lastArrival: now }),
    foundEnabled: memory.foundEnabled && (enabled || !unasked),
    disabledSince: enabled ? null : (memory.disabledSince ?? now),
    idleSince: isIdle ? (memory.idleSince ?? now) : null,
  };
}

/*
 * The times that a drain goes by, in milliseconds. Names in brackets are settings of the product, whose defaults these are;
 * pull_task and update_task_status are procedures of the published SSISDB script (internal schema).
 */

/**
 * The longest lease of a task that no report names: its first one. Every report sets a new end, and names the worker in
 * the execution. A disabled worker may not report (27252).
 */
const leaseLength = firstLease.value * 1000;

/**
 * After so much silence a worker is disabled without a wait where its leases cannot be seen. It may run its packages all
 * the same: it ends them only when the master answers it with errors (HeartbeatErrorTolerance), and one that is cut off
 * from the network gets no answer.
 */
const longSilence = heartbeatErrorTolerance.value * 1000;

/** A pull that had begun when the worker was disabled has ended after this: pull_task takes milliseconds. */
const settling = 2_000;

/**
 * Within this an execution that a worker with room may take shows who runs it: a report each ten seconds, and as much again for a worker to ask for it, for which no figure is documented.
 */
const firstReport = 2 * taskReport.value * 1000;

/** How long a drain waits at most for a moment at which no execution was started just before. */
const quietLimit = 60_000;

/**
 * Milliseconds between two looks while the worker runs something: short at first, for it may be idle soon. One that gets new
 * packages again and again is idle for moments only, between two of them: those are not to be missed.
 */
function lookInterval({ began, lastArrival }: DrainMemory, now: number): number {
  const isBusyAgain = lastArrival !== null && now - lastArrival < shortPackages;
  const waited = now - began;
  if (waited < 10_000 || isBusyAgain) return 1_000;
  return waited < 300_000 ? 5_000 : 10_000;
}

/** For so long after it got a new package a worker is looked at often. */
const shortPackages = 120_000;

/** The part of the time at whose end a worker that is never idle is cut off, in which the best moment is looked for. */
const lastPart = 0.1;

/** Seconds for which a package has run at most of which little is lost. */
const justBegun = 5;

/** Between two looks for a quiet moment. */
const quietInterval = 1_000;

/** Between two looks at a worker that is disabled and may hold a lease. */
const leaseInterval = 5_000;

/** After this the user is told again what is waited for. */
export const tellEvery = 30_000;
