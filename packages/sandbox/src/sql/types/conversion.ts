import type { Instant, SqlType, SqlValue } from '../../engine.js';
import {
  errorConverting,
  explicitConversion,
  guidNeedsSpace,
  implicitConversion,
  notAGuid,
  operandClash,
  overflow,
} from '../messages/values.js';
import { notInSandbox } from '../sql-error.js';
import { instantText } from './instant-text.js';
import { toBit, toDecimal, toFloat, toInteger } from './numbers.js';
import { toInstant } from './to-instant.js';
import { type Convert, type Family, familyOf, isUnicode, lengthOf, sameType, typeName } from './type.js';

export interface ConversionOptions {
  /** CAST and CONVERT may do more than an assignment. */
  readonly explicit?: boolean;
  /** The third argument of CONVERT. */
  readonly style?: number;
}

/** The way from one type to another; throws where SQL Server has none (206, 257, 529). */
export function conversion(
  from: SqlType,
  to: SqlType,
  { explicit = false, style = 0 }: ConversionOptions = {},
): Convert {
  if (style === 0 && sameType(from, to)) return same;
  refuseUnlessAllowed(from, to, explicit);
  if (to.kind === 'sql_variant') {
    return (value) => (from.kind === 'sql_variant' ? value : { type: from, value });
  }
  if (from.kind === 'sql_variant') {
    return (value) => {
      const { type, value: inner } = value as { type: SqlType; value: SqlValue };
      return inner === null ? null : conversion(type, to, { explicit: true, style })(inner);
    };
  }
  switch (familyOf(to)) {
    case 'integer':
      return to.kind === 'bit' ? toBit(from) : toInteger(from, to);
    case 'decimal':
      return toDecimal(from, to);
    case 'float':
      return toFloat(from, to);
    case 'character':
      return toText(from, to, style);
    case 'binary':
      return toBinary(from, to, style);
    case 'guid':
      return toGuid(from);
    default:
      return toInstant(from, to, style);
  }
}

/** The same for values that may be NULL. */
export function nullableConversion(from: SqlType, to: SqlType): (value: SqlValue) => SqlValue {
  const convert = conversion(from, to);
  return (value) => (value === null ? null : convert(value));
}

const same: Convert = (value) => value;

/** What may not even be cast, by families; the rest is allowed at least explicitly (CAST and CONVERT, the chart). */
const never: Readonly<Record<Family, readonly Family[]>> = {
  integer: ['guid', 'moment'],
  decimal: ['guid', 'moment'],
  float: ['guid', 'moment'],
  character: [],
  binary: [],
  guid: ['integer', 'decimal', 'float', 'datetime', 'moment'],
  datetime: ['guid'],
  moment: ['integer', 'decimal', 'float', 'guid'],
  variant: [],
};

/** Types whose bytes are SQL Server's own affair. */
const hasOwnBytes = (one: Family, other: Family): boolean =>
  one === 'binary' && (other === 'datetime' || other === 'moment' || other === 'decimal' || other === 'float');

function refuseUnlessAllowed(from: SqlType, to: SqlType, explicit: boolean): void {
  const source = familyOf(from);
  const target = familyOf(to);
  const timeAndDate = (from.kind === 'time' && to.kind === 'date') || (from.kind === 'date' && to.kind === 'time');
  if (never[source].includes(target) || timeAndDate) {
    throw explicit ? explicitConversion(typeName(from), typeName(to)) : operandClash(typeName(from), typeName(to));
  }
  if (hasOwnBytes(source, target) || hasOwnBytes(target, source)) {
    throw notInSandbox(`conversions between ${typeName(from)} and ${typeName(to)}`);
  }
  if (explicit) return;
  const needsConvert =
    (source === 'variant' && target !== 'variant') ||
    (source === 'character' && target === 'binary') ||
    (source === 'datetime' && (target === 'integer' || target === 'decimal' || target === 'float')) ||
    (source === 'binary' && target === 'character' && isUnicode(to) && to.kind === 'nchar');
  if (needsConvert) throw implicitConversion(typeName(from), typeName(to));
}

function toText(from: SqlType, to: SqlType, style: number): Convert {
  const length = lengthOf(to);
  const fixed = to.kind === 'char' || to.kind === 'nchar';
  const cut = (text: string): string => {
    if (length === 'max' || text.length === length) return text;
    if (text.length > length) return text.slice(0, length);
    return fixed ? text.padEnd(length) : text;
  };
  switch (familyOf(from)) {
    case 'character':
      return (value) => cut(value as string);
    case 'integer':
      return (value) => {
        const text = String(from.kind === 'bit' ? Number(value) : value);
        if (length === 'max' || text.length <= length) return cut(text);
        // Too long for char and varchar: a star; for the others an error (CAST and CONVERT, truncating).
        if (isUnicode(to) || from.kind === 'bigint') throw overflow('expression', to.kind);
        return cut('*');
      };
    case 'decimal':
      return (value) => unlessLonger(value as string, length, 'numeric', to, cut);
    case 'float':
      return (value) => unlessLonger(floatText(value as number, from.kind === 'real', style), length, 'float', to, cut);
    case 'guid':
      return (value) => {
        if (length !== 'max' && length < 36) throw guidNeedsSpace();
        return cut(value as string);
      };
    case 'binary':
      return (value) => cut(bytesText(value as Uint8Array, to, style));
    default:
      return (value) => cut(instantText(value as Instant, from, style));
  }
}

