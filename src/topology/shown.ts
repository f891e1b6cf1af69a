import { printable } from '../text/printable.js';

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
