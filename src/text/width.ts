import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

/** Columns that a text takes; colours take none. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  const bare = text.includes('\u001b') ? stripVTControlCharacters(text) : text;
  return isPlain(bare) ? bare.length : stringWidth(bare);
}

/** Whether each character but a line end is a column wide: ASCII without controls, and what glues words together. */
export function isPlain(text: string): boolean {
  return /^[\n\x20-\x7e\uf8ff]*$/.test(text);
}

/** A character of Unicode's private use: no text that is shown has it. */
export const glue = '\uf8ff';
