import { onAbort } from '../domain/on-abort.js';
import type { WatchReason } from './watch-event.js';

/** The time that a watch lives in. */
export interface WatchTime {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Rejects with the signal's reason when that is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What makes a watch look again. However many call at once, it looks once. */
interface WakeUps {
  wake(reason: WatchReason): void;
  /**
   * The reasons that came since the last call, as soon as there is one; that of `after` when its time is over. What is
   * asked for over HTTP comes at once, but not more often than each second.
   */
  next(
    after: { readonly milliseconds: number; readonly reason: WatchReason },
    stop: AbortSignal,
  ): Promise<readonly WatchReason[]>;
}

/** Reasons that somebody else's program may give again and again, such as a hook that posts for each alert. */
const spaced: ReadonlySet<WatchReason> = new Set(['request']);

/**
 * Milliseconds from one run that was asked for to the next one. Each looks at the catalog, and takes failures for
 * forgotten, so that it may try a login or restart a service again.
 */
const gap = 1_000;

export function wakeUps({ clock, pause }: Pick<WatchTime, 'clock' | 'pause'>): WakeUps {
  const pending = new Set<WatchReason>();
  let asked = Number.NEGATIVE_INFINITY;
  let ring = () => undefined as unknown;
  /** Milliseconds until what is pending may be heeded; undefined where nothing is. */
  const due = (): number | undefined => {
    if (pending.size === 0) return undefined;
    const isSpaced = [...pending].every((reason) => spaced.has(reason));
    return isSpaced ? asked + gap - clock() : 0;
  };
  /** Whether all of the time has passed. */
  const waited = async (milliseconds: number, stop: AbortSignal): Promise<boolean> => {
    const rung = new AbortController();
    ring = () => rung.abort();
    const takeBack = onAbort(stop, ring);
    try {
      await pause(milliseconds, rung.signal);
    } catch (error) {
      if (!rung.signal.aborted) throw error;
    } finally {
      takeBack();
      ring = () => undefined;
    }
    return !rung.signal.aborted;
  };
  return {
    wake(reason) {
      pending.add(reason);
      ring();
    },
    async next({ milliseconds, reason }, stop) {
      const end = clock() + milliseconds;
      while (!stop.aborted) {
        const until = due() ?? Number.POSITIVE_INFINITY;
        if (until <= 0) break;
        const left = end - clock();
        if ((await waited(Math.max(0, Math.min(until, left)), stop)) && left <= until) {
          pending.add(reason);
          break;
        }
      }
      const reasons = [...pending];
      if (reasons.some((one) => spaced.has(one))) asked = clock();
      pending.clear();
      return reasons;
    },
  };
}

interface WatchdogOptions {
  readonly time: Pick<WatchTime, 'clock' | 'pause'>;
  /** Milliseconds without a sign of life after which work counts as stuck: it depends on what is under way. */
  readonly limit: () => number;
  /** Told once for a piece of work, with how many milliseconds it has been silent. */
  readonly stuck: (silent: number) => void;
}

/** Notices work that neither ends nor shows a sign of life, by the clock. */
interface Watchdog {
  /** The work under way has got on. */
  sign(): void;
  /** Does the work, and looks after it until it has ended. */
  over<T>(work: () => Promise<T>): Promise<T>;
}

export function watchdog({ time, limit, stuck }: WatchdogOptions): Watchdog {
  let last = 0;
  const lookAfter = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      const silent = time.clock() - last;
      if (silent >= limit()) return stuck(silent);
      await time.pause(limit() - silent, signal).catch(() => undefined);
    }
  };
  return {
    sign() {
      last = time.clock();
    },
    async over(work) {
      last = time.clock();
      const ended = new AbortController();
      void lookAfter(ended.signal);
      try {
        return await work();
      } finally {
        ended.abort();
      }
    },
  };
}

interface LinkedSignal extends Disposable {
  readonly signal: AbortSignal;
}

/** A signal of its own for one piece of work, aborted with each of these until it is disposed of: what the work hangs on it dies with it. */
export function linkedSignal(...outer: readonly AbortSignal[]): LinkedSignal {
  const inner = new AbortController();
  const takeBack = outer.map((signal) => {
    if (signal.aborted) inner.abort(signal.reason);
    return onAbort(signal, () => inner.abort(signal.reason));
  });
  return {
    signal: inner.signal,
    [Symbol.dispose]() {
      for (const take of takeBack) take();
    },
  };
}
