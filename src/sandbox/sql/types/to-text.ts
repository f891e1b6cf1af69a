import type { Instant, SqlType } from '../../sql-value.js';
import { guidNeedsSpace, overflow } from '../messages/values.js';
import type { Convert } from './family.js';
import { familyOf, isUnicode, lengthOf } from './family.js';
import { floatText } from './float-text.js';
import { instantText } from './instant-text.js';

export function toText(from: SqlType, to: SqlType, style: number): Convert {
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
