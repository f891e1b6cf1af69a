import { encode } from './config-text.js';
import { type ConfigContent, configValue, readConfigFile, sameValue } from './read-config-file.js';

export type ConfigChanges = Readonly<Record<string, string | number | boolean>>;

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Sets top-level keys. Every byte that is not part of a changed value stays: encoding, mark, line ends, order, comments,
 * unknown keys. A value keeps its kind where the new one allows; a missing key goes behind the last, in the file's style.
 * What is as wanted already gives the same bytes. Throws `machine.config-unreadable`.
 */
export function editConfig(bytes: Uint8Array, changes: ConfigChanges): Uint8Array {
  const content = readConfigFile(bytes);
  const splices: Splice[] = [];
  const missing: string[] = [];
  for (const [key, wanted] of withoutCase(changes)) {
    const entry = content.scan.entries.findLast((found) => found.key.toUpperCase() === key.toUpperCase());
    if (entry === undefined) {
      missing.push(`${literal(key, content)}${colonOf(content)}${literal(wanted, content)}`);
      continue;
    }
    const { valueStart: from, valueEnd: to } = entry;
    const present = configValue(content.text.slice(from, to));
    if (present !== undefined && sameValue(key, present, wanted)) continue;
    splices.push({ from, to, text: literal(kept(present, wanted), content) });
  }
  if (missing.length > 0) splices.push(insertion(content, missing));
  if (splices.length === 0) return bytes;
  let { text } = content;
  for (const splice of splices.toSorted((one, other) => other.from - one.from)) {
    text = text.slice(0, splice.from) + splice.text + text.slice(splice.to);
  }
  return encode(text, content.encoding);
}

/** Keys that differ in case are one key; of its values the last counts, as in a file. */
function withoutCase(changes: ConfigChanges): Iterable<readonly [string, string | number | boolean]> {
  const byKey = new Map<string, readonly [string, string | number | boolean]>();
  for (const [key, wanted] of Object.entries(changes)) {
    const spelled = byKey.get(key.toUpperCase())?.[0] ?? key;
    byKey.set(key.toUpperCase(), [spelled, wanted]);
  }
  return byKey.values();
}

/** The new value in the kind of the old one, where it has such a form. */
function kept(present: ReturnType<typeof configValue>, wanted: string | number | boolean): string | number | boolean {
  const text = String(wanted);
  switch (typeof present) {
    case 'string':
      return text;
    case 'number':
      // Digits beyond what a number holds would come out as others.
      return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER
        ? Number(text)
        : wanted;
    case 'boolean':
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : wanted;
    default:
      return wanted;
  }
}

function literal(value: string | number | boolean, { encoding }: ConfigContent): string {
  const text = JSON.stringify(value);
  if (encoding.name !== 'latin1') return text;
  // Which code page it is cannot be told: only ASCII means the same in all of them.
  return text.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What stands between a key and its value in this file. */
function colonOf({ text, scan: { entries } }: ConfigContent): string {
  const last = entries.at(-1);
  const between = last === undefined ? ': ' : text.slice(last.keyEnd, last.valueStart);
  return /^\s*:\s*$/.test(between) ? between : ': ';
}

function insertion({ text, scan: { start, entries } }: ConfigContent, added: readonly string[]): Splice {
  const last = entries.at(-1);
  if (last === undefined) return { from: start, to: start, text: added.join(', ') };
  const line = /(\r\n|\n|\r)([ \t]*)$/.exec(text.slice(start, last.keyStart));
  const comma = line === null ? ', ' : `,${line[0]}`;
  return { from: last.valueEnd, to: last.valueEnd, text: added.map((entry) => `${comma}${entry}`).join('') };
}
