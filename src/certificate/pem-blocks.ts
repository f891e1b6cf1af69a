/** A block of a PEM file: what stands in its BEGIN line, and its content. */
export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
}

const begin = /-----BEGIN ([A-Z0-9 ]{1,64})-----/g;

/** Bytes as text: of UTF-16 with its mark, else a character a byte. */
export function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return Buffer.from(bytes).toString(isUtf16 ? 'utf16le' : 'latin1');
}

/** The blocks of a PEM text, also in UTF-16 as Windows PowerShell writes it; undefined where the bytes are no PEM. */
export function pemBlocks(bytes: Uint8Array): readonly PemBlock[] | undefined {
  const text = textOf(bytes);
  const begins = [...text.matchAll(begin)];
  if (begins.length === 0) return undefined;
  return begins.map((found, index) => {
    // Up to the next BEGIN: a key whose END was cut off is still seen.
    const rest = text.slice(found.index + found[0].length, begins[index + 1]?.index);
    const end = rest.indexOf('-----END');
    const body = end === -1 ? rest : rest.slice(0, end);
    return { label: found[1] ?? '', der: Buffer.from(body, 'base64') };
  });
}
