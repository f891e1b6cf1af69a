import { onAbort } from './on-abort.js';

/** So many may be in at one time; the others wait in the order in which they came. */
export interface Slots {
  /** Waits for a slot; the function that it gives frees it. An aborted signal ends the wait with its reason. */
  take(signal: AbortSignal): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();

  const release = () => {
    const [next] = waiting;
    if (next === undefined) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next();
  };

  return {
    async take(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return release;
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          stopListening();
          resolve(release);
        };
        const stopListening = onAbort(signal, () => {
          waiting.delete(enter);
          reject(signal.reason);
        });
        waiting.add(enter);
      });
    },
  };
}