function unlessLonger(
  text: string,
  length: number | 'max',
  from: string,
  to: SqlType,
  cut: (text: string) => string,
): string {
  if (length !== 'max' && text.length > length) throw overflow(from, to.kind);
  return cut(text);
}

function bytesText(bytes: Uint8Array, to: SqlType, style: number): string {
  const buffer = Buffer.from(bytes);
  if (style === 1) return `0x${buffer.toString('hex').toUpperCase()}`;
  if (style === 2) return buffer.toString('hex').toUpperCase();
  return buffer.toString(isUnicode(to) ? 'utf16le' : 'latin1');
}

/**
 * A float as CONVERT writes it: six digits by default, 8 with style 1, 16 with 2, and with 3 as many as tell it from its
 * neighbours; with an exponent where it needs one.
 */
function floatText(value: number, single: boolean, style: number): string {
  if (value === 0) return style === 1 || style === 2 ? withExponent(0, style === 1 ? 8 : 16) : '0';
  switch (style) {
    case 1:
      return withExponent(value, 8);
    case 2:
      return withExponent(value, 16);
    case 3:
      return plain(value, single ? 9 : 17);
    default:
      return plain(value, 6);
  }
}

function withExponent(value: number, digits: number): string {
  return padExponent(value.toExponential(digits - 1));
}

function plain(value: number, digits: number): string {
  const exponential = value.toExponential(digits - 1);
  const exponent = Number(exponential.slice(exponential.indexOf('e') + 1));
  if (exponent < -4 || exponent >= digits) {
    return padExponent(exponential.replace(/\.?0+e/, 'e'));
  }
  const fixed = Number(value.toPrecision(digits)).toFixed(Math.max(0, digits - 1 - exponent));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

/** `1e+006`: at least three digits. */
function padExponent(text: string): string {
  return text.replace(/e([+-])(\d+)$/, (_, sign: string, digits: string) => `e${sign}${digits.padStart(3, '0')}`);
}

function toBinary(from: SqlType, to: SqlType, style: number): Convert {
  const length = lengthOf(to);
  const fixed = to.kind === 'binary';
  const cut = (bytes: Uint8Array): Uint8Array => {
    if (length === 'max') return bytes;
    if (bytes.length >= length) return bytes.length === length ? bytes : bytes.subarray(0, length);
    return fixed ? Uint8Array.from({ length }, (_, index) => bytes[index] ?? 0) : bytes;
  };
  /** Numbers keep their low bytes, which stand at the end. */
  const cutStart = (bytes: Uint8Array): Uint8Array => {
    if (length === 'max') return bytes;
    if (bytes.length >= length) return bytes.subarray(bytes.length - length);
    return fixed ? Uint8Array.from({ length }, (_, index) => bytes[index - length + bytes.length] ?? 0) : bytes;
  };
  switch (familyOf(from)) {
    case 'character':
      if (style === 1 || style === 2) return (value) => cut(fromHex(value as string, style, typeName(from)));
      return (value) => cut(Buffer.from(value as string, isUnicode(from) ? 'utf16le' : 'latin1'));
    case 'guid':
      return (value) => cut(bytesOfGuid(value as string));
    case 'integer':
      return (value) => cutStart(integerBytes(BigInt(value as boolean | number | bigint), from));
    default:
      return (value) => cut(value as Uint8Array);
  }
}

const sizes: Partial<Record<SqlType['kind'], number>> = { bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8 };

function integerBytes(value: bigint, { kind }: SqlType): Uint8Array {
  const size = sizes[kind] ?? 8;
  const hex = BigInt.asUintN(size * 8, value)
    .toString(16)
    .padStart(size * 2, '0');
  return Buffer.from(hex, 'hex');
}

function fromHex(text: string, style: number, from: string): Uint8Array {
  const prefixed = /^0x/i.test(text);
  const hex = prefixed ? text.slice(2) : text;
  if (prefixed !== (style === 1) || hex.length % 2 === 1 || /[^0-9a-f]/i.test(hex)) {
    throw errorConverting(from, 'varbinary');
  }
  return Buffer.from(hex, 'hex');
}

/** With or without braces; what follows the last digit is cut off, as SQL Server does. */
const pattern = /^(?:\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))/i;

function toGuid(from: SqlType): Convert {
  if (familyOf(from) === 'binary') return (value) => guidOfBytes(value as Uint8Array);
  return (value) => {
    const match = pattern.exec(value as string);
    const guid = match?.[1] ?? match?.[2];
    if (guid === undefined) throw notAGuid();
    return guid.toUpperCase();
  };
}

/** The first three groups are stored with their low byte first. */
const byteOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

function guidOfBytes(bytes: Uint8Array): string {
  const hex = byteOrder
    .map((index) => (bytes[index] ?? 0).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function bytesOfGuid(guid: string): Uint8Array {
  const plain = Buffer.from(guid.replaceAll('-', ''), 'hex');
  return Uint8Array.from(byteOrder, (index) => plain[index] ?? 0);
}
