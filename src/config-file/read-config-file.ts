// src/config-file reads and edits MasterSettings.config and WorkerSettings.config: the values, and the bytes around
// them that stay. What a value should be is the reconciler's. The machines' script does the same in PowerShell; both
// are held to the cases of test/config-file.

import { ScaleoutError } from '../errors/errors.js';
import { endpointKey, heartbeatToleranceKey, leaseIntervalKey, thumbprintKeys } from '../facts/configs.js';
import { messageOf } from '../text/printable.js';
import { decode, type Encoding, encode, encodingOf, type Scan, scan } from './config-text.js';

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

/** Characters of the first line that are shown. */
const longest = 80;

/** Names after which nothing of the line is shown. */
const secret = /pass|pwd|secret|token|.key|credential|sig|sas/i;
const declaration = /^<\?xml(?:\s+[a-z]+=["'][\w.-]*["'])*\s*\?>/;

/** What a text is made of: a name in an XML tag, a name before a value, what stands between, anything else. */
const pieces =
  /(?<tag><[?!/]?[A-Za-z][\w:.-]{0,40}|^\[[A-Za-z][\w ]{0,40}\]$)|(?<=^|[\s;,"'&?])(?<name>[A-Za-z][\w.-]{0,40}["']?\s*[=:](?!\/))|(?<between>[\s<>;,{}[\]()"'?/=]+)|(?<other>[^\s<>;,{}[\]()"'=]+)/g;

/**
 * What a file that is no JSON begins with, for somebody to tell what it is: the names and marks of its first line, without
 * any value, since it may be a connection string; or its first bytes where it is no text.
 */
function firstLineOf(text: string, bytes: Uint8Array): string {
  if (bytes.length === 0) return 'The file is empty.';
  if (text.replace(/[\s\uFEFF]/g, '') === '') return 'The file has nothing but white space.';
  const line = (/[^\r\n\uFEFF\s][^\r\n]*/.exec(text)?.[0] ?? '').trimEnd().slice(0, 4 * longest);
  if (/[\p{Cc}\p{Cs}\uFFFD]/u.test(line.replaceAll('\t', ' '))) {
    const first = Buffer.from(bytes.subarray(0, 8)).toString('hex').toUpperCase();
    return `The file is no text; its first bytes: ${first.replace(/..(?=.)/g, '$& ')}.`;
  }
  return `The file begins: ${shownOf(line)}`;
}

function shownOf(line: string): string {
  const head = declaration.exec(line)?.[0] ?? '';
  let shown = head;
  for (const { groups = {} } of line.slice(head.length).matchAll(pieces)) {
    const { tag, name, between } = groups;
    const piece = tag ?? name ?? between ?? '***';
    if (piece !== '***' || !shown.endsWith('***')) shown += piece;
    if (name !== undefined && secret.test(name)) {
      shown += '***';
      break;
    }
  }
  const printable = shown.replace(/[^ -~]/g, ' ');
  return printable.length > longest ? `${printable.slice(0, longest)}...` : printable;
}

const number = /^[+-]?\d+(\.\d+)?$/;
const truth = /^(true|false)$/i;

/** Whether the product reads two values as one: `"8"` and 8, `"True"` and true, 1.0 and 1. Other texts compare exactly. */
export function sameSetting(present: ConfigValue, wanted: string | number | boolean): boolean {
  if (present === null) return false;
  const one = String(present);
  const other = String(wanted);
  if (one === other) return true;
  if (truth.test(one) && truth.test(other)) return one.toLowerCase() === other.toLowerCase();
  return number.test(one) && number.test(other) && Number(one) === Number(other);
}

const thumbprints = new Set(thumbprintKeys.value.map((key) => key.toUpperCase()));

/**
 * Whether two values of a key are one to the services: thumbprints in either case, addresses of the master as addresses.
 * The script's Test-SameValue has the same rules.
 */
export function sameValue(key: string, present: ConfigValue, wanted: string | number | boolean): boolean {
  if (sameSetting(present, wanted)) return true;
  if (typeof present !== 'string' || typeof wanted !== 'string') return false;
  if (thumbprints.has(key.toUpperCase())) return isThumbprint(present) && sameInAscii(present, wanted);
  if (key.toUpperCase() !== endpointKey.value.toUpperCase()) return false;
  const address = addressOf(present);
  return address !== undefined && address === addressOf(wanted);
}

const isThumbprint = (text: string) => /^[0-9a-f]{40}$/i.test(text);
const sameInAscii = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

/** Scheme, host and port of an address that has nothing else but slashes behind them. */
function addressOf(text: string): string | undefined {
  const [, scheme, host, port] = /^(https?):\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/i.exec(text) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  const usual = scheme.toLowerCase() === 'https' ? 443 : 80;
  return `${scheme}://${host}:${port === undefined ? usual : Number(port)}`.toLowerCase();
}

/** Keys that a service reads by one of two spellings, and nobody knows by which. */
const pairs: readonly (readonly string[])[] = [heartbeatToleranceKey.value, leaseIntervalKey.value];

/** Every spelling of a key; the key alone where it has but one. */
export function spellingsOf(key: string): readonly string[] {
  const wanted = key.toUpperCase();
  const pair = pairs.find((names) => names.some((name) => name.toUpperCase() === wanted));
  return pair ?? [key];
}

/**
 * The keys by which a file has a setting. Where it has both spellings, both: whichever the service reads, it is among
 * them. Empty: the file has neither, and which one to add cannot be told. A key that a person has written as it shall be
 * (`asWritten`) is that key alone.
 */
export function keysIn(
  content: { has(key: string): boolean },
  key: string,
  asWritten: readonly string[] = [],
): readonly string[] {
  const spellings = spellingsOf(key);
  if (spellings.length === 1 || asWritten.includes(key)) return [key];
  return spellings.filter((name) => content.has(name));
}
