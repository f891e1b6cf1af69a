import type { Clock } from '../../waiting/clock.js';
import type { Attempt, SqlFailure } from '../errors/sql-failure.js';

export interface Repetition {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  /** How long, from the first attempt on, this failure may be answered with another attempt; 0: not at all. */
  readonly budget: (failure: SqlFailure) => number;
  /** Told before each wait of so many milliseconds. */
  readonly onWait: (failure: SqlFailure, delay: number) => void;
}

const firstDelay = 250;
const longestDelay = 5_000;

/** Repeats what fails, after waits that double from 0.25 s up to 5 s and are shortened at random by up to a half. */
export async function repeat<T>(
  attempt: () => Promise<Attempt<T>>,
  { clock, random, budget, onWait }: Repetition,
  signal: AbortSignal,
): Promise<Attempt<T>> {
  const start = clock.now();
  for (let count = 0; ; count += 1) {
    const outcome = await attempt();
    if (outcome.done) return outcome;
    const delay = Math.min(longestDelay, firstDelay * 2 ** count) * (1 - random() / 2);
    if (clock.now() - start + delay > budget(outcome.failure)) return outcome;
    onWait(outcome.failure, delay);
    await clock.sleep(delay, signal);
  }
}
