import type { Clock } from '../../src/providers/waiting.js';

/** A clock that moves by sleeping alone, at once. */
export function simulatedClock(): Clock & { readonly sleeps: number[] } {
  let time = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    async sleep(milliseconds, signal) {
      signal.throwIfAborted();
      sleeps.push(milliseconds);
      time += milliseconds;
    },
  };
}
