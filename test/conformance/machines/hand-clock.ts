import type { Clock } from '../../../src/providers/waiting.js';

/** A clock on which nothing passes until `elapse`: then every wait that is under way ends. */
export function handClock(): Clock & { readonly elapse: () => void } {
  const waits = new Set<() => void>();
  return {
    now: () => 0,
    sleep: (_, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const end = () => {
          waits.delete(end);
          signal.removeEventListener('abort', give);
          resolve();
        };
        const give = () => {
          waits.delete(end);
          reject(signal.reason);
        };
        waits.add(end);
        signal.addEventListener('abort', give, { once: true });
      }),
    elapse() {
      for (const end of [...waits]) end();
    },
  };
}
