/** What is a matter of its own: it begins, changes and ends apart from the others. */
export type Matter = 'drift' | 'approval' | 'window' | 'run' | 'file' | (typeof unwell)[number];

/** Each is a matter of its own: what comes and goes by one worker keeps no outage from being told. */
export const unwell = ['down', 'degraded', 'unknown'] as const;

/** Decides what is told: a thing once, until it changes or a day has passed. */
interface Once {
  /** Whether a matter is to be told as it stands now. */
  raise(matter: Matter, what: unknown): boolean;
  /** The matter is over. Whether it had been told. */
  clear(matter: Matter): boolean;
  clearAll(): void;
}

const day = 24 * 3_600_000;
const hour = 3_600_000;

/** The most that is told of one matter in an hour: what comes and goes would fill a channel. */
const mostInHour = 6;

/** `clock`: milliseconds, never going back. */
export function once(clock: () => number): Once {
  const told = new Map<Matter, { readonly what: string; readonly at: number }>();
  const times = new Map<Matter, readonly number[]>();
  return {
    raise(matter, what) {
      const now = clock();
      const text = JSON.stringify(what);
      const before = told.get(matter);
      if (before?.what === text && now - before.at < day) return false;
      const recent = (times.get(matter) ?? []).filter((time) => now - time < hour);
      if (recent.length >= mostInHour) return false;
      times.set(matter, [...recent, now]);
      told.set(matter, { what: text, at: now });
      return true;
    },
    clear: (matter) => told.delete(matter),
    clearAll: () => told.clear(),
  };
}
