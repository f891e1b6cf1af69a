import type { Instant } from '../../sql-value.js';

/*
 * Days and times of day as TDS has them (MS-TDS 2.2.5.5.1.8 and .9): exact, since a day's 864,000,000,000 ticks of 100 ns
 * fit a JavaScript number.
 */

const ticksPerDay = 864_000_000_000;
const ticksPerSecond = 10_000_000;
const bigTicksPerDay = BigInt(ticksPerDay);

/** Days from 0001-01-01 to 1900-01-01, where datetime begins to count. */
export const daysTo1900 = 693_595;

/** Days from 0001-01-01 to 9999-12-31, the last that SQL Server knows. */
export const lastDay = 3_652_058;

/** Bytes of a time of day with that many decimals of a second. */
export function timeLength(scale: number): number {
  if (scale <= 2) {
    return 3;
  }
  return scale <= 4 ? 4 : 5;
}

/** Days since 0001-01-01, and the time of day in the unit asked for. */
export interface DayAndTime {
  readonly day: number;
  readonly time: number;
}

const scratch = new DataView(new ArrayBuffer(8));

/** A day is 52,734,375 units of 2^14 ticks, so that plain numbers divide exactly; bigint took three times as long. */
const unitsPerDay = ticksPerDay / 0x4000;

function split(ticks: bigint): DayAndTime {
  scratch.setBigInt64(0, ticks);
  const low = scratch.getUint32(4);
  const units = scratch.getInt32(0) * 0x4_0000 + (low >>> 14);
  const day = Math.floor(units / unitsPerDay);
  return { day, time: (units - day * unitsPerDay) * 0x4000 + (low & 0x3fff) };
}

function carry(day: number, time: number, wholeDay: number): DayAndTime {
  return time >= wholeDay ? { day: day + 1, time: time - wholeDay } : { day, time };
}

/** Rounded half up to `scale` decimals of a second; the time is in units of 10^-scale seconds. */
export function toScale(ticks: bigint, scale: number): DayAndTime {
  const { day, time } = split(ticks);
  const unit = 10 ** (7 - scale);
  return carry(day, Math.floor((time + unit / 2) / unit), ticksPerDay / unit);
}

/** Rounded to the 1/300 seconds of datetime. */
export function to300ths(ticks: bigint): DayAndTime {
  const { day, time } = split(ticks);
  return carry(day, Math.floor((time * 300 + ticksPerSecond / 2) / ticksPerSecond), 300 * 86_400);
}

export function fromScale(day: number, time: number, scale: number, offset = 0): Instant {
  return { ticks: BigInt(day) * bigTicksPerDay + BigInt(time * 10 ** (7 - scale)), offset };
}

export function from300ths(day: number, time: number): Instant {
  return { ticks: BigInt(day) * bigTicksPerDay + BigInt(Math.round((time * 100_000) / 3)), offset: 0 };
}

export function fromMinutes(day: number, minutes: number): Instant {
  return fromScale(day, minutes * 60, 0);
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/** `2026-07-05` of a number of days since 0001-01-01. */
export function dateText(day: number): string {
  const date = new Date((day - 719_162) * 86_400_000);
  return `${digits(date.getUTCFullYear(), 4)}-${digits(date.getUTCMonth() + 1, 2)}-${digits(date.getUTCDate(), 2)}`;
}

/** `13:05:09.1234567` of units of 10^-scale seconds. */
export function timeText(time: number, scale: number): string {
  const unit = 10 ** scale;
  const seconds = Math.floor(time / unit);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    digits(part, 2),
  );
  return `${clock.join(':')}${scale > 0 ? `.${digits(time % unit, scale)}` : ''}`;
}

/** `+02:00` of minutes. */
export function offsetText(offset: number): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60), 2)}:${digits(minutes % 60, 2)}`;
}
