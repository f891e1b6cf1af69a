import type { Value } from '../plan-document.js';

/** UTF-16 code units of a text that are shown. */
const longest = 80;

/** A value in words, cut where it is long: `"night"`, `true`, `(none)`. */
export function shownValue(value: Value | undefined): string {
  if (value === null || value === undefined) return '(none)';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
}
