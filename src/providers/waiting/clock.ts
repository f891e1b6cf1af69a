import { onAbort } from './on-abort.js';

/** Time as the provider sees it. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Ends after so many milliseconds, or throws the signal's reason. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const timer = setTimeout(() => {
        stopListening();
        resolve();
      }, milliseconds);
      const stopListening = onAbort(signal, () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};
