import type { ModelTime } from '../support/model-time.js';

/** Turns of the event loop in which nothing may ask for time before it passes: longer than any chain of calls to a model. */
const turns = 40;

interface WakeUp {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that passes only when nothing has happened for a while: then it moves to the next wake-up at once. */
export function idleTime(): ModelTime & { readonly waiting: () => number } {
  const waiting: WakeUp[] = [];
  let time = 0;
  let quiet = 0;
  let ticking = false;
  const tick = () => {
    quiet += 1;
    if (quiet > turns) {
      const next = waiting.shift();
      quiet = 0;
      if (next !== undefined) {
        time = Math.max(time, next.at);
        next.wake();
      }
    }
    ticking = waiting.length > 0;
    if (ticking) setImmediate(tick);
  };
  const add = (wakeUp: WakeUp) => {
    quiet = 0;
    let at = waiting.length;
    while (at > 0 && (waiting[at - 1]?.at ?? 0) > wakeUp.at) at -= 1;
    waiting.splice(at, 0, wakeUp);
    if (ticking) return;
    ticking = true;
    setImmediate(tick);
  };
  return {
    now: () => time,
    waiting: () => waiting.length,
    at: (moment, wake) => add({ at: moment, wake }),
    pause: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const abort = () => {
          const index = waiting.indexOf(wakeUp);
          if (index >= 0) waiting.splice(index, 1);
          quiet = 0;
          reject(signal.reason);
        };
        const wakeUp: WakeUp = {
          at: time + milliseconds,
          wake() {
            signal.removeEventListener('abort', abort);
            resolve();
          },
        };
        signal.addEventListener('abort', abort, { once: true });
        add(wakeUp);
      }),
  };
}
