import { dayNumber, localTicks, splitTicks } from '../../instant.js';
import type { Instant } from '../../sql-value.js';
import { clockTime, monthNames, offsetText } from '../types/instant-text.js';
import type { Datepart } from './dateparts.js';

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

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
