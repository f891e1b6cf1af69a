// src/config-file reads and edits MasterSettings.config and WorkerSettings.config: the values, and the bytes around
// them that stay. What a value should be is the reconciler's. The machines' script does the same in PowerShell; both
// are held to the cases of test/config-file.

import { ScaleoutError } from '../errors/errors.js';
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
