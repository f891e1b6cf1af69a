// src/watch keeps a topology so: loop.ts waits for a reason, reconcile.ts makes one run, hold decisions come from
// src/reconciler/hold. Around them: triggers/ (why to look), log/, http/, notify/ and metrics.ts (what to tell),
// leadership.ts (who may act).

import { diagnosticOf, isScaleoutError, ScaleoutError } from '../errors/errors.js';
import { untilAborted } from '../providers/waiting.js';
import { delayAfter, backOff as makeBackOff } from '../reconciler/hold/back-off.js';
import type { HeldChange } from '../reconciler/hold/hold.js';
import { messageOf } from '../text/printable.js';
import { duration } from '../text/times.js';
import { connectionWarnings } from '../topology/load-topology.js';
import { entriesOf, type Topology } from '../topology/topology.js';
import { unseen } from './fleet-condition.js';
import { standingKeeper } from './leadership.js';
import { looking as makeLooking } from './look.js';
import { machineCache } from './machine-cache.js';
import { lookAgain, type Reconciled, reconcile } from './reconcile.js';
import type { ReconcileResult, WatchEvent, WatchReason } from './watch-event.js';
import { type WatchOptions, worldKeeper } from './watch-options.js';
import { linkedSignal, wakeUps, watchdog } from './watch-time.js';
import { watchedFile } from './watched-file.js';

/** Milliseconds without an answer of any machine after which those that are missing come later. */
const patience = 10_000;

/** Intervals without any progress after which another replica had better lead. */
const patientIntervals = 3;

/**
 * Milliseconds that a look may take at least without counting as stuck: its connections, requests and files have limits of
 * their own, which come first. An apply may wait in silence, as long as policy.rollout says.
 */
const patientLook = 180_000;
const patientApply = 3_600_000;

/** Reasons that a person gives: what waits for a change is tried again. */
const asked: ReadonlySet<WatchReason> = new Set(['start', 'file', 'signal', 'request']);

/**
 * Keeps one catalog and its machines as a topology file says, until `stop` is aborted. Everything that happens is told as
 * an event; nothing that goes wrong ends it. Resolves with how the last run ended, once everything is closed.
 */
