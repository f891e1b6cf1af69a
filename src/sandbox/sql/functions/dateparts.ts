import { unknownDatepart } from '../messages/names.js';

export type Datepart =
  | 'year'
  | 'quarter'
  | 'month'
  | 'dayofyear'
  | 'day'
  | 'week'
  | 'iso_week'
  | 'weekday'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'microsecond'
  | 'nanosecond'
  | 'tzoffset';

/** Names and abbreviations (DATEPART, Transact-SQL). */
const names: Readonly<Record<string, Datepart>> = {
  year: 'year',
  yy: 'year',
  yyyy: 'year',
  quarter: 'quarter',
  qq: 'quarter',
  q: 'quarter',
  month: 'month',
  mm: 'month',
  m: 'month',
  dayofyear: 'dayofyear',
  dy: 'dayofyear',
  y: 'dayofyear',
  day: 'day',
  dd: 'day',
  d: 'day',
  week: 'week',
  wk: 'week',
  ww: 'week',
  iso_week: 'iso_week',
  isowk: 'iso_week',
  isoww: 'iso_week',
  weekday: 'weekday',
  dw: 'weekday',
  hour: 'hour',
  hh: 'hour',
  minute: 'minute',
  mi: 'minute',
  n: 'minute',
  second: 'second',
  ss: 'second',
  s: 'second',
  millisecond: 'millisecond',
  ms: 'millisecond',
  microsecond: 'microsecond',
  mcs: 'microsecond',
  nanosecond: 'nanosecond',
  ns: 'nanosecond',
  tzoffset: 'tzoffset',
  tz: 'tzoffset',
};

/** Throws 155 for a word that is none, in the words of that function. */
export function datepartNamed(written: string, functionName: string): Datepart {
  const part = names[written.toLowerCase()];
  if (part === undefined) throw unknownDatepart(written, functionName.toLowerCase());
  return part;
}

/** Nanoseconds of a part that always takes the same time. */
export const nanoseconds: Partial<Record<Datepart, bigint>> = {
  week: 604_800_000_000_000n,
  day: 86_400_000_000_000n,
  dayofyear: 86_400_000_000_000n,
  weekday: 86_400_000_000_000n,
  hour: 3_600_000_000_000n,
  minute: 60_000_000_000n,
  second: 1_000_000_000n,
  millisecond: 1_000_000n,
  microsecond: 1_000n,
  nanosecond: 1n,
};
