import type { Trigger, WakeOptions } from './trigger.js';

/** Calls back once after so many milliseconds, unless it is disposed of before. */
export type Timer = (milliseconds: number, run: () => void) => Disposable;

export interface IntervalOptions extends WakeOptions {
  /** Milliseconds between two wakes, on average. */
  readonly interval: number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** This process's own timers unless told otherwise. */
  readonly timer?: Timer;
}

/** The share of the interval by which a wake comes earlier or later: many processes must not ask one server together. */
const jitter = 0.1;

/** setTimeout takes no more: above it, it fires at once. */
const longest = 2 ** 31 - 1;

/** Wakes the loop again and again; each time after an interval that is up to a tenth shorter or longer. */
export function watchInterval({ interval, random, timer = systemTimer, onWake }: IntervalOptions): Trigger {
  let waiting: Disposable | undefined;
  const wait = () => {
    const length = interval * (1 - jitter + 2 * jitter * random());
    waiting = timer(Math.min(length, longest), () => {
      wait();
      onWake('interval');
    });
  };
  wait();
  return { ready: Promise.resolve(), [Symbol.asyncDispose]: async () => waiting?.[Symbol.dispose]() };
}

export const systemTimer: Timer = (milliseconds, run) => {
  const timeout = setTimeout(run, milliseconds);
  return { [Symbol.dispose]: () => clearTimeout(timeout) };
};
