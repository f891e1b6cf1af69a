import type { HeldChange, WatchReason } from './watch-event.js';

export interface RunQuestion {
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

/** When to look again, and why: the interval, give or take a tenth, or earlier where something may be done then. */
export function nextRun({ interval, random, now, retry, backOff, held }: RunQuestion): {
  readonly milliseconds: number;
  readonly reason: WatchReason;
} {
  if (retry !== undefined) return { milliseconds: retry, reason: 'retry' };
  const regular = interval * (0.9 + random() / 5);
  const ends = held.flatMap(({ until }) => (until === undefined ? [] : [Date.parse(until) - now]));
  const earliest = Math.max(shortest, Math.min(...ends, backOff ?? Infinity));
  return earliest < regular
    ? { milliseconds: earliest, reason: 'retry' }
    : { milliseconds: regular, reason: 'interval' };
}
