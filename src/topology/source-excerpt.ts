import type { SourceRange } from '../diagnostic.js';
import { visible } from './shown.js';
import type { SourceText } from './source-text.js';

const tabWidth = 4;
const hidden = '***';
// East Asian wide and full-width characters, and emoji: two cells of a terminal (Unicode Standard Annex 11).
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const mark = /^\p{M}/u;

/** The line in which a range begins and a line of carets beneath the range, both as a terminal shows them. */
export function sourceExcerpt(
  source: SourceText,
  range: SourceRange,
  width: number,
): { readonly line: string; readonly caret: string } {
  const whole = source.line(range.start.line);
  const secret = source.hiddenFrom(range.start.line) ?? Number.POSITIVE_INFINITY;
  const text = secret < whole.length ? whole.slice(0, secret) + hidden : whole;
  const goesOn = range.end.line > range.start.line;
  const start = Math.min(range.start.column - 1, secret, text.length);
  const last = goesOn ? text.length : range.end.column - 1;
  const end = Math.max(start + 1, last > secret ? text.length : last);

  const cut = windowOf(text, start, width);
  let line = cut.from > 0 ? '...' : '';
  let caret = ' '.repeat(line.length);
  let cells = line.length;
  let column = cut.from;
  for (const character of text.slice(cut.from, cut.to)) {
    const shown = character === '\t' ? ' '.repeat(tabWidth - (cells % tabWidth)) : visible(character);
    const taken = cellsOf(shown);
    if (cells + taken > width) break;
    line += shown;
    caret += (column >= start && column < end ? '^' : ' ').repeat(taken);
    cells += taken;
    column += character.length;
  }
  if (column < text.length) line += '...';
  return { line, caret: caret.includes('^') ? caret.trimEnd() : `${' '.repeat(cells)}^` };
}

/** The part of a long line to show, in UTF-16 code units: what is before the place as well as the place. */
function windowOf(text: string, start: number, width: number): { readonly from: number; readonly to: number } {
  if (text.length <= width) return { from: 0, to: text.length };
  const wanted = Math.max(0, Math.min(start - Math.floor(width / 3), text.length - width));
  const from = /[\udc00-\udfff]/.test(text.charAt(wanted)) ? wanted + 1 : wanted;
  return { from, to: from + width };
}

function cellsOf(shown: string): number {
  let cells = 0;
  for (const character of shown) cells += mark.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return cells;
}
