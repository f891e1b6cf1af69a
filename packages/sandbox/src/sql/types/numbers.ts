import type { Instant, SqlType } from '../../engine.js';
import { splitTicks, ticksPerDay } from '../../instant.js';
import {
  conversionFailed,
  errorConverting,
  overflow,
  overflowOfFloat,
  overflowOfValue,
  stringOverflowsInteger,
} from '../messages/values.js';
import { type Convert, familyOf, typeName } from './type.js';

type IntegerKind = 'tinyint' | 'smallint' | 'int' | 'bigint';

const bounds: Readonly<Record<IntegerKind, readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-32_768n, 32_767n],
  int: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
};

export function inRange(value: bigint, kind: IntegerKind): boolean {
  const [low, high] = bounds[kind];
  return value >= low && value <= high;
}

/** The value of a whole number in an integer type; the caller has seen to its range. */
export function integerValue(value: bigint, kind: IntegerKind): number | bigint {
  return kind === 'bigint' ? value : Number(value);
}

export function toInteger(from: SqlType, to: SqlType): Convert {
  const kind = to.kind as IntegerKind;
  switch (familyOf(from)) {
    case 'integer':
      return (value) => {
        const whole = BigInt(value as boolean | number | bigint);
        if (!inRange(whole, kind)) throw outOfRange(whole, kind);
        return integerValue(whole, kind);
      };
    case 'decimal':
      return (value) => {
        const whole = truncated(decimalOf(value as string), 0).units;
        if (!inRange(whole, kind)) throw overflow('numeric', kind);
        return integerValue(whole, kind);
      };
    case 'float':
      return (value) => {
        const whole = Math.trunc(value as number);
        if (!Number.isFinite(whole) || !inRange(BigInt(whole), kind)) throw overflowOfFloat(kind, value as number);
        return integerValue(BigInt(whole), kind);
      };
    case 'character':
      return (value) => fromText(value as string, typeName(from), kind);
    case 'binary':
      return (value) => fromBytes(value as Uint8Array, kind);
    default:
      return (value) => {
        const whole = wholeDaysSince1900(value as Instant);
        if (!inRange(whole, kind)) throw overflow('datetime', kind);
        return integerValue(whole, kind);
      };
  }
}

export function toBit(from: SqlType): Convert {
  switch (familyOf(from)) {
    case 'character':
      return (value) => {
        const text = (value as string).trim();
        if (/^true$/i.test(text)) return true;
        if (/^false$/i.test(text) || text === '') return false;
        if (!/^[+-]?\d+$/.test(text)) throw conversionFailed(typeName(from), value as string, 'bit');
        return BigInt(text.replace(/^\+/, '')) !== 0n;
      };
    case 'decimal':
      return (value) => decimalOf(value as string).units !== 0n;
    case 'binary':
      return (value) => (value as Uint8Array).at(-1) !== 0 && (value as Uint8Array).length > 0;
    case 'datetime':
      return (value) => wholeDaysSince1900(value as Instant) !== 0n;
    default:
      return (value) => Number(value as boolean | number | bigint) !== 0;
  }
}

function outOfRange(value: bigint, kind: IntegerKind) {
  return kind === 'tinyint' || kind === 'smallint'
    ? overflowOfValue(kind, String(value))
    : overflow('expression', kind);
}

function fromText(text: string, from: string, kind: IntegerKind): number | bigint {
  const trimmed = text.trim();
  if (trimmed === '') return kind === 'bigint' ? 0n : 0;
  if (!/^[+-]?\s*\d+$/.test(trimmed)) {
    throw kind === 'bigint' ? errorConverting(from, kind) : conversionFailed(from, text, kind);
  }
  const whole = BigInt(trimmed.replace(/[+\s]/g, ''));
  if (!inRange(whole, kind)) {
    throw kind === 'bigint' ? overflow('expression', kind) : stringOverflowsInteger(from, trimmed, kind);
  }
  return integerValue(whole, kind);
}

const sizes: Readonly<Record<IntegerKind, number>> = { tinyint: 1, smallint: 2, int: 4, bigint: 8 };

/** The last bytes, the highest first; tinyint has no sign. */
function fromBytes(bytes: Uint8Array, kind: IntegerKind): number | bigint {
  const size = sizes[kind];
  const hex = Buffer.from(bytes.subarray(Math.max(0, bytes.length - size))).toString('hex');
  const whole = BigInt(hex === '' ? 0 : `0x${hex}`);
  return integerValue(kind === 'tinyint' ? whole : BigInt.asIntN(size * 8, whole), kind);
}

