import type { Instant } from '../../engine.js';
import { civilDate, dayNumber, daysInMonth, joinTicks, localTicks, splitTicks, ticksPerMinute } from '../../instant.js';
import { unknownDatepart } from '../messages/names.js';
import { clockTime, monthNames, offsetText } from '../types/instant-text.js';

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
const nanoseconds: Partial<Record<Datepart, bigint>> = {
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

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** What DATEPART gives; `dateFirst` is the first day of the week, 1 for Monday. */
export function readDatepart(part: Datepart, instant: Instant, dateFirst: number): number {
  const at = clockTime(instant);
  const { day } = splitTicks(localTicks(instant));
  const firstOfYear = dayNumber({ year: at.year, month: 1, day: 1 }) ?? 0;
  switch (part) {
    case 'year':
      return at.year;
    case 'quarter':
      return Math.floor((at.month - 1) / 3) + 1;
    case 'month':
      return at.month;
    case 'day':
      return at.day;
    case 'dayofyear':
      return day - firstOfYear + 1;
    case 'week':
      return Math.floor((day - firstOfYear + placeInWeek(firstOfYear, dateFirst)) / 7) + 1;
    case 'iso_week':
      return isoWeek(day);
    case 'weekday':
      return placeInWeek(day, dateFirst) + 1;
    case 'hour':
      return at.hour;
    case 'minute':
      return at.minute;
    case 'second':
      return at.second;
    case 'millisecond':
      return Math.floor(at.fraction / 10_000);
    case 'microsecond':
      return Math.floor(at.fraction / 10);
    case 'nanosecond':
      return at.fraction * 100;
    case 'tzoffset':
      return instant.offset;
  }
}

/** What DATENAME gives. */
export function nameDatepart(part: Datepart, instant: Instant, dateFirst: number): string {
  if (part === 'month') return monthNames[clockTime(instant).month - 1] ?? '';
  if (part === 'weekday') return weekdayNames[splitTicks(localTicks(instant)).day % 7] ?? '';
  if (part === 'tzoffset') return offsetText(instant.offset);
  return String(readDatepart(part, instant, dateFirst));
}

/** 0 for the first day of the week; 0001-01-01, day 0, was a Monday. */
function placeInWeek(day: number, dateFirst: number): number {
  return (day - (dateFirst - 1) + 7) % 7;
}

/** The week of the Thursday of the same week, which is the n-th of its year (ISO 8601). */
function isoWeek(day: number): number {
  const thursday = day - (day % 7) + 3;
  const { year } = clockTime({ ticks: BigInt(thursday) * 864_000_000_000n, offset: 0 });
  return Math.floor((thursday - (dayNumber({ year, month: 1, day: 1 }) ?? 0)) / 7) + 1;
}

/** Ticks of the first instant after 9999-12-31. */
const endOfTime = joinTicks({ day: 3_652_059, ticks: 0 });

/** Boundaries of that part crossed from one instant to the other, as DATEDIFF counts; in UTC where they have offsets. */
export function boundariesBetween(part: Datepart, from: Instant, to: Instant): bigint {
  const start = splitTicks(from.ticks);
  const end = splitTicks(to.ticks);
  switch (part) {
    case 'year':
      return BigInt(civilDate(end.day).year - civilDate(start.day).year);
    case 'quarter':
      return BigInt(quarterOf(end.day) - quarterOf(start.day));
    case 'month':
      return BigInt(monthOf(end.day) - monthOf(start.day));
    case 'week':
      // Weeks begin on Sunday here, whatever DATEFIRST says; 0001-01-01 was a Monday.
      return BigInt(Math.floor((end.day + 1) / 7) - Math.floor((start.day + 1) / 7));
    case 'day':
    case 'dayofyear':
    case 'weekday':
      return BigInt(end.day - start.day);
    default: {
      // In ticks of 100 ns; what is finer has no boundary within one.
      const unit = (nanoseconds[part] ?? 100n) / 100n;
      return unit > 0n
        ? to.ticks / unit - from.ticks / unit
        : (to.ticks - from.ticks) * (100n / (nanoseconds[part] ?? 1n));
    }
  }
}

const monthOf = (day: number): number => {
  const { year, month } = civilDate(day);
  return year * 12 + month - 1;
};

const quarterOf = (day: number): number => Math.floor(monthOf(day) / 3);

/** That many parts later; undefined outside the years 1 to 9999. */
export function added(part: Datepart, count: bigint, instant: Instant): Instant | undefined {
  const months = part === 'year' ? count * 12n : part === 'quarter' ? count * 3n : part === 'month' ? count : undefined;
  if (months !== undefined) return addedMonths(months, instant);
  const unit = nanoseconds[part] ?? 0n;
  const amount = count * unit;
  // Half a tick counts as one (DATEADD, nanoseconds).
  const ticks = unit >= 100n ? amount / 100n : (amount + (amount < 0n ? -50n : 50n)) / 100n;
  return within(instant.ticks + ticks, instant.offset);
}

function addedMonths(months: bigint, instant: Instant): Instant | undefined {
  const { day, ticks } = splitTicks(localTicks(instant));
  const date = civilDate(day);
  const total = BigInt(date.year * 12 + date.month - 1) + months;
  const year = Number(total / 12n);
  const month = Number(total % 12n) + 1;
  if (total < 12n || year > 9999) return undefined;
  const target = dayNumber({ year, month, day: Math.min(date.day, daysInMonth(year, month)) });
  if (target === undefined) return undefined;
  return within(joinTicks({ day: target, ticks }) - BigInt(instant.offset * ticksPerMinute), instant.offset);
}

function within(ticks: bigint, offset: number): Instant | undefined {
  return ticks < 0n || ticks >= endOfTime ? undefined : { ticks, offset };
}
