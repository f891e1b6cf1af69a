import type { WatchReason } from '../../../src/watch/watch-event.js';
import { until } from '../../support/until.js';

/** Collects wakes, and waits for them. */
export function wakes() {
  const seen: { readonly reason: WatchReason; readonly at: number }[] = [];
  return {
    onWake: (reason: WatchReason) => void seen.push({ reason, at: performance.now() }),
    get reasons() {
      return seen.map(({ reason }) => reason);
    },
    /** Does something and waits for the next wake; gives the milliseconds from its end to the wake. */
    async after(what: string, act: () => void): Promise<number> {
      const before = seen.length;
      act();
      const done = performance.now();
      await until(what, () => seen.length > before);
      return (seen[before]?.at ?? Infinity) - done;
    },
  };
}
