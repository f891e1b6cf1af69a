import { onAbort } from '../../src/domain/on-abort.js';
import type { Clock } from '../../src/providers/waiting.js';

/**
 * The time of a sandbox and of the tool that works on it: it passes only while both have nothing to do but wait. Where calls are cut and
 * tried again they wait themselves, so that the time of a rehearsal, which stands still during a call, is of no use.
 */
export interface PassingTime extends Clock, Disposable {
  /** Somebody works: time stands still for a moment. */
  busy(): void;
}

/** How long nobody may have worked, in real milliseconds, before time passes. */
const quiet = 4;

export function passingTime(): PassingTime {
  const waiting = new Set<{ readonly at: number; readonly wake: () => void }>();
  let time = 0;
  let worked = performance.now();
  const tick = setInterval(() => {
    if (waiting.size === 0 || performance.now() - worked < quiet) return;
    const [first] = [...waiting].sort((one, other) => one.at - other.at);
    if (first === undefined) return;
    time = Math.max(time, first.at);
    worked = performance.now();
    first.wake();
  }, 1);
  return {
    now: () => time,
    busy() {
      worked = performance.now();
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const sleeper = {
          at: time + milliseconds,
          wake() {
            waiting.delete(sleeper);
            stopListening();
            resolve();
          },
        };
        waiting.add(sleeper);
        const stopListening = onAbort(signal, () => {
          waiting.delete(sleeper);
          reject(signal.reason);
        });
      }),
    [Symbol.dispose]: () => clearInterval(tick),
  };
}
