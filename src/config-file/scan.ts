import { ScaleoutError } from '../errors.js';

/** A key at the top of the file with its value; offsets into the text, ends exclusive. */
export interface Entry {
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

/**
 * Finds the top-level keys of a JSON text. Comments and a comma at the end are let through, for the product lets them
 * through. Throws `machine.config-unreadable` with line and column.
 */
export function scan(text: string): Scan {
  let at = 0;
  const fail = (what: string): never => {
    const before = text.slice(0, at).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    throw new ScaleoutError('machine.config-unreadable', `Line ${before.length}, column ${column}: ${what}.`);
  };
  const skipBlank = () => {
    for (;;) {
      const blank = /[\s\uFEFF]*/y;
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
    const literal = /"(?:[^"\\\n\r]|\\.)*"/sy;
    literal.lastIndex = at;
    if (!literal.test(text)) fail('a text does not end');
    at = literal.lastIndex;
  };
  const skipScalar = () => {
    const literal = /-?[0-9][0-9.eE+-]*|true|false|null/y;
    literal.lastIndex = at;
    if (!literal.test(text)) fail('a value was expected');
    at = literal.lastIndex;
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
      } else if (text[at] !== close) fail(`, or ${close} was expected`);
    }
    at += 1;
  };
  const skipValue = (): void => {
    if (text[at] === '"') skipString();
    else if (text[at] === '[') skipList(']', skipValue);
    else if (text[at] === '{') skipList('}', () => void readEntry());
    else skipScalar();
  };
  const readEntry = (): Entry => {
    const keyStart = at;
    if (text[at] !== '"') fail('a key in quotation marks was expected');
    skipString();
    const keyEnd = at;
    const key = String(JSON.parse(text.slice(keyStart, keyEnd)));
    skipBlank();
    if (text[at] !== ':') fail('a colon was expected');
    at += 1;
    skipBlank();
    const valueStart = at;
    skipValue();
    return { key, keyStart, keyEnd, valueStart, valueEnd: at };
  };
  skipBlank();
  if (text[at] !== '{') fail('{ was expected');
  const start = at + 1;
  const entries: Entry[] = [];
  try {
    skipList('}', () => void entries.push(readEntry()));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) fail(error.message);
    throw error;
  }
  const end = at - 1;
  skipBlank();
  if (at < text.length && text.slice(at).replaceAll('\0', '') !== '') fail('nothing more was expected');
  return { start, end, entries };
}
