import { printable } from '../../text/printable.js';
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
