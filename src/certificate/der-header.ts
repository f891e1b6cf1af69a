/** The tag of a DER value and where its content is: the end is exclusive, and may lie behind the bytes. */
export interface DerHeader {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The header of the value at a place. One without a length of its own (BER, as in some PFX) ends with the bytes. */
export function headerAt(bytes: Uint8Array, at: number): DerHeader | undefined {
  const [tag, first] = bytes.subarray(at, at + 2);
  if (tag === undefined || first === undefined) return undefined;
  const start = at + 2;
  if (first < 0x80) return { tag, start, end: start + first };
  const count = first - 0x80;
  if (count === 0) return { tag, start, end: bytes.length };
  if (count > 4) return undefined;
  const length = bytes.subarray(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return { tag, start: start + count, end: start + count + length };
}
