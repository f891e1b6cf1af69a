import { xmlText } from '../../text/xml.js';

// What the parts of a rehearsal's picture share: its sizes, in pixels, and its smallest pieces.

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
