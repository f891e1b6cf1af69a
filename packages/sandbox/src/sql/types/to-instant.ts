import type { Instant, SqlType } from '../../engine.js';
import {
  dayNumber,
  joinTicks,
  localTicks,
  splitTicks,
  ticksPerDay,
  ticksPerMinute,
  ticksPerSecond,
} from '../../instant.js';
import { dateOutOfRange, notADate, overflow } from '../messages/values.js';
import { monthNames } from './instant-text.js';
import { day1900 } from './numbers.js';
import { type Convert, familyOf, typeName } from './type.js';

/** Days from 0001-01-01 to 1753-01-01, the first of datetime, and to 1900-01-01, where it counts from. */
const day1753 = 639_905;
/** Days from 0001-01-01 to 9999-12-31. */
const lastDay = 3_652_058;

const endOfDates = joinTicks({ day: lastDay + 1, ticks: 0 });

export function toInstant(from: SqlType, to: SqlType, style = 0): Convert {
  switch (familyOf(from)) {
    case 'character':
      return (value) => {
        const parsed = parseInstant(value as string, dayFirst.has(style));
        if (parsed === 'no such day' && to.kind === 'datetime') throw dateOutOfRange(typeName(from), 'datetime');
        if (parsed === undefined || parsed === 'no such day') throw notADate();
        if (to.kind === 'datetime' && parsed.precise) throw notADate();
        return inType(parsed.instant, to, typeName(from));
      };
    case 'integer':
    case 'decimal':
    case 'float':
      return (value) => {
        const days = Number(value as boolean | number | bigint | string);
        const whole = Math.floor(days);
        const ticks = Math.round((days - whole) * ticksPerDay);
        const day = day1900 + whole;
        if (day < day1753 || day > lastDay) throw overflow('expression', 'datetime');
        return inType({ ticks: joinTicks({ day, ticks }), offset: 0 }, to, typeName(from));
      };
    default:
      return (value) => inType(ofKind(value as Instant, from, to), to, typeName(from));
  }
}

/** A time has no date: it takes 1900-01-01; what has no offset takes UTC's. */
function ofKind(value: Instant, from: SqlType, to: SqlType): Instant {
  if (from.kind === 'time' && to.kind !== 'time') {
    return { ticks: joinTicks({ day: day1900, ticks: splitTicks(value.ticks).ticks }), offset: 0 };
  }
  return value;
}

function inType(value: Instant, to: SqlType, from: string): Instant {
  if (to.kind === 'datetimeoffset') return { ticks: rounded(value.ticks, to.scale), offset: value.offset };
  const ticks = localTicks(value);
  const { day, ticks: time } = splitTicks(ticks);
  switch (to.kind) {
    case 'date':
      return { ticks: joinTicks({ day, ticks: 0 }), offset: 0 };
    case 'time': {
      const rest = rounded(BigInt(time), to.scale);
      return { ticks: rest >= BigInt(ticksPerDay) ? 0n : rest, offset: 0 };
    }
    case 'datetime2':
      return { ticks: rounded(ticks, to.scale), offset: 0 };
    default: {
      const exact = datetimeTicks(time);
      const past = day === lastDay && exact >= BigInt(ticksPerDay);
      if (day < day1753 || past) throw dateOutOfRange(from, 'datetime');
      return { ticks: joinTicks({ day, ticks: 0 }) + exact, offset: 0 };
    }
  }
}

/** Half up to `scale` decimals of a second. */
export function rounded(ticks: bigint, scale: number): bigint {
  if (scale >= 7) return ticks;
  const unit = 10n ** BigInt(7 - scale);
  const result = ((ticks + unit / 2n) / unit) * unit;
  // Nothing is later than the last moment of 9999.
  return result < endOfDates ? result : (ticks / unit) * unit;
}

/** datetime counts in 1/300 s and shows that in milliseconds that end in 0, 3 or 7. */
export function datetimeTicks(ticks: number): bigint {
  const units = Math.floor((ticks * 3) / 100_000 + 0.5);
  return BigInt(Math.round((units * 10) / 3)) * 10_000n;
}

export interface ParsedInstant {
  readonly instant: Instant;
  /** More than three decimals of a second: datetime does not take those. */
  readonly precise: boolean;
}

