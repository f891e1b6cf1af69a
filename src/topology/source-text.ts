import { type Document, parseDocument } from 'yaml';
import type { Diagnostic, SourceRange } from '../errors/errors.js';
import { topologyKeys } from '../generated/topology-keys.js';
import { fitted, paragraph } from '../text/layout.js';
import { type Screen, style } from '../text/screen.js';
import { visible } from '../text/words.js';
import { type HiddenIn, type HiddenPart, hiddenIn } from './hidden-parts.js';

/** The text of the topology file, with its lines. */
export interface SourceText {
  /** The file as it was named. */
  readonly file: string;
  readonly text: string;
  /** Those of the format. */
  readonly keys: ReadonlySet<string>;
  readonly lineCount: number;
  /** A line without its end; lines count from 1. Empty past the end. */
  line(number: number): string;
  /** What of a line must not be quoted in a message: columns from 0, in their order. */
  hidden(number: number): readonly HiddenPart[];
  /** The text as YAML, parsed when it is first asked for; undefined where it has too much punctuation, or is too deep, to be parsed. */
  document(): Document.Parsed | undefined;
  /** The range of two offsets in UTF-16 code units; `end` is exclusive. */
  range(start: number, end: number): SourceRange;
}

/**
 * Keeps a text for looking up places in it; the lines are found when the first one is asked for. `keys` are those of its
 * format, whose values may be quoted.
 */
export function sourceText(file: string, text: string, keys: ReadonlySet<string> = topologyKeys): SourceText {
  let found: readonly number[] | undefined;
  const starts = () => {
    found ??= lineStarts(text);
    return found;
  };
  const position = (offset: number) => {
    const index = lastAtOrBefore(starts(), offset);
    return { line: index + 1, column: offset - (starts()[index] ?? 0) + 1 };
  };
  const line = (number: number) => {
    const start = starts()[number - 1];
    if (start === undefined) return '';
    const next = starts()[number];
    const found = next === undefined ? text.slice(start) : text.slice(start, next - 1);
    return found.endsWith('\r') ? found.slice(0, -1) : found;
  };
  let parsed: { readonly document: Document.Parsed | undefined } | undefined;
  const document = () => {
    parsed ??= { document: yamlDocument(text) };
    return parsed.document;
  };
  let hiddenParts: HiddenIn | undefined;
  let last: { readonly number: number; readonly parts: readonly HiddenPart[] } | undefined;
  return {
    file,
    text,
    keys,
    get lineCount() {
      return starts().length;
    },
    line,
    hidden(number) {
      hiddenParts ??= hiddenIn(document(), keys);
      // A long line may have many diagnostics.
      if (last?.number !== number) {
        last = { number, parts: hiddenParts(line(number), starts()[number - 1] ?? text.length) };
      }
      return last.parts;
    },
    document,
    range: (start, end) => ({ file, start: position(start), end: position(Math.max(start, end)) }),
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtOrBefore(sorted: readonly number[], offset: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Parses one YAML 1.2 document of the core schema: no merge keys, no tags of its own. Undefined where the text has so much
 * punctuation that parsing it would take gigabytes, or is nested so deeply that the parser's stack does not hold it. What is
 * wrong with the YAML otherwise is in `errors` and `warnings`.
 */
function yamlDocument(text: string, keepsTokens = false): Document.Parsed | undefined {
  if (indicatorsExceed(text)) return undefined;
  try {
    return parse(text, keepsTokens);
  } catch (error) {
    // The library counts how deep brackets are, and not how deep `- - -` or `? ? ?` is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The same with the token that each node is made of, for whoever cuts the text: `srcToken`. */
export function tokenDocument(text: string): Document.Parsed | undefined {
  return yamlDocument(text, true);
}

function parse(text: string, keepSourceTokens: boolean): Document.Parsed {
  return parseDocument(text, {
    keepSourceTokens,
    schema: 'core',
    version: '1.2',
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    // The library compares each key with each other one: hours for a large block. composeValue looks them up.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
}

/** The most line ends, backslashes and YAML indicators in a file: a topology of 10,000 workers has about 100,000. */
export const indicatorLimit = 500_000;

const indicators = new Set([...'\n\\,:-?[]{}&*!|>\'"%@`#'].map((character) => character.charCodeAt(0)));

/**
 * Whether a text has more of them. The parser takes up to 1 KB and 10 µs for each: 4 MiB of commas would take 4 GB, while
 * as many letters take nothing. Each escape in double quotes may be an error of its own.
 */
export function indicatorsExceed(text: string): boolean {
  if (text.length <= indicatorLimit) return false;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (indicators.has(text.charCodeAt(at)) && ++count > indicatorLimit) return true;
  }
  return false;
}

/** The most cells of a source line. */
const widestExcerpt = 100;

/** What stands before a source line, and the dots behind one that goes on. */
const aroundExcerpt = 8 + 3;

/**
 * A diagnostic as a person reads it: place, detail and code, then the source line with a caret line where the source is
 * given, then what to do. A secret in the line is not shown. No line end at the end.
 */
export function sourceDiagnosticText(
  found: Pick<Diagnostic, 'severity' | 'detail' | 'remedy' | 'range'> & { readonly code: string },
  source: SourceText | undefined,
  screen: Screen,
): string {
  const { red, yellow, cyan, bold, dim } = style(screen.colors);
  const paint = { error: red, warning: yellow, note: cyan }[found.severity];
  const { range } = found;
  const place = range === undefined ? '' : `${visible(range.file)}:${range.start.line}:${range.start.column}: `;
  const lines = [
    fitted(
      `${bold(place)}${paint(bold(`${found.severity}:`))} ${visible(found.detail)} ${dim(`[${found.code}]`)}`,
      screen,
    ),
  ];
  if (range !== undefined && source?.file === range.file) {
    const width = Math.min(widestExcerpt, (screen.columns ?? Number.POSITIVE_INFINITY) - aroundExcerpt);
    const { line, caret } = sourceExcerpt(source, range, width);
    const number = String(range.start.line).padStart(5);
    lines.push(`${dim(`${number} |`)} ${line}`, `${dim(`${' '.repeat(number.length)} |`)} ${paint(caret)}`);
  }
  lines.push(paragraph('  What to do: ', visible(found.remedy), screen));
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
