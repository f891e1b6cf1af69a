const mark = [0xef, 0xbb, 0xbf] as const;

/** A text as the bytes of a file, with a byte order mark where the file began with one; `SourceText` leaves it out. */
export function editedBytes(before: Uint8Array, text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return mark.every((byte, index) => before[index] === byte) ? Uint8Array.from([...mark, ...bytes]) : bytes;
}
