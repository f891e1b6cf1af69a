import { splitTicks, ticksPerDay } from '../../instant.js';
import type { Instant, SqlType } from '../../sql-value.js';
import {
  conversionFailed,
  errorConverting,
  overflow,
  overflowOfFloat,
  overflowOfValue,
  stringOverflowsInteger,
} from '../messages/values.js';
import type { Convert } from './family.js';
import { decimalOf, truncated } from './decimal.js';
import { familyOf } from './family.js';
import { typeName } from './type-name.js';

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
        const whole = daysSince1900(value as Instant);
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
      return (value) => daysSince1900(value as Instant) !== 0n;
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

function daysSince1900({ ticks }: Instant): bigint {
  const { day, ticks: time } = splitTicks(ticks);
  // A datetime becomes an integer by rounding at noon.
  return BigInt(day - day1900 + (time >= ticksPerDay / 2 ? 1 : 0));
}
