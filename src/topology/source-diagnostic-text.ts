import picocolors from 'picocolors';
import type { Diagnostic, SourceRange } from '../errors/diagnostic.js';
import { visible } from '../text/quoted-words.js';
import type { SourceText } from './source-text.js';

export interface SourceDiagnosticOptions {
  /** Default: none. */
  readonly colors?: boolean;
  /** The most cells of a source line; default 100. */
  readonly width?: number;
}

/**
 * A diagnostic as a person reads it: place, detail and code, then the source line with a caret line where the source is
 * given, then what to do. A secret in the line is not shown. No line end at the end.
 */
export function sourceDiagnosticText(
  found: Pick<Diagnostic, 'severity' | 'detail' | 'remedy' | 'range'> & { readonly code: string },
  source: SourceText | undefined,
  { colors = false, width = 100 }: SourceDiagnosticOptions = {},
): string {
  const { red, yellow, cyan, bold, dim } = picocolors.createColors(colors);
  const paint = { error: red, warning: yellow, note: cyan }[found.severity];
  const { range } = found;
  const place = range === undefined ? '' : `${visible(range.file)}:${range.start.line}:${range.start.column}: `;
  const lines = [
    `${bold(place)}${paint(bold(`${found.severity}:`))} ${visible(found.detail)} ${dim(`[${found.code}]`)}`,
  ];
  if (range !== undefined && source?.file === range.file) {
    const { line, caret } = sourceExcerpt(source, range, width);
    const number = String(range.start.line).padStart(5);
    lines.push(`${dim(`${number} |`)} ${line}`, `${dim(`${' '.repeat(number.length)} |`)} ${paint(caret)}`);
  }
  lines.push(`  What to do: ${visible(found.remedy)}`);
  return lines.map((line) => line.trimEnd()).join('\n');
}

const tabWidth = 4;
const hiddenMark = '***';
// East Asian wide and full-width characters, and emoji: two cells of a terminal (Unicode Standard Annex 11).
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const mark = /^\p{M}/u;

/** The line in which a range begins and a line of carets beneath the range, both as a terminal shows them. */
function sourceExcerpt(
  source: SourceText,
  range: SourceRange,
  width: number,
): { readonly line: string; readonly caret: string } {
  const goesOn = range.end.line > range.start.line;
  const { text, column: maskedColumn, isCut } = masked(source, range.start.line, range.start.column - 1, width);
  const start = Math.min(maskedColumn(range.start.column - 1), text.length);
  const end = Math.max(start + 1, goesOn ? text.length : maskedColumn(range.end.column - 1, 'end'));

  const cut = windowOf(text, start, width);
  let line = cut.from > 0 || isCut.before ? '...' : '';
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
  if (column < text.length || isCut.after) line += '...';
  return { line, caret: caret.includes('^') ? caret.trimEnd() : `${' '.repeat(cells)}^` };
}

/** A line with a mark in place of what must not be quoted; of a long one only the surroundings of a column. */
function masked(source: SourceText, number: number, around: number, width: number) {
  const line = source.line(number);
  const from = Math.max(0, around - 4 * width);
  const to = Math.min(line.length, around + 8 * width);
  /** Pieces of the line that stand for columns from `at` on: hidden ones are as long as the mark. */
  const pieces: { readonly at: number; readonly end: number; readonly shown: string; readonly isHidden: boolean }[] =
    [];
  let at = from;
  const push = (end: number, isHidden: boolean) => {
    if (end > at) pieces.push({ at, end, shown: isHidden ? hiddenMark : line.slice(at, end), isHidden });
    at = Math.max(at, end);
  };
  for (const part of source.hidden(number)) {
    if (part.to <= from) continue;
    if (part.from >= to) break;
    push(part.from, false);
    push(part.to, true);
  }
  push(to, false);
  const column = (original: number, edge: 'start' | 'end' = 'start') => {
    let before = 0;
    for (const piece of pieces) {
      if (original < piece.end || (edge === 'end' && original === piece.end)) {
        if (original <= piece.at) return before;
        return before + (piece.isHidden ? (edge === 'end' ? piece.shown.length : 0) : original - piece.at);
      }
      before += piece.shown.length;
    }
    return before;
  };
  return {
    text: pieces.map(({ shown }) => shown).join(''),
    column,
    isCut: { before: from > 0, after: to < line.length },
  };
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
