import { ScaleoutError } from '../errors/errors.js';

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

/** A key at the top of the file with its value; offsets into the text, ends exclusive. */
interface Entry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Where the block at the top of a config file begins and ends, and what stands in it. */
export interface Scan {
  /** After the opening brace. */
  readonly start: number;
  /** Of the closing brace. */
  readonly end: number;
  readonly entries: readonly Entry[];
}

/** Blocks and lists in one another; the product nests none. The script's editor has the same limit. */
const deepest = 32;

/**
 * Finds the top-level keys of a JSON text. Comments and a comma at the end are let through, for the product lets them
 * through. Throws `machine.config-unreadable` with line and column.
 */
export function scan(text: string): Scan {
  const blank = /[\s\uFEFF]*/y;
  const scalar = /-?[0-9][0-9.eE+-]*|true|false|null/y;
  let at = 0;
  const fail = (what: string): never => {
    const before = text.slice(0, at).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    throw new ScaleoutError('machine.config-unreadable', `Line ${before.length}, column ${column}: ${what}.`);
  };
  const skipBlank = () => {
    for (;;) {
      blank.lastIndex = at;
      blank.exec(text);
      at = blank.lastIndex;
      if (text.startsWith('//', at)) {
        const end = text.indexOf('\n', at);
        at = end === -1 ? text.length : end + 1;
      } else if (text.startsWith('/*', at)) {
        const end = text.indexOf('*/', at + 2);
        if (end === -1) fail('a comment does not end');
        at = end + 2;
      } else return;
    }
  };
  const skipString = () => {
    // Not a pattern: that would take a step on the stack for each character of a long text.
    let end = at + 1;
    while (end < text.length && text[end] !== '"' && text[end] !== '\n' && text[end] !== '\r') {
      end += text[end] === '\\' ? 2 : 1;
    }
    if (text[end] !== '"') fail('a text does not end');
    at = end + 1;
  };
  const skipScalar = () => {
    scalar.lastIndex = at;
    if (!scalar.test(text)) fail('a value was expected');
    at = scalar.lastIndex;
  };
  const skipList = (close: string, item: () => void) => {
    at += 1;
    skipBlank();
    while (text[at] !== close) {
      item();
      skipBlank();
      if (text[at] === ',') {
        at += 1;
        skipBlank();
      } else if (text[at] !== close) fail(`a comma or ${close} was expected`);
    }
    at += 1;
  };
  const skipValue = (depth: number): void => {
    if (depth > deepest) fail('the blocks are too deep');
    if (text[at] === '"') skipString();
    else if (text[at] === '[') skipList(']', () => skipValue(depth + 1));
    else if (text[at] === '{') skipList('}', () => void readEntry(depth + 1));
    else skipScalar();
  };
  const readKey = (): string => {
    const start = at;
    if (text[at] !== '"') fail('a key in quotation marks was expected');
    skipString();
    try {
      return String(JSON.parse(text.slice(start, at)));
    } catch {
      at = start;
      return fail('this key cannot be read');
    }
  };
  const readEntry = (depth: number): Entry => {
    const keyStart = at;
    const key = readKey();
    const keyEnd = at;
    skipBlank();
    if (text[at] !== ':') fail('a colon was expected');
    at += 1;
    skipBlank();
    const valueStart = at;
    skipValue(depth);
    return { key, keyStart, keyEnd, valueStart, valueEnd: at };
  };
  skipBlank();
  if (text[at] !== '{') fail('{ was expected');
  const start = at + 1;
  const entries: Entry[] = [];
  skipList('}', () => void entries.push(readEntry(1)));
  const end = at - 1;
  skipBlank();
  // A power cut leaves NULs at the end of a file that was being written.
  if (text.slice(at).replaceAll('\0', '') !== '') fail('nothing more was expected');
  return { start, end, entries };
}
