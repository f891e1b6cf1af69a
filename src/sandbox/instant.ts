import type { Instant } from './sql-value.js';

/** 100 ns ticks in a millisecond. */
const ticksPerMillisecond = 10_000n;

/** Ticks between 0001-01-01 and 1970-01-01 (719,162 days). */
const epochTicks = 719_162n * 86_400_000n * ticksPerMillisecond;

/** The instant of a Unix time in milliseconds, in UTC. */
export function instantOf(unixMilliseconds: number): Instant {
  return { ticks: epochTicks + BigInt(Math.round(unixMilliseconds * 10_000)), offset: 0 };
}

/** Unix time in milliseconds; what is finer than a millisecond is cut off. */
export function unixMillisecondsOf(instant: Instant): number {
  return Number((instant.ticks - epochTicks) / ticksPerMillisecond);
}
