import { printable } from './printable.js';
import type { Screen } from './screen.js';

// One form each. In documents, which programs read, a moment is of UTC; on a screen it is of the reader's zone, with its
// distance from UTC, as T-SQL writes a datetimeoffset.

/** An ISO 8601 moment in the words of a document: `2026-11-24 02:15:09 UTC`. A screen shows it as `localMoments` does. */
export function moment(iso: string): string {
  // A file that was read may hold anything there.
  return printable(`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`);
}

/** The same on a screen: `2026-11-24 03:15:09 +01:00`. What is no moment stays as `moment` shows it. */
export function localMoment(iso: string, screen: Pick<Screen, 'zone'>): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? moment(iso) : zoned(time, screen.zone);
}

/** The same with its age beside it: `2026-11-24 03:15:09 +01:00 (3 min 5 s ago)`. */
export function momentWithAge(iso: string, screen: Pick<Screen, 'zone' | 'now'>): string {
  const seconds = (screen.now() - Date.parse(iso)) / 1000;
  if (Number.isNaN(seconds)) return moment(iso);
  const distance = seconds < 0 ? `in ${age(roundedUp(-seconds))}` : `${age(seconds)} ago`;
  return `${localMoment(iso, screen)} (${distance})`;
}

/** To the smaller of the two units that are shown: what was to last 2 h and has just begun does not end in 1 h 59 min. */
function roundedUp(seconds: number): number {
  const unit = seconds > 86_400 ? 3_600 : seconds > 3_600 ? 60 : 1;
  return Math.ceil(seconds / unit) * unit;
}

/** Text of a document in which each moment, as `moment`, `localMoment` for UTC or ISO 8601 writes it, is shown as of the reader's zone. */
export function localMoments(text: string, screen: Pick<Screen, 'zone'>): string {
  return text.replace(momentForm, (found, day: string, time: string) => {
    const at = Date.parse(`${day}T${time}Z`);
    return Number.isNaN(at) ? found : zoned(at, screen.zone);
  });
}

/** Not a part of a longer word, such as the name of a file. */
const momentForm =
  /(?<![\w./\\-])(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?: UTC| \+00:00|(?:\.\d{1,7})?Z)(?![\w/\\-]|\.\w)/g;

/** Text in which no moment has its age beside it: `since 2026-11-24 02:15:09 UTC (3 min 5 s)` loses what stands in parentheses. */
export function withoutAges(text: string): string {
  return text.replace(ageForm, '');
}

/** Behind a moment of `moment` or `localMoment`. */
const ageForm =
  /(?<=\d\d:\d\d:\d\d (?:UTC|[+-]\d\d:\d\d)) \((?:in )?\d+ (?:d|h|min|s)(?: \d+ (?:h|min|s))?(?: ago)?\)/g;

/** An age in seconds in its two largest units: `45 s`, `3 min 5 s`, `2 h 10 min`, `12 d 4 h`. */
export function age(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const units = [
    { name: 'd', size: 86_400 },
    { name: 'h', size: 3_600 },
    { name: 'min', size: 60 },
    { name: 's', size: 1 },
  ];
  const first = units.findIndex((unit) => whole >= unit.size);
  const shown = units.slice(first === -1 ? 3 : first).slice(0, 2);
  let left = whole;
  const parts = shown.flatMap(({ name, size }, position) => {
    const count = Math.floor(left / size);
    left %= size;
    return count > 0 || position === 0 ? [`${count} ${name}`] : [];
  });
  return parts.join(' ');
}

/** How long something took, of milliseconds: `0.4 s`, `45.0 s`, `3 min 5 s`. */
export function elapsed(milliseconds: number): string {
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : age(milliseconds / 1000);
}

/** `45 s`, `14 min`, `3 h 5 min` of seconds. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 120) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 120) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Whether a text names a time zone that times can be shown in. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function zoned(time: number, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  // `GMT+01:00`, and of UTC itself `GMT`.
  const offset = part('timeZoneName').replace(/^GMT/, '') || '+00:00';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')} ${offset}`;
}
