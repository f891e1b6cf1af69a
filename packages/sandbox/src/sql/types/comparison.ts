import type { Instant, SqlType, SqlValue, Variant } from '../../engine.js';
import { aligned, decimalOf } from './numbers.js';
import { familyOf } from './type.js';

/** Below, at or above 0, of two values of one type that are not NULL. */
export type Compare = (one: SqlValue, other: SqlValue) => number;

/** A value by which equal values of one type, and only they, are the same; for maps and sets. */
export type KeyOf = (value: SqlValue) => string | number | bigint | boolean;

export function comparisonOf(type: SqlType): Compare {
  switch (familyOf(type)) {
    case 'character':
      return (one, other) => compareText(one as string, other as string);
    case 'decimal':
      return (one, other) => {
        const [a, b] = aligned(decimalOf(one as string), decimalOf(other as string));
        return a < b ? -1 : a > b ? 1 : 0;
      };
    case 'guid':
      return (one, other) => (one === other ? 0 : guidOrder(one as string) < guidOrder(other as string) ? -1 : 1);
    case 'datetime':
    case 'moment':
      return (one, other) => {
        const a = (one as Instant).ticks;
        const b = (other as Instant).ticks;
        return a < b ? -1 : a > b ? 1 : 0;
      };
    case 'binary':
      return (one, other) => Buffer.compare(unpadded(one as Uint8Array), unpadded(other as Uint8Array));
    case 'variant':
      return (one, other) => compareVariants(one as Variant, other as Variant);
    default:
      return (one, other) => {
        const a = one as number | bigint | boolean;
        const b = other as number | bigint | boolean;
        return a < b ? -1 : a > b ? 1 : 0;
      };
  }
}

export function keyOf(type: SqlType): KeyOf {
  switch (familyOf(type)) {
    case 'character':
      return (value) => folded(value as string);
    case 'decimal':
      return (value) => shortest(value as string);
    case 'datetime':
    case 'moment':
      return (value) => (value as Instant).ticks;
    case 'binary':
      return (value) => Buffer.from(unpadded(value as Uint8Array)).toString('latin1');
    case 'variant':
      return (value) => {
        const { type: own, value: inner } = value as Variant;
        return inner === null ? '' : `${familyOf(own)} ${String(keyOf(own)(inner))}`;
      };
    default:
      return (value) => value as string | number | bigint | boolean;
  }
}

/** SQL Server compares the bytes 10 to 15 first, then 8 and 9, then each of the first three groups from its low byte on. */
export function guidOrder(guid: string): string {
  const [a = '', b = '', c = '', d = '', e = ''] = guid.toUpperCase().split('-');
  return e + d + byteReversed(c) + byteReversed(b) + byteReversed(a);
}

function byteReversed(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('');
}

function unpadded(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

function shortest(text: string): string {
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return plain === '-0' ? '0' : plain;
}

function compareVariants(one: Variant, other: Variant): number {
  const a = familyOf(one.type);
  const b = familyOf(other.type);
  return a === b ? comparisonOf(one.type)(one.value, other.value) : a < b ? -1 : 1;
}

/*
 * The collation SQL_Latin1_General_CP1_CI_AS, near enough: case does not count, accents do, blanks at the end do not.
 */

const order = new Intl.Collator('en', { sensitivity: 'accent' });

/** Texts that SQL Server takes for equal have the same folded text. */
export function folded(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) end -= 1;
  return (end === text.length ? text : text.slice(0, end)).toLowerCase();
}

export function textEqual(one: string, other: string): boolean {
  return one === other || folded(one) === folded(other);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  const a = folded(one);
  const b = folded(other);
  if (a === b) return 0;
  // What the collator ignores must still be told apart, as `textEqual` does.
  return order.compare(a, b) || (a < b ? -1 : 1);
}
