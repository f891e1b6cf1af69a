import type { SqlType } from '../../sql-value.js';
import { errorConverting } from '../messages/values.js';
import type { Convert } from './family.js';
import { familyOf, isUnicode, lengthOf } from './family.js';
import { bytesOfGuid } from './to-guid.js';
import { typeName } from './type-name.js';

export function toBinary(from: SqlType, to: SqlType, style: number): Convert {
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
