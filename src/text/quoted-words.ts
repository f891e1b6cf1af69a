import { distance } from 'fastest-levenshtein';
import { printable } from './printable.js';

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
