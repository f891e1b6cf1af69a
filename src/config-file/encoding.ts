/** How the bytes of a config file make text. */
export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';
  /** The byte order mark; empty where the file has none. */
  readonly mark: Uint8Array;
}

const none = new Uint8Array();
const marks = [
  { name: 'utf-8', mark: Uint8Array.of(0xef, 0xbb, 0xbf) },
  { name: 'utf-16le', mark: Uint8Array.of(0xff, 0xfe) },
  { name: 'utf-16be', mark: Uint8Array.of(0xfe, 0xff) },
] as const;

/**
 * The encoding of a file: by its mark, else UTF-16 where every second byte of its first two characters is zero, which in
 * JSON are ASCII (RFC 4627, section 3), else UTF-8 where it is that. What is neither is an ANSI code page: Latin-1 keeps
 * each of its bytes, whichever it is.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
  const marked = marks.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) return marked;
  if (bytes.length >= 4 && bytes.length % 2 === 0) {
    const zeros = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
    if (zeros === 'x0x0') return { name: 'utf-16le', mark: none };
    if (zeros === '0x0x') return { name: 'utf-16be', mark: none };
  }
  return { name: isUtf8(bytes) ? 'utf-8' : 'latin1', mark: none };
}

export function decode(bytes: Uint8Array, { name, mark }: Encoding): string {
  const body = Buffer.from(bytes.subarray(mark.length));
  switch (name) {
    case 'utf-8':
      return body.toString('utf8');
    case 'latin1':
      return body.toString('latin1');
    case 'utf-16le':
      return body.toString('utf16le');
    case 'utf-16be':
      return swapped(body).toString('utf16le');
  }
}

export function encode(text: string, { name, mark }: Encoding): Uint8Array {
  return Buffer.concat([mark, encodeBody(text, name)]);
}

function encodeBody(text: string, name: Encoding['name']): Buffer {
  switch (name) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'latin1':
      return Buffer.from(text, 'latin1');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return swapped(Buffer.from(text, 'utf16le'));
  }
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
