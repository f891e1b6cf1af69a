import { headerAt } from './der-header.js';

export type DerKind = 'certificate' | 'privateKey' | 'pfx' | 'pkcs7' | 'other';

/** One of the DER values that stand one behind the other in a file. */
export interface DerValue {
  readonly kind: DerKind;
  readonly der: Uint8Array;
}

const tags: Readonly<Record<number, string>> = {
  2: 'integer',
  3: 'bits',
  4: 'octets',
  6: 'identifier',
  48: 'sequence',
};

/** What a value is, told by the tags that it begins with (RFC 5280, 5208, 8017, 5915, 7292, 2315); the first fit counts. */
const shapes: readonly (readonly [string, DerKind])[] = [
  ['sequence sequence bits', 'certificate'],
  ['sequence octets', 'privateKey'],
  ['integer sequence octets', 'privateKey'],
  ['integer integer', 'privateKey'],
  ['integer octets', 'privateKey'],
  ['integer sequence', 'pfx'],
  ['identifier', 'pkcs7'],
];

/** What a file of DER holds; a rest that is no DER is one value of the kind `other`. */
export function derValues(bytes: Uint8Array): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const outer = headerAt(bytes, at);
    const end = Math.min(outer?.end ?? bytes.length, bytes.length);
    values.push({ kind: outer?.tag === 48 ? kindOf(bytes, outer.start, end) : 'other', der: bytes.subarray(at, end) });
    at = end;
  }
  return values;
}

function kindOf(bytes: Uint8Array, start: number, end: number): DerKind {
  const found: string[] = [];
  for (let at = start; at < end && found.length < 3; ) {
    const header = headerAt(bytes, at);
    if (header === undefined) break;
    found.push(tags[header.tag] ?? 'other');
    at = header.end;
  }
  const shape = `${found.join(' ')} `;
  return shapes.find(([beginning]) => shape.startsWith(`${beginning} `))?.[1] ?? 'other';
}
