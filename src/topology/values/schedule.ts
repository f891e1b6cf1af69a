import { Cron } from 'croner';
import windowsIana from 'windows-iana';
import { isZone } from '../../text/times.js';
import { nearest } from '../../text/words.js';
import type { Parsed } from './plain-values.js';

// The package is CommonJS: its parts are members of what it exports.
const { findIana, WINDOWS_TO_IANA_MAP } = windowsIana;

/** The most characters: a list of every fifth minute, every hour and every day takes 200. */
const longest = 256;

/** A cron expression of five fields that happens some time. */
export function parseCron(text: string): Parsed<string> {
  const remedy = 'Write minute, hour, day of the month, month and day of the week, such as 0 22 * * SAT.';
  if (text.length > longest) return { wrong: `has ${text.length} characters; at most ${longest} fit.`, remedy };
  const fields = text.trim().split(/\s+/).length;
  if (fields !== 5 && !text.trim().startsWith('@')) {
    return { wrong: `is no cron expression: it has ${fields} ${fields === 1 ? 'field' : 'fields'}, not five.`, remedy };
  }
  try {
    const cron = new Cron(text, { paused: true, timezone: 'UTC', mode: '5-part' });
    const happens = cron.nextRun(new Date(0)) !== null;
    return happens ? { value: text } : { wrong: 'names a time that never comes.', remedy };
  } catch (error) {
    const why = error instanceof Error ? reasonOf(error.message) : 'it cannot be read';
    return {
      wrong: `is no cron expression: ${why.replace(/\.?$/, '.')}`,
      remedy,
      unquoted: { wrong: 'is no cron expression.', remedy },
    };
  }
}

/** The library counts days and months from 0, and calls the day 32 the day 31. */
function reasonOf(message: string): string {
  const part = /^CronPattern: Invalid value for (minute|hour|day|month|dayOfWeek)\b/.exec(message)?.[1];
  if (part === undefined) return message.replace(/^CronPattern: /, '');
  return `there is no such ${part === 'dayOfWeek' ? 'day of the week' : part}`;
}

/** The most characters; the longest name of the IANA database has 32. */
const longestOfTimeZone = 64;

/** The names that Windows has, by their lower case. */
const windowsZones = () =>
  new Map(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => [windowsName.toLowerCase(), windowsName]));

/**
 * A time zone that this process knows, by its name in the IANA database. The names of Windows are understood as well: each
 * stands for the zone that Unicode CLDR has for the whole of it (W. Europe Standard Time: Europe/Berlin).
 */
export function parseTimeZone(text: string): Parsed<string> {
  if (text.length > longestOfTimeZone)
    return { wrong: `has ${text.length} characters; at most ${longestOfTimeZone} fit.` };
  if (isZone(text)) return { value: text };
  const zones = windowsZones();
  const windowsName = zones.get(text.trim().toLowerCase());
  const [iana] = windowsName === undefined ? [] : findIana(windowsName);
  if (iana !== undefined && isZone(iana)) return { value: iana };
  const near = nearest(text, [...Intl.supportedValuesOf('timeZone'), ...zones.values()]);
  return {
    wrong: near === undefined ? 'is no time zone.' : `is no time zone; did you mean ${near}?`,
    remedy:
      'Write a name of the IANA database, such as Europe/Berlin or UTC, or one of Windows, such as W. Europe Standard Time (tzutil /l lists them).',
    unquoted: { wrong: 'is no time zone.', remedy: 'Write a name of the IANA database or of Windows.' },
  };
}
