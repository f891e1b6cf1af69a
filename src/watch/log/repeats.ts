import { delayAfter } from '../../reconciler/hold/back-off.js';

/** Lets the same thing through ever more seldom: at once, after 750 ms, then at double intervals up to 15 minutes. */
export interface Repeats {
  /** How many of the same were held back since the last that was let through; undefined: this one is held back too. */
  admit(what: string): number | undefined;
}

interface Repeated {
  times: number;
  at: number;
  held: number;
}

/** The most things that are remembered; the one that was let through longest ago goes first. */
const most = 1000;

/** Milliseconds after which the same thing counts as new. */
const forgotten = 3_600_000;

/** `clock`: milliseconds, never going back. */
export function repeats(clock: () => number): Repeats {
  const known = new Map<string, Repeated>();
  return {
    admit(what) {
      const now = clock();
      const found = known.get(what);
      if (
        found !== undefined &&
        now - found.at <
          Math.min(
            forgotten,
            delayAfter(found.times, () => 0),
          )
      ) {
        found.held += 1;
        return undefined;
      }
      const isNew = found === undefined || now - found.at >= forgotten;
      known.delete(what);
      known.set(what, { times: isNew ? 1 : found.times + 1, at: now, held: 0 });
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
      return found?.held ?? 0;
    },
  };
}

/** A text without what differs each time although it is the same: moments, lengths of time, ids, how often it was tried. */
export function withoutMoments(text: string): string {
  return (
    text
      .replace(/ Tried \d+ times\./g, '')
      .replace(/\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?)?/g, '#')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '#')
      .replace(/\b\d+(?:\.\d+)?\s?(?:ms|milliseconds?|s|seconds?|min|minutes?|h|hours?|d|days?|times?)\b/g, '#')
      // 10 min and 10 min 2 s are lengths of one time.
      .replace(/#(?: #)+/g, '#')
  );
}
