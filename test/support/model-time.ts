import { onAbort } from '../../src/domain/on-abort.js';

/** What the clocks of the model's server and machines show at its beginning, in Unix milliseconds. */
export const began = Date.parse('2026-11-24T02:15:20.000Z');

/** The model's time as machines and the catalog write it. */
export function instant(milliseconds: number): string {
  return new Date(began + milliseconds).toISOString();
}

/** Time that passes only when nothing else runs: then it moves to the next wake-up at once. */
export interface ModelTime {
  /** Milliseconds since the beginning. */
  now(): number;
  /** Waits; rejects with the signal's reason when that is aborted. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Calls back when that moment is reached. */
  at(moment: number, happen: () => void): void;
}

interface WakeUp {
  readonly at: number;
  readonly wake: () => void;
}

export function modelTime(): ModelTime {
  // A list in order is enough: never more than some dozens wait.
  const waiting: WakeUp[] = [];
  let time = 0;
  let ticking = false;
  const tick = () => {
    const next = waiting.shift();
    if (next !== undefined) {
      time = Math.max(time, next.at);
      next.wake();
    }
    ticking = waiting.length > 0;
    if (ticking) setImmediate(tick);
  };
  const add = (wakeUp: WakeUp) => {
    let at = waiting.length;
    while (at > 0 && (waiting[at - 1]?.at ?? 0) > wakeUp.at) at -= 1;
    waiting.splice(at, 0, wakeUp);
    if (ticking) return;
    ticking = true;
    setImmediate(tick);
  };
  return {
    now: () => time,
    at: (moment, wake) => add({ at: moment, wake }),
    pause: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const wakeUp: WakeUp = {
          at: time + milliseconds,
          wake() {
            forget();
            resolve();
          },
        };
        const forget = onAbort(signal, () => {
          const index = waiting.indexOf(wakeUp);
          if (index >= 0) waiting.splice(index, 1);
          reject(signal.reason);
        });
        add(wakeUp);
      }),
  };
}
