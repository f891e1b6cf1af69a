import type { Value } from '../../domain/documents.js';
import { printable } from '../../text/printable.js';
import { isSecretValue } from '../../text/secret-text.js';
import { secretWords } from '../../text/words.js';
import { scrubText } from '../../watch/log/line-writer.js';

/** UTF-16 code units of one text that a page is sent. */
const longest = 2_000;

/** A text that is foreign in part: nothing invisible in it, nothing that looks like a secret, and no book. */
export function shownText(text: string): string {
  const beginning = text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return printable(scrubText(beginning));
}

/** The same of every text in a document. */
export function shownTexts<Document>(document: Document): Document {
  return shownValue(document) as Document;
}

function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shownValue);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shownValue(inner)]));
}

/** A value by its name, or words in place of one that may be a secret. */
export function masked<Text extends string | null>(name: string, value: Text): Text | string {
  return value !== null && isSecretValue(name, value) ? secretWords : value;
}

/** Null: there is none. */
export function valueText(value: Value | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
