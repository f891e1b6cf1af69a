import { printable } from '../../text/printable.js';

// What the parts of a rehearsal's picture share: its sizes, in pixels, its smallest pieces, and foreign text.

export const width = 1000;
export const margin = 24;
const names = 190;
export const left = margin + names;
export const right = width - margin;
export const line = 20;

export function textAt(x: number, y: number, text: string, kind: string): string {
  const attribute = kind === '' ? '' : ` class="${kind}"`;
  return `<text x="${short(x)}" y="${short(y)}"${attribute}>${xmlText(text)}</text>`;
}

/** With one decimal at most. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** What is marked with a cross fails there. */
export function cross(x: number, y: number): string {
  return `<path class="cross" d="M${short(x - 5)} ${short(y - 5)}l10 10m0 -10l-10 10"/>`;
}

/**
 * Foreign text as it may stand in XML, within an element or an attribute in double quotes: nothing in it is markup, and what
 * XML has no place for (https://www.w3.org/TR/xml/#charsets) or what cannot be seen is an escape, as `printable` writes it.
 */
export function xmlText(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