/** Days from 0001-01-01 to 1900-01-01, where datetime counts from. */
export const day1900 = 693_595;

function wholeDaysSince1900({ ticks }: Instant): bigint {
  const { day, ticks: time } = splitTicks(ticks);
  // A datetime becomes an integer by rounding at noon.
  return BigInt(day - day1900 + (time >= ticksPerDay / 2 ? 1 : 0));
}

const decimalPattern = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const floatPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export function toDecimal(from: SqlType, to: SqlType): Convert {
  const { precision, scale } = to.kind === 'decimal' ? to : { precision: 38, scale: 0 };
  const inType = (value: Decimal, source: string) => fitted(value, precision, scale, source);
  const source = typeName(from);
  switch (familyOf(from)) {
    case 'decimal':
      return (value) => inType(decimalOf(value as string), source);
    case 'float':
      return (value) => inType(decimalOfNumber(value as number), source);
    case 'character':
      return (value) => {
        const text = (value as string).trim();
        if (!decimalPattern.test(text)) throw errorConverting(source, 'numeric');
        return inType(decimalOf(text.replace('+', '')), source);
      };
    case 'datetime':
      return (value) => inType(decimalOfNumber(daysSince1900(value as Instant)), source);
    default:
      return (value) => inType({ units: BigInt(value as boolean | number | bigint), scale: 0 }, source);
  }
}

export function toFloat(from: SqlType, to: SqlType): Convert {
  const inType =
    to.kind === 'real'
      ? (value: number) => {
          const single = Math.fround(value);
          if (!Number.isFinite(single)) throw overflow('expression', 'real');
          return single;
        }
      : (value: number) => value;
  switch (familyOf(from)) {
    case 'character':
      return (value) => {
        const text = (value as string).trim();
        if (text !== '' && !floatPattern.test(text)) throw errorConverting(typeName(from), to.kind);
        const number = Number(text);
        if (!Number.isFinite(number)) throw overflow('expression', to.kind);
        return inType(number);
      };
    case 'datetime':
      return (value) => inType(daysSince1900(value as Instant));
    default:
      return (value) => inType(Number(value as boolean | number | bigint | string));
  }
}

function daysSince1900({ ticks }: Instant): number {
  const { day, ticks: time } = splitTicks(ticks);
  return day - day1900 + time / ticksPerDay;
}

/** A decimal as a whole number of units of 10^-scale: exact at any size. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Of a text such as `-12.50`, which must be a decimal. */
export function decimalOf(text: string): Decimal {
  const point = text.indexOf('.');
  if (point < 0) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

export function decimalText({ units, scale }: Decimal): string {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${negative ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(digits.length - scale)}`}`;
}

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** To another scale, half away from zero as SQL Server rounds. */
export function rescale({ units, scale }: Decimal, to: number): Decimal {
  if (to === scale) return { units, scale };
  if (to > scale) return { units: units * power(to - scale), scale: to };
  return { units: divideRounded(units, power(scale - to)), scale: to };
}

/** To a scale, cut off rather than rounded. */
export function truncated({ units, scale }: Decimal, to: number): Decimal {
  return to >= scale ? rescale({ units, scale }, to) : { units: units / power(scale - to), scale: to };
}

export function divideRounded(units: bigint, divisor: bigint): bigint {
  const quotient = units / divisor;
  const rest = units - quotient * divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < (divisor < 0n ? -divisor : divisor)) return quotient;
  return units < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

/** The text of a value in decimal(precision, scale); 8115 where it has too many digits before the point. */
export function fitted(value: Decimal, precision: number, scale: number, from: string): string {
  const { units } = rescale(value, scale);
  const limit = power(precision);
  if (units >= limit || units <= -limit) throw overflow(from, 'numeric');
  return decimalText({ units, scale });
}

/** Of a number that is finite; as many digits as tell it from its neighbours. */
function decimalOfNumber(value: number): Decimal {
  const text = String(value);
  const [mantissa = '0', exponentText = '0'] = text.split('e');
  const { units, scale } = decimalOf(mantissa);
  const exponent = Number(exponentText) - scale;
  return exponent >= 0 ? { units: units * power(exponent), scale: 0 } : { units, scale: -exponent };
}

export function aligned(one: Decimal, other: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(one.scale, other.scale);
  return [rescale(one, scale).units, rescale(other, scale).units, scale];
}
