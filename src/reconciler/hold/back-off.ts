import type { Hindrance } from '../../topology/values/change-windows.js';

/** Milliseconds before the second attempt, and the most before any. */
export const shortestDelay = 750;
export const longestDelay = 15 * 60_000;

/** Milliseconds to wait after so many failures in a row: doubled each time, lengthened at random by up to a quarter. */
export function delayAfter(failures: number, random: () => number, longest = longestDelay): number {
  const doubled = shortestDelay * 2 ** Math.min(failures - 1, 30);
  return Math.min(longest, doubled * (1 + random() / 4));
}

export interface Failure {
  /** Trying again is no use before something changes. */
  readonly isLasting: boolean;
  /** A phrase for people. */
  readonly why: string;
}

/** Which targets are left alone for a while because they failed. */
export interface BackOff {
  /** `seen` is a fingerprint of what is wanted and seen of the target: a lasting failure counts while it is the same. */
  hindrance(target: string, seen: () => string): Hindrance | undefined;
  failed(target: string, seen: string, failure: Failure): void;
  succeeded(target: string): void;
  /** Forgets all that are not among these: nothing is wrong with them any more. */
  retain(targets: ReadonlySet<string>): void;
  /** A person asks for another attempt, or has changed something: all may be tried again. */
  release(): void;
  /** Milliseconds until the next one may be tried; undefined where none waits for time. */
  next(): number | undefined;
}

interface Record {
  readonly failures: number;
  readonly seen: string;
  readonly failure: Failure;
  /** By the clock; undefined: it may be tried. */
  readonly until: number | undefined;
}

export interface BackOffOptions {
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly random: () => number;
}

export function backOff({ clock, now, random }: BackOffOptions): BackOff {
  const records = new Map<string, Record>();
  return {
    hindrance(target, seen) {
      const found = records.get(target);
      if (found?.until === undefined) return undefined;
      const { failure, until, failures } = found;
      if (failure.isLasting) {
        if (found.seen !== seen()) return undefined;
        return { reason: `it failed and waits for a change: ${failure.why}` };
      }
      const left = until - clock();
      if (left <= 0) return undefined;
      const times = failures === 1 ? '' : ` ${failures} times`;
      return { reason: `it failed${times}: ${failure.why}`, until: now() + left };
    },
    failed(target, seen, failure) {
      const failures = (records.get(target)?.failures ?? 0) + 1;
      records.set(target, { failures, seen, failure, until: clock() + delayAfter(failures, random) });
    },
    succeeded: (target) => void records.delete(target),
    retain(targets) {
      for (const target of records.keys()) if (!targets.has(target)) records.delete(target);
    },
    release() {
      for (const [target, record] of records) records.set(target, { ...record, until: undefined });
    },
    next() {
      const waits = [...records.values()].flatMap(({ failure, until }) =>
        failure.isLasting || until === undefined ? [] : [until - clock()],
      );
      // One whose time is over was tried, or something else holds it.
      const ahead = waits.filter((wait) => wait > 0);
      return ahead.length === 0 ? undefined : Math.min(...ahead);
    },
  };
}
