import type { Document } from 'yaml';
import type { SourceRange } from '../diagnostic.js';
import { type HiddenIn, type HiddenPart, hiddenIn } from './quotable.js';
import { yamlDocument } from './yaml/yaml-document.js';

/** The text of the topology file, with its lines. */
export interface SourceText {
  /** The file as it was named. */
  readonly file: string;
  readonly text: string;
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

/** Keeps a text for looking up places in it; the lines are found when the first one is asked for. */
export function sourceText(file: string, text: string): SourceText {
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
    get lineCount() {
      return starts().length;
    },
    line,
    hidden(number) {
      hiddenParts ??= hiddenIn(document());
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