export async function watchTopology(given: WatchOptions): Promise<ReconcileResult['result'] | 'no-topology'> {
  const tell = quiet(given.listener);
  const { seen } = given;
  const options: WatchOptions = {
    ...given,
    ...(seen === undefined ? {} : { seen: quiet(seen) }),
    listener(event) {
      if (event.type === 'apply_event') {
        isApplying = true;
        dog.sign();
      }
      tell(event);
    },
  };
  const { time, random, interval, machineInterval, stop, mode, listener } = options;
  const wakes = wakeUps(time);
  const file = watchedFile(options.file, options.reading, ({ catalog }) =>
    options.sandbox === undefined ? connectionWarnings(catalog) : [],
  );
  const backOff = makeBackOff({ ...time, random });
  const arrived = () => wakes.wake('retry');
  const machines = machineCache({ time, random, interval: machineInterval, patience, arrived });
  const looking = makeLooking(machines, time.clock);
  const triggers = options.triggers(wakes.wake);
  const worlds = worldKeeper(options.open, (world, isOther) => machines.use(world.machines, isOther));
  const leader = standingKeeper(options.leadership, {
    time,
    random,
    changed(standing) {
      const { isLeader, detail } = standing;
      const led = !standing.isLeader && standing.isLed === true ? { isLed: true as const } : {};
      const said = { ...led, ...(detail === undefined ? {} : { detail }) };
      listener({ type: 'leading', topology: file.name(), isLeader, ...said });
      // What is told while a run begins is heeded by that run.
      if (!isFollowing) wakes.wake('retry');
    },
  });
  let isFollowing = false;
  let isApplying = false;
  let stuck = new AbortController();
  const dog = watchdog({
    time,
    limit: () => Math.max(patientIntervals * interval, isApplying ? patientApply : patientLook),
    stuck(silentMs) {
      const why = `it made no progress for ${duration(silentMs / 1000)}`;
      listener({ type: 'watch_stuck', topology: file.name(), silentMs });
      leader.giveUp(why);
      stuck.abort(new ScaleoutError('watch.stuck', `The run was given up: ${why}.`));
    },
  });
  let unreadSince: number | undefined;
  let handedOver = 0;
  let failures = 0;
  let locked = 0;
  let lastRead = time.clock();
  let last: ReconcileResult['result'] | 'no-topology' = 'no-topology';

  const readFile = async (reasons: readonly WatchReason[]): Promise<WatchEvent | undefined> => {
    const isDue = time.clock() - lastRead >= machineInterval;
    const again = isDue || reasons.some((reason) => asked.has(reason));
    if (again) lastRead = time.clock();
    const news = await untilAborted(file.look(again), stop).catch(() => undefined);
    const topology = file.topology();
    if (news !== undefined && topology !== undefined) triggers.alsoWatch(referredFiles(topology));
    return news;
  };
  const reconcilingUntil = async (over: AbortSignal, topology: Topology) => {
    const world = await worlds.of(topology);
    return { options: { ...options, stop: over }, world, machines, looking, backOff, standing: leader.standing };
  };
  const run = async (topology: Topology, reasons: readonly WatchReason[]): Promise<Reconciled | undefined> => {
    if (reasons.some((reason) => asked.has(reason))) backOff.release();
    try {
      using either = linkedSignal(stop, stuck.signal);
      return await reconcile(topology, await reconcilingUntil(either.signal, topology));
    } catch (error) {
      if (stop.aborted) return undefined;
      await worlds.lose();
      const why = diagnosticOf(errorOf(error));
      return {
        result: 'failed',
        held: [],
        diagnostics: [why],
        condition: unseen(`${why.summary}: ${why.detail}`),
      };
    }
  };
  /** Whoever is shown the world would see that of before an apply until the next look. */
  const showApplied = async (topology: Topology) => {
    isApplying = false;
    dog.sign();
    try {
      using either = linkedSignal(stop, stuck.signal);
      await lookAgain(topology, await reconcilingUntil(either.signal, topology));
    } catch {
      // The run that follows at once tells of what keeps it from looking.
      if (!stop.aborted) wakes.wake('retry');
    }
  };
  const runAndTell = async (wanted: Topology, reasons: readonly WatchReason[]) => {
    const began = time.clock();
    const topology = wanted.name;
    isFollowing = true;
    leader.follow(wanted);
    await leader.known(patience, stop);
    isFollowing = false;
    listener({ type: 'reconcile_started', topology, reasons });
    const made = await run(wanted, reasons);
    if (made === undefined) return;
    const { isLocked, ...result } = made;
    failures = result.result === 'failed' ? failures + 1 : 0;
    locked = isLocked === true ? locked + 1 : 0;
    last = result.result;
    listener({ type: 'reconciled', topology, result: { ...result, reasons, durationMs: time.clock() - began } });
    if (result.outcome !== undefined && seen !== undefined) await showApplied(wanted);
    return result;
  };

  /** Who cannot read the file does not know what is wanted now; a replica that can should lead. */
  const handOver = () => {
    unreadSince = file.isRead() ? undefined : (unreadSince ?? time.clock());
    if (unreadSince === undefined) handedOver = 0;
    else if (
      leader.standing().isLeader &&
      time.clock() - unreadSince >= patientIntervals * interval * 2 ** handedOver
    ) {
      // Where nobody else can read it either, the lead comes back: then it is kept for longer.
      handedOver += 1;
      leader.giveUp('it cannot read its topology file');
    }
  };

  const first = await dog.over(async () => {
    await untilAborted(triggers.ready, stop).catch(() => undefined);
    return readFile(['start']);
  });
  listener({ type: 'watch_started', topology: file.name(), file: options.file, mode });
  if (first !== undefined) listener(first);
  wakes.wake('start');
  try {
    let next = { milliseconds: 0, reason: 'start' as WatchReason };
    while (!stop.aborted) {
      const reasons = await wakes.next(next, stop);
      if (stop.aborted) break;
      stuck = new AbortController();
      isApplying = false;
      const result = await dog.over(async () => {
        const news = reasons.includes('start') ? undefined : await readFile(reasons);
        if (news !== undefined) listener(news);
        const topology = file.topology();
        return topology === undefined ? undefined : runAndTell(topology, reasons);
      });
      if (options.once === true) break;
      handOver();
      const retry = failures > 0 ? delayAfter(failures, random) : locked > 0 ? delayAfter(locked, random) : undefined;
      next = nextRun({ interval, random, now: time.now(), retry, backOff: backOff.next(), held: result?.held ?? [] });
    }
  } finally {
    await triggers[Symbol.asyncDispose]();
    await leader[Symbol.asyncDispose]();
    await machines[Symbol.asyncDispose]();
    await worlds[Symbol.asyncDispose]();
    listener({ type: 'watch_stopped', topology: file.name() });
  }
  return last;
}

/** The files that a topology refers to: their bytes are part of it. */
function referredFiles(topology: Topology): readonly string[] {
  return entriesOf(topology).flatMap(({ certificate }) =>
    certificate !== undefined && 'file' in certificate ? [certificate.file] : [],
  );
}

/** What a listener throws is its own affair. */
function quiet<Told>(listener: (told: Told) => void): (told: Told) => void {
  return (told) => {
    try {
      listener(told);
    } catch {
      // The loop goes on.
    }
  };
}

function errorOf(error: unknown): ScaleoutError {
  if (isScaleoutError(error)) return error;
  return new ScaleoutError('command.unexpected', messageOf(error), {
    cause: error,
  });
}

interface RunQuestion {
  /** Milliseconds between two runs, where nothing else is to be waited for. */
  readonly interval: number;
  readonly random: () => number;
  /** Unix milliseconds. */
  readonly now: number;
  /** Milliseconds, where the whole run failed: nothing else is tried before. */
  readonly retry: number | undefined;
  /** Milliseconds until a target that failed may be tried again. */
  readonly backOff: number | undefined;
  readonly held: readonly HeldChange[];
}

/** Nothing that is held is waited for in shorter steps. */
const shortest = 50;

/** Milliseconds until the next look where the end of what is held is over by our clock, and not yet by the server's. */
const late = 1_000;

function afterwards(left: number): number {
  return left > 0 ? left : late;
}

/** When to look again, and why: the interval, give or take a tenth, or earlier where something may be done then. */
function nextRun({ interval, random, now, retry, backOff, held }: RunQuestion): {
  readonly milliseconds: number;
  readonly reason: WatchReason;
} {
  if (retry !== undefined) return { milliseconds: retry, reason: 'retry' };
  const regular = interval * (0.9 + random() / 5);
  const ends = held.flatMap(({ until }) => (until === undefined ? [] : [afterwards(Date.parse(until) - now)]));
  const earliest = Math.max(shortest, Math.min(...ends, backOff ?? Infinity));
  return earliest < regular
    ? { milliseconds: earliest, reason: 'retry' }
    : { milliseconds: regular, reason: 'interval' };
}
