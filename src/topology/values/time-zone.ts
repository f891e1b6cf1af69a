import { nearest } from '../nearest.js';
import type { Parsed } from './parsed.js';

/** The most characters; the longest name of the IANA database has 32. */
const longest = 64;

/** The name of a time zone that this process knows. */
export function parseTimeZone(text: string): Parsed<string> {
  if (text.length > longest) return { wrong: `has ${text.length} characters; at most ${longest} fit.` };
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return { value: text };
  } catch {
    const near = nearest(text, Intl.supportedValuesOf('timeZone'));
    const meant = near === undefined ? '' : `; did you mean ${near}?`;
    return {
      wrong: `is no time zone${meant === '' ? '.' : meant}`,
      remedy: 'Write a name of the IANA database, such as Europe/Berlin or UTC.',
    };
  }
}
