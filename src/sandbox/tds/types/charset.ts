import type { ByteReader } from '../wire/byte-reader.js';
import { decode1252 } from './code-page-1252.js';

export type Charset = (bytes: Buffer) => string;

/** fUTF8 of a collation, in its third byte (MS-TDS 2.2.5.1.2: bit 26 of the first four bytes). */
const utf8Flag = 0x0400_0000;

/** Reads a collation; its characters are UTF-8 where it says so, else taken for code page 1252. */
export function readCharset(reader: ByteReader): Charset {
  const flags = reader.uint32();
  reader.skip(1);
  return (flags & utf8Flag) === 0 ? decode1252 : (bytes) => bytes.toString('utf8');
}
