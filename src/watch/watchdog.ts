import type { WatchTime } from './watch-time.js';

export interface WatchdogOptions {
  readonly time: Pick<WatchTime, 'clock' | 'pause'>;
  /** Milliseconds without a sign of life after which work counts as stuck: it depends on what is under way. */
  readonly limit: () => number;
  /** Told once for a piece of work, with how many milliseconds it has been silent. */
  readonly stuck: (silent: number) => void;
}

/** Notices work that neither ends nor shows a sign of life, by the clock. */
export interface Watchdog {
  /** The work under way has got on. */
  sign(): void;
  /** Does the work, and looks after it until it has ended. */
  over<T>(work: () => Promise<T>): Promise<T>;
}

export function watchdog({ time, limit, stuck }: WatchdogOptions): Watchdog {
  let last = 0;
  const lookAfter = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      const silent = time.clock() - last;
      if (silent >= limit()) return stuck(silent);
      await time.pause(limit() - silent, signal).catch(() => undefined);
    }
  };
  return {
    sign() {
      last = time.clock();
    },
    async over(work) {
      last = time.clock();
      const ended = new AbortController();
      void lookAfter(ended.signal);
      try {
        return await work();
      } finally {
        ended.abort();
      }
    },
  };
}
