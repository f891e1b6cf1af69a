import { type ErrorCode, entryOf, registry } from '../../errors/errors.js';
import type { Hindrance } from './windows.js';

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
  readonly isTerminal: boolean;
  /** A phrase for people. */
  readonly why: string;
}

/** Which targets are left alone for a while because they failed. */
export interface BackOff {
  /** `seen` is a fingerprint of what is wanted and seen of the target: a terminal failure counts while it is the same. */
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
      if (failure.isTerminal) {
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
        failure.isTerminal || until === undefined ? [] : [until - clock()],
      );
      // One whose time is over was tried, or something else holds it.
      const ahead = waits.filter((wait) => wait > 0);
      return ahead.length === 0 ? undefined : Math.min(...ahead);
    },
  };
}

/** Refused for lack of a right, or because the world or the topology would have to be another: time alone mends none. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'catalog.sql-login-refused',
  'catalog.not-ssis-admin',
  'catalog.sysadmin-required',
  'catalog.permission-denied',
  'catalog.worker-limit',
  'catalog.value-refused',
  'catalog.value-too-long',
  'catalog.setting-missing',
  'machine.access-denied',
  'machine.config-read-only',
  'machine.transport-unavailable',
  'machine.certificate-invalid',
]);

/** Refused by a guard that looks at what passes by itself. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'guard.step-stale',
  'guard.lock-held',
  'guard.lock-lost',
  'guard.drain-timeout',
  'guard.worker-at-work',
  'machine.moved',
]);

/** Whether a step that failed like this would fail again until something is changed. */
export function isTerminal(named: string): boolean {
  if (!Object.hasOwn(registry, named)) return false;
  const code = named as ErrorCode;
  if (passing.has(code)) return false;
  const { exitCode } = entryOf(code);
  return exitCode === 3 || exitCode === 5 || refusals.has(code);
}
