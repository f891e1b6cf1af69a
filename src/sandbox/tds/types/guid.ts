import type { SqlType, SqlValue } from '../../sql-value.js';
import type { ByteWriter } from '../wire/byte-writer.js';
import { mismatch } from './value-mismatch.js';

/** Where each byte's two digits stand in the text: the first three groups are little-endian, the rest is in order. */
const digitsAt = [6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34];

const hyphensAt = [8, 13, 18, 23];
const hyphen = '-'.charCodeAt(0);

/** The value of each hexadecimal digit by its character code; -1 for all other codes. */
const digits = new Int8Array(128).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  digits[digit.charCodeAt(0)] = value;
  digits[digit.toUpperCase().charCodeAt(0)] = value;
}

export function writeGuid(writer: ByteWriter, type: SqlType, value: SqlValue): void {
  if (typeof value !== 'string' || value.length !== 36 || hyphensAt.some((at) => value.charCodeAt(at) !== hyphen)) {
    throw mismatch(type, value);
  }
  for (const at of digitsAt) {
    const upper = digits[value.charCodeAt(at)] ?? -1;
    const lower = digits[value.charCodeAt(at + 1)] ?? -1;
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
