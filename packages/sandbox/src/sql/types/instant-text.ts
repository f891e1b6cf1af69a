import type { Instant, SqlType } from '../../engine.js';
import { civilDate, localTicks, splitTicks, ticksPerMinute, ticksPerSecond } from '../../instant.js';
import { invalidStyle } from '../messages/values.js';
import { typeName } from './type.js';

/** A date and time taken apart, as a clock at its own offset shows it. */
export interface ClockTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Ticks of 100 ns in the second. */
  readonly fraction: number;
}

export function clockTime(instant: Instant): ClockTime {
  const { day, ticks } = splitTicks(localTicks(instant));
  // No spread here: it takes longer than all the rest.
  const date = civilDate(day);
  const minutes = Math.floor(ticks / ticksPerMinute);
  const second = Math.floor(ticks / ticksPerSecond);
  return {
    year: date.year,
    month: date.month,
    day: date.day,
    hour: Math.floor(minutes / 60),
    minute: minutes % 60,
    second: second % 60,
    fraction: ticks - second * ticksPerSecond,
  };
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const digits = (value: number, width = 2): string => String(value).padStart(width, '0');

/** `+02:00` of minutes. */
export function offsetText(offset: number): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
}

/** The text of a date or time in a style of CONVERT (CAST and CONVERT, date and time styles). */
export function instantText(instant: Instant, type: SqlType, style: number): string {
  const scale = 'scale' in type ? type.scale : type.kind === 'datetime' ? 3 : 0;
  // Only datetime has style 0 for its default; the newer types have ISO's (21).
  const chosen = style === 0 && type.kind !== 'datetime' ? 121 : style;
  const zoned = type.kind === 'datetimeoffset';
  const shown = chosen === 127 && zoned ? { ticks: instant.ticks, offset: 0 } : instant;
  const at = clockTime(shown);
  const date = type.kind === 'time' ? '' : dateText(at, chosen, typeName(type));
  const time = type.kind === 'date' ? '' : timeText(at, chosen, scale, type);
  const glue = date === '' || time === '' ? '' : chosen === 126 || chosen === 127 ? 'T' : ' ';
  if (!zoned || time === '') return date + glue + time;
  if (chosen === 127) return `${date}${glue}${time}Z`;
  return `${date}${glue}${time}${chosen === 126 ? '' : ' '}${offsetText(instant.offset)}`;
}

function dateText({ year, month, day }: ClockTime, style: number, type: string): string {
  const y4 = digits(year, 4);
  const y2 = y4.slice(2);
  const m = digits(month);
  const d = digits(day);
  const name = (monthNames[month - 1] ?? '').slice(0, 3);
  switch (style) {
    case 0:
    case 100:
    case 9:
    case 109:
      return `${name} ${String(day).padStart(2)} ${y4}`;
    case 1:
      return `${m}/${d}/${y2}`;
    case 101:
      return `${m}/${d}/${y4}`;
    case 2:
      return `${y2}.${m}.${d}`;
    case 102:
      return `${y4}.${m}.${d}`;
    case 3:
      return `${d}/${m}/${y2}`;
    case 103:
      return `${d}/${m}/${y4}`;
    case 4:
      return `${d}.${m}.${y2}`;
    case 104:
      return `${d}.${m}.${y4}`;
    case 5:
      return `${d}-${m}-${y2}`;
    case 105:
      return `${d}-${m}-${y4}`;
    case 6:
      return `${d} ${name} ${y2}`;
    case 106:
    case 13:
    case 113:
      return `${d} ${name} ${y4}`;
    case 7:
      return `${name} ${d}, ${y2}`;
    case 107:
      return `${name} ${d}, ${y4}`;
    case 10:
      return `${m}-${d}-${y2}`;
    case 110:
      return `${m}-${d}-${y4}`;
    case 11:
      return `${y2}/${m}/${d}`;
    case 111:
      return `${y4}/${m}/${d}`;
    case 12:
      return `${y2}${m}${d}`;
    case 112:
      return `${y4}${m}${d}`;
    case 8:
    case 108:
    case 24:
    case 14:
    case 114:
      return '';
    case 20:
    case 120:
    case 21:
    case 23:
    case 25:
    case 121:
    case 126:
    case 127:
      return `${y4}-${m}-${d}`;
    default:
      throw invalidStyle(style, type);
  }
}

function timeText({ hour, minute, second, fraction }: ClockTime, style: number, scale: number, type: SqlType): string {
  const hms = `${digits(hour)}:${digits(minute)}:${digits(second)}`;
  const decimals = (separator: string) => (scale === 0 ? '' : separator + digits(fraction, 7).slice(0, scale));
  const half = `${hour < 12 ? 'AM' : 'PM'}`;
  const hour12 = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2);
  switch (style) {
    case 0:
    case 100:
      return `${hour12}:${digits(minute)}${half}`;
    case 9:
    case 109:
      return `${hour12}:${digits(minute)}:${digits(second)}${decimals(':')}${half}`;
    case 13:
    case 113:
    case 14:
    case 114:
      return hms + decimals(':');
    case 8:
    case 108:
    case 24:
    case 20:
    case 120:
      return hms;
    case 126:
    case 127:
      // datetime leaves milliseconds out where there are none.
      return type.kind === 'datetime' && fraction < 10_000 ? hms : hms + decimals('.');
    case 21:
    case 25:
    case 121:
      return hms + decimals('.');
    default:
      return '';
  }
}