const timePattern =
  /^(?<hour>\d{1,2})(?::(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.:](?<fraction>\d{1,7}))?)?)?\s*(?<half>[ap]m)?\s*(?<zone>z|[+-]\d{1,2}:\d{2})?$/i;

const month = `(?<name>${monthNames.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})`;

/** Styles of CONVERT whose dates are written with the day before the month. */
const dayFirst: ReadonlySet<number> = new Set([3, 4, 5, 103, 104, 105, 131]);

/** The forms of a date that SQL Server reads under us_english (month before day). */
const datePatterns = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})/,
  /^(?<year>\d{4})[/.](?<month>\d{1,2})[/.](?<day>\d{1,2})/,
  /^(?<month>\d{1,2})[-/.](?<day>\d{1,2})[-/.](?<year>\d{4}|\d{2})(?!\d)/,
  /^(?<year>\d{4}|\d{2})(?<month>\d{2})(?<day>\d{2})(?!\d)/,
  new RegExp(`^${month}\\.?\\s+(?<day>\\d{1,2})\\s*,?\\s+(?<year>\\d{4})`, 'i'),
  new RegExp(`^(?<day>\\d{1,2})[\\s-]+${month}[\\s,-]+(?<year>\\d{4})`, 'i'),
  /^(?<year>\d{4})$/,
];

const monthFirst = 2;
const dayBeforeMonth = /^(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4}|\d{2})(?!\d)/;

/** Reads a date, a time, or both, with an offset or without; undefined where the text is none. */
export function parseInstant(text: string, dayIsFirst = false): ParsedInstant | 'no such day' | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return { instant: { ticks: joinTicks({ day: day1900, ticks: 0 }), offset: 0 }, precise: false };
  for (const [index, pattern] of datePatterns.entries()) {
    const match = (dayIsFirst && index === monthFirst ? dayBeforeMonth : pattern).exec(trimmed);
    if (match?.groups === undefined) continue;
    const day = dayOf(match.groups);
    const rest = trimmed.slice(match[0].length);
    if (day === undefined) return 'no such day';
    if (rest === '') return { instant: { ticks: joinTicks({ day, ticks: 0 }), offset: 0 }, precise: false };
    return /^[T\s]/i.test(rest) ? withTime(day, rest.slice(1).trim()) : undefined;
  }
  return /:|[ap]m/i.test(trimmed) ? withTime(day1900, trimmed) : undefined;
}

function dayOf({ year, month, day, name }: Readonly<Record<string, string | undefined>>): number | undefined {
  const written = Number(year);
  // Two digits: the cut-off year is 2049.
  const full = year?.length === 2 ? written + (written < 50 ? 2000 : 1900) : written;
  const byName = name === undefined ? undefined : monthNames.findIndex((known) => startsAlike(known, name)) + 1;
  return dayNumber({ year: full, month: byName ?? Number(month ?? 1), day: Number(day ?? 1) });
}

const startsAlike = (one: string, other: string): boolean =>
  one.slice(0, 3).toLowerCase() === other.slice(0, 3).toLowerCase();

function withTime(day: number, text: string): ParsedInstant | undefined {
  const groups = timePattern.exec(text)?.groups;
  if (groups === undefined || (groups.minute === undefined && groups.half === undefined)) return undefined;
  const hour = hourOf(Number(groups.hour), groups.half);
  const minute = Number(groups.minute ?? 0);
  const second = Number(groups.second ?? 0);
  const offset = offsetOf(groups.zone);
  if (hour === undefined || minute > 59 || second > 59 || offset === undefined) return undefined;
  const fraction = groups.fraction ?? '';
  const ticks = (hour * 60 + minute) * ticksPerMinute + second * ticksPerSecond + Number(fraction.padEnd(7, '0'));
  const utc = joinTicks({ day, ticks }) - BigInt(offset * ticksPerMinute);
  return utc < 0n ? undefined : { instant: { ticks: utc, offset }, precise: fraction.length > 3 };
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour > 23 ? undefined : hour;
  if (hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

/** Minutes; undefined beyond fourteen hours. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined || zone.toLowerCase() === 'z') return 0;
  const [hours = '0', minutes = '0'] = zone.slice(1).split(':');
  const offset = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || offset > 14 * 60) return undefined;
  return zone.startsWith('-') ? -offset : offset;
}
