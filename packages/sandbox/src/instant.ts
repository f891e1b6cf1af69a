import type { Instant } from './engine.js';

/** 100 ns ticks in a millisecond. */
const ticksPerMillisecond = 10_000n;

export const ticksPerSecond = 10_000_000;
export const ticksPerMinute = 600_000_000;
/** A day's ticks fit a JavaScript number exactly; those of a date do not. */
export const ticksPerDay = 864_000_000_000;

/** Days between 0001-01-01 and 1970-01-01. */
const epochDay = 719_162;

/** Ticks between 0001-01-01 and 1970-01-01. */
const epochTicks = BigInt(epochDay) * 86_400_000n * ticksPerMillisecond;

/** The instant of a Unix time in milliseconds, in UTC. */
export function instantOf(unixMilliseconds: number): Instant {
  return { ticks: epochTicks + BigInt(Math.round(unixMilliseconds * 10_000)), offset: 0 };
}

/** Unix time in milliseconds; what is finer than a millisecond is cut off. */
export function unixMillisecondsOf(instant: Instant): number {
  return Number((instant.ticks - epochTicks) / ticksPerMillisecond);
}

/** What a clock at the instant's own offset shows: days since 0001-01-01 and ticks of that day. */
export interface DayAndTicks {
  readonly day: number;
  readonly ticks: number;
}

/** Splits ticks that are not below 0. */
export function splitTicks(ticks: bigint): DayAndTicks {
  const perDay = BigInt(ticksPerDay);
  return { day: Number(ticks / perDay), ticks: Number(ticks % perDay) };
}

export function joinTicks({ day, ticks }: DayAndTicks): bigint {
  return BigInt(day) * BigInt(ticksPerDay) + BigInt(ticks);
}

/** The ticks of the instant's own clock rather than of UTC. */
export function localTicks({ ticks, offset }: Instant): bigint {
  return offset === 0 ? ticks : ticks + BigInt(offset) * BigInt(ticksPerMinute);
}

/** A date of the Gregorian calendar; months and days count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function civilDate(day: number): CivilDate {
  const date = new Date((day - epochDay) * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Days since 0001-01-01; undefined for a date that is none, or outside the years 1 to 9999. */
export function dayNumber({ year, month, day }: CivilDate): number | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return undefined;
  }
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000) + epochDay;
}

export function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The ISO 8601 text, in UTC, under which state.json keeps a time. */
export function timeText(unixMilliseconds: number): string {
  return new Date(unixMilliseconds).toISOString();
}

/** What SYSDATETIMEOFFSET() gave at that time on a server with this offset from UTC, in minutes. */
export function instantAt(unixMilliseconds: number, offset: number): Instant {
  return { ticks: instantOf(unixMilliseconds).ticks, offset };
}

/** The text that a datetimeoffset(7) becomes when it is put into an nvarchar: `2024-05-01 08:00:00.1230000 +02:00`. */
export function sqlTimeText(unixMilliseconds: number, offset: number): string {
  const [day, time] = new Date(unixMilliseconds + offset * 60_000).toISOString().slice(0, -1).split('T');
  const minutes = Math.abs(offset);
  const zone = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${day} ${time}0000 ${offset < 0 ? '-' : '+'}${zone}`;
}
