// src/topology/values reads the texts that stand in a topology: addresses, durations, schedules, names, thumbprints.
// Each returns the value or what is wrong with it, so that options of the command line are read by the same rules.

/** The outcome of reading a text of the file: a value, or what is wrong with it as the end of a sentence. */
export type Parsed<T> =
  | { readonly value: T }
  | {
      readonly wrong: string;
      readonly remedy?: string;
      /** The same without a word of the text, for one that must not be quoted; absent where nothing of it is quoted. */
      readonly unquoted?: { readonly wrong: string; readonly remedy?: string };
    };

/** The value of a text that the checks have let through before. */
export function accepted<T>(parsed: Parsed<T>): T {
  if ('value' in parsed) return parsed.value;
  throw new TypeError(`A text passed the checks and cannot be read: it ${parsed.wrong}`);
}

const longestHours = 168;

/** A time such as `30m`, `1h30m` or `90s`, in seconds: from 1 second to 168 hours. */
export function parseDuration(text: string): Parsed<number> {
  const found = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (found === null) return { wrong: 'must be a time such as 30m, 1h30m or 90s.', remedy: remedyOf(text) };
  const [hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  if (total < 1 || total > longestHours * 3600) return { wrong: `must be from 1s to ${longestHours}h.` };
  return { value: total };
}

function remedyOf(text: string): string {
  if (text.length > 20) return 'Write h for hours, m for minutes, s for seconds.';
  const bare = /^\s*(\d+)\s*(?:m|min|minutes?)?\s*$/i.exec(text)?.[1];
  return bare === undefined
    ? 'Write h for hours, m for minutes, s for seconds.'
    : `For ${bare} minutes write ${bare}m.`;
}
