import { type Document, parseDocument } from 'yaml';
import type { SourceRange } from '../errors/diagnostic.js';
import { type HiddenIn, type HiddenPart, hiddenIn } from './hidden-parts.js';

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

/**
 * Parses one YAML 1.2 document of the core schema: no merge keys, no tags of its own. Undefined where the text has so much
 * punctuation that parsing it would take gigabytes, or is nested so deeply that the parser's stack does not hold it. What is
 * wrong with the YAML otherwise is in `errors` and `warnings`.
 */
function yamlDocument(text: string): Document.Parsed | undefined {
  if (indicatorsExceed(text)) return undefined;
  try {
    return parse(text);
  } catch (error) {
    // The library counts how deep brackets are, and not how deep `- - -` or `? ? ?` is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, {
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
