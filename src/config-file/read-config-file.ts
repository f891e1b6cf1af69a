import { ScaleoutError } from '../errors.js';
import { messageOf } from '../message-of.js';
import { decode, type Encoding, encode, encodingOf } from './encoding.js';
import { firstLineOf } from './first-line.js';
import { type Scan, scan } from './scan.js';

/** A config file taken apart. */
export interface ConfigContent {
  readonly text: string;
  readonly encoding: Encoding;
  readonly scan: Scan;
  /** The value of a top-level key, without case; undefined where it is missing, a block or a list. */
  get(key: string): ConfigValue | undefined;
  has(key: string): boolean;
}

export type ConfigValue = string | number | boolean | null;

/**
 * Reads MasterSettings.config or WorkerSettings.config. Keys compare without case, and of two equal ones the last counts:
 * that is how .NET reads them. Throws `machine.config-unreadable`; of a file that is no JSON with what it begins with.
 */
export function readConfigFile(bytes: Uint8Array): ConfigContent {
  const encoding = encodingOf(bytes);
  const text = decode(bytes, encoding);
  // JSON's own values are not shown: where it breaks is told by its place.
  const isOther = !/^[\s\uFEFF]*\{/.test(text);
  let found: Scan;
  try {
    // A broken character would not come back as the bytes that it was.
    if (/\p{Surrogate}/u.test(text) || Buffer.compare(encode(text, encoding), bytes) !== 0)
      throw broken(text, encoding);
    found = scan(text);
  } catch (error) {
    if (!isOther) throw error;
    throw new ScaleoutError('machine.config-unreadable', `${messageOf(error)} ${firstLineOf(text, bytes)}`);
  }
  const byKey = new Map(found.entries.map((entry) => [entry.key.toUpperCase(), entry]));
  return {
    text,
    encoding,
    scan: found,
    has: (key) => byKey.has(key.toUpperCase()),
    get(key) {
      const entry = byKey.get(key.toUpperCase());
      if (entry === undefined) return undefined;
      return configValue(text.slice(entry.valueStart, entry.valueEnd));
    },
  };
}

function broken(text: string, { name }: Encoding): ScaleoutError {
  const place = text.search(/[\p{Surrogate}\uFFFD]/u);
  const before = text.slice(0, place === -1 ? text.length : place).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  const detail = `Line ${before.length}, column ${column}: the file begins as ${name}, but not all of it is.`;
  return new ScaleoutError('machine.config-unreadable', detail);
}

/** A scalar's value; undefined for a block, a list, or what only looks like a number. */
export function configValue(raw: string): ConfigValue | undefined {
  if (raw.startsWith('{') || raw.startsWith('[')) return undefined;
  try {
    return JSON.parse(raw) as ConfigValue;
  } catch {
    return undefined;
  }
}
