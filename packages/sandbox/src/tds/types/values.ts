import type { Instant, SqlType, SqlValue } from '../../engine.js';
import { SandboxError } from '../../errors.js';
import type { ByteWriter } from '../wire/bytes.js';

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

/** Where each byte's two digits stand in the text: the first three groups are little-endian, the rest is in order. */
const digitsAt = [6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34];

const hyphensAt = [8, 13, 18, 23];
const hyphen = '-'.charCodeAt(0);

/** The value of each hexadecimal digit by its character code; -1 for all other codes. */
const guidDigits = new Int8Array(128).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  guidDigits[digit.charCodeAt(0)] = value;
  guidDigits[digit.toUpperCase().charCodeAt(0)] = value;
}

export function writeGuid(writer: ByteWriter, type: SqlType, value: SqlValue): void {
  if (typeof value !== 'string' || value.length !== 36 || hyphensAt.some((at) => value.charCodeAt(at) !== hyphen)) {
    throw mismatch(type, value);
  }
  for (const at of digitsAt) {
    const upper = guidDigits[value.charCodeAt(at)] ?? -1;
    const lower = guidDigits[value.charCodeAt(at + 1)] ?? -1;
    if (upper < 0 || lower < 0) {
      throw mismatch(type, value);
    }
    writer.uint8((upper << 4) | lower);
  }
}

/** The text of the 16 bytes, in upper case. */
export function guidText(bytes: Buffer): string {
  const hex = bytes.toString('hex').toUpperCase();
  const group = (...indexes: readonly number[]) => indexes.map((index) => hex.slice(index * 2, index * 2 + 2)).join('');
  return [group(3, 2, 1, 0), group(5, 4), group(7, 6), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Bytes of a decimal's value on the wire, sign included (MS-TDS 2.2.5.5.1.6). */
export function decimalLength(precision: number): number {
  if (precision <= 9) {
    return 5;
  }
  if (precision <= 19) {
    return 9;
  }
  return precision <= 28 ? 13 : 17;
}

/** The number of text such as `-12.50` in units of 10^-scale, rounded half away from zero; undefined for other text. */
export function unscaledDecimal(text: string, scale: number): bigint | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (match === null || whole.length + fraction.length === 0) {
    return undefined;
  }
  const kept = BigInt(`0${whole}${fraction.slice(0, scale).padEnd(scale, '0')}`);
  const rounded = fraction.charAt(scale) >= '5' ? kept + 1n : kept;
  return sign === '-' ? -rounded : rounded;
}

/** The text of a number in units of 10^-scale, with all its decimals: `-12.50`. */
export function decimalText(unscaled: bigint, scale: number): string {
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const split = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, split)}${scale > 0 ? `.${digits.slice(split)}` : ''}`;
}

/** A value that its type can't carry: names the kinds, never the value. */
export function mismatch(type: SqlType, value: SqlValue): SandboxError {
  const kind = value === null ? 'null' : typeof value;
  return new SandboxError('sandbox.wire-value', `a value of kind ${kind} does not fit the type ${type.kind}`);
}
