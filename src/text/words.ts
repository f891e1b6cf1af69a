// src/text makes the words that people read: what is foreign is made printable, things are counted and listed, times
// are told, columns are laid out. It uses nothing of the house. A phrase that two screens share belongs here.

import { distance } from 'fastest-levenshtein';
import { printable } from './printable.js';
import { holdsSecret } from './secret-text.js';
import { widthOf } from './width.js';

/** `1 step`, `2 steps`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** `a, b and 3 more`: at most so many by name. */
export function firstOf(names: readonly string[], most: number): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `6 errors, 1 warning`, without what there is none of. */
export function severitiesText(errors: number, warnings: number): string {
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return parts.join(', ');
}

/** At most so many, and where there are further ones `and 3 more` behind them: for lines, or parts that are joined. */
export function withMore(shown: readonly string[], most: number): readonly string[] {
  const more = shown.length - most;
  return more > 0 ? [...shown.slice(0, most), `and ${more} more`] : shown;
}

/** `SSISDB on SQLETL01`; where a sandbox stands in for that server, it says so. */
export function catalogText(catalog: {
  readonly server: string;
  readonly database: string;
  readonly sandbox?: string;
}): string {
  const { server, database, sandbox } = catalog;
  return printable(`${database} on ${server}${sandbox === undefined ? '' : ` (sandbox ${sandbox})`}`);
}

/** Text filled up with spaces to a width in columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Stands for a value that may be a secret: what is shown is read by others too, and ends up in logs. */
export const secretWords = '(not shown: it may be a secret)';

/** A value, cut after so many UTF-16 code units: `"night"`, `true`, `(none)`; none that may be a secret. Not yet safe to print. */
export function valueWords(value: string | number | boolean | null | undefined, longest = 80): string {
  if (value === null || value === undefined) return '(none)';
  if (typeof value !== 'string') return String(value);
  const beginning = value.slice(0, longest);
  if (holdsSecret(beginning)) return secretWords;
  return JSON.stringify(value.length > longest ? `${beginning}…` : value);
}

const longest = 60;
const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A word of the file as a message shows it: bare where it is plain, else in quotes. */
export function shown(word: string): string {
  return /^[\w.-]{1,60}$/.test(word) ? word : quoted(word);
}

/** Text of the file in quotes, on one line: what cannot be seen as an escape, and only the beginning of a long one. */
export function quoted(text: string): string {
  const beginning = text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}...` : text;
  return `"${visible(beginning)}"`;
}

/** As `printable`, with the short escapes of line ends and tabs. */
export function visible(text: string): string {
  return printable(text.replace(/[\n\r\t]/g, (character) => shortEscapes[character] ?? character));
}

/** The candidate that a misspelt word most likely means; undefined where none is near. Case does not count. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  // Longer than any name of the format: not a slip of the pen, and the distance is quadratic in the length.
  if (lower.length > 64) return undefined;
  let best: { readonly candidate: string; readonly far: number } | undefined;
  for (const candidate of candidates) {
    const far = distance(lower, candidate.toLowerCase());
    const length = Math.max(word.length, candidate.length);
    // Two letters that changed places are a distance of two.
    const limit = length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
    if (far <= limit && (best === undefined || far < best.far)) best = { candidate, far };
  }
  return best?.candidate;
}

/** Whether one slip of the pen makes one word of the other: a letter too many, too few or another, or two that changed places. */
export function isOneSlip(one: string, other: string): boolean {
  const longer = one.length - other.length;
  if (one === other || Math.abs(longer) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rest = (text: string, from: number) => text.slice(at + from);
  if (longer !== 0) return longer > 0 ? rest(one, 1) === rest(other, 0) : rest(one, 0) === rest(other, 1);
  const isSwapped = one[at] === other[at + 1] && one[at + 1] === other[at] && rest(one, 2) === rest(other, 2);
  return isSwapped || rest(one, 1) === rest(other, 1);
}
