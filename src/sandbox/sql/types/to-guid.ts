import type { SqlType } from '../../sql-value.js';
import { notAGuid } from '../messages/values.js';
import type { Convert } from './family.js';
import { familyOf } from './family.js';

/** With or without braces; what follows the last digit is cut off, as SQL Server does. */
const pattern = /^(?:\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))/i;

export function toGuid(from: SqlType): Convert {
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

export function bytesOfGuid(guid: string): Uint8Array {
  const plain = Buffer.from(guid.replaceAll('-', ''), 'hex');
  return Uint8Array.from(byteOrder, (index) => plain[index] ?? 0);
}
