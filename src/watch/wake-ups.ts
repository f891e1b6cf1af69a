import { onAbort } from '../providers/waiting/on-abort.js';
import type { WatchReason } from './watch-event.js';
import type { WatchTime } from './watch-time.js';

/** What makes a watch look again. However many call at once, it looks once. */
export interface WakeUps {
  wake(reason: WatchReason): void;
  /** The reasons that came since the last call, as soon as there is one; that of `after` when its time is over. */
  next(
    after: { readonly milliseconds: number; readonly reason: WatchReason },
    stop: AbortSignal,
  ): Promise<readonly WatchReason[]>;
}

export function wakeUps({ pause }: Pick<WatchTime, 'pause'>): WakeUps {
  const pending = new Set<WatchReason>();
  let ring = () => undefined as unknown;
  return {
    wake(reason) {
      pending.add(reason);
      ring();
    },
    async next({ milliseconds, reason }, stop) {
      if (pending.size === 0 && !stop.aborted) {
        const rung = new AbortController();
        ring = () => rung.abort();
        const takeBack = onAbort(stop, ring);
        try {
          await pause(milliseconds, rung.signal);
        } catch (error) {
          if (!rung.signal.aborted) throw error;
        } finally {
          takeBack();
          ring = () => undefined;
        }
        if (!rung.signal.aborted) pending.add(reason);
      }
      const reasons = [...pending];
      pending.clear();
      return reasons;
    },
  };
}
