import type { SourceRange } from '../errors/errors.js';
import { isBlock, type LocatedValue, type Path } from './secrets.js';
import { type SourceText, sourceText } from './source-text.js';
import { parseYaml } from './yaml/parse-yaml.js';

const heading = /^workers:[ \t]*\r?\n/m;

/**
 * Reads a file whose workers are plain: one key and one simple text or true or false a line. That is how long lists look;
 * they are read many times as fast as by the parser, which reads the rest of the file. Undefined for any other file: the
 * parser reads that as a whole. Only the ranges of the workers' machines are those of the workers.
 */
export function readPlainWorkers(source: SourceText): LocatedValue | undefined {
  const { text, file } = source;
  const found = heading.exec(text);
  if (found === null || /^%/m.test(text.slice(0, found.index))) return undefined;
  const start = found.index + found[0].length;
  const list = readPlainList(text, start, 'machine');
  if (list === undefined || list.entries.length === 0) return undefined;

  const rest = parseYaml(sourceText(file, text.slice(0, start) + text.slice(list.end)));
  const { root } = rest;
  if (rest.problems.length > 0 || !isBlock(root) || root.workers !== null) return undefined;
  // The heading must be the key of the file, not a line of some text that looks like it.
  const headingLine = source.range(found.index, found.index).start.line;
  const key = rest.keyRange(['workers']).start;
  if (key.line !== headingLine || key.column !== 1) return undefined;

  const machineRange = (index: number): SourceRange | undefined => {
    const place = list.places[index];
    if (place === undefined) return undefined;
    const line = headingLine + 1 + place.line;
    return { file, start: { line, column: place.start + 1 }, end: { line, column: place.end + 1 } };
  };
  const shifted = ({ start, end }: SourceRange): SourceRange => {
    const shift = (place: SourceRange['start']) =>
      place.line > headingLine ? { line: place.line + list.lineCount, column: place.column } : place;
    return { file, start: shift(start), end: shift(end) };
  };
  return {
    root: { ...root, workers: list.entries },
    valueRange: (path) => workerRange(path, machineRange) ?? shifted(rest.valueRange(path)),
    keyRange: (path) => workerRange(path, machineRange) ?? shifted(rest.keyRange(path)),
  };
}

function workerRange(path: Path, machineRange: (index: number) => SourceRange | undefined): SourceRange | undefined {
  const [first, index] = path;
  return first === 'workers' && typeof index === 'number' ? machineRange(index) : undefined;
}

// The pattern of an entry takes quadratic time over a line that it does not fit.
const longestLine = 2_000;
const blank = /^ *(?:#.*)?$/;
// A letter or digit, then whatever goes on with a plain text (YAML 1.2.2, rule ns-plain-char outside of brackets).
const plain = '[\\p{L}\\p{N}](?:[^\\p{C}\\u2028\\u2029:#]|:(?=[^\\s\\p{C}])|(?<! )#)*';
const entry = new RegExp(`^( *)(- )?([A-Za-z]+): +(?:(${plain})|"([^"\\\\\\p{C}]*)"|'([^'\\p{C}]*)') *(?: #.*)?$`, 'u');
// The words of the core schema that are not texts, and what may be a number in it (YAML 1.2.2, chapter 10.3.2).
const notText = /^(?:null|true|false|[0-9][0-9a-fox.+-]*)$/i;

interface PlainList {
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  /** Line (from 0 at the list's first line) and columns (from 0, end exclusive) of each entry's value of `locatedKey`. */
  readonly places: readonly PlainPlace[];
  /** The offset behind the list, at the beginning of a line. */
  readonly end: number;
  /** How many lines it takes. */
  readonly lineCount: number;
}

interface PlainPlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a YAML list of blocks, from an offset to the next line that begins with a letter: one key and one simple text or
 * true or false a line. Undefined where anything else stands there.
 */
function readPlainList(text: string, start: number, locatedKey: string): PlainList | undefined {
  const entries: Record<string, unknown>[] = [];
  const places: PlainPlace[] = [];
  let current: Record<string, unknown> | undefined;
  let indent: number | undefined;
  let line = 0;
  let at = start;
  for (; at < text.length; line += 1) {
    const feed = text.indexOf('\n', at);
    const next = feed === -1 ? text.length : feed + 1;
    const content = text.slice(at, feed === -1 ? text.length : feed).replace(/\r$/, '');
    if (/^[A-Za-z]/.test(content)) break;
    at = next;
    if (blank.test(content)) continue;

    const found = content.length > longestLine ? null : entry.exec(content);
    if (found === null) return undefined;
    const [, spaces = '', dash, key = ''] = found;
    if (dash !== undefined) {
      indent ??= spaces.length;
      current = {};
      entries.push(current);
    }
    if (current === undefined || spaces.length !== (dash === undefined ? (indent ?? 0) + 2 : indent)) return undefined;
    const value = scalarOf(found);
    if (value === undefined || Object.hasOwn(current, key)) return undefined;
    current[key] = value;
    if (key === locatedKey) places[entries.length - 1] = placeOf(line, found);
  }
  return { entries, places, end: at, lineCount: line };
}

function scalarOf([, , , , bare, double, single]: RegExpExecArray): string | boolean | undefined {
  if (bare === undefined) return double ?? single;
  const word = withoutSpacesAtEnd(bare);
  if (!notText.test(word)) return word;
  // Only these spellings are true and false; what other ones mean is for the parser to say.
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function placeOf(
  line: number,
  [whole, spaces = '', dash = '', key = '', bare, double, single]: RegExpExecArray,
): PlainPlace {
  const afterKey = spaces.length + dash.length + key.length + 1;
  const start = afterKey + (/^ */.exec(whole.slice(afterKey))?.[0].length ?? 0);
  const length = bare === undefined ? (double ?? single ?? '').length + 2 : withoutSpacesAtEnd(bare).length;
  return { line, start, end: start + length };
}

/** Only spaces: what other white space there is belongs to the text. */
function withoutSpacesAtEnd(text: string): string {
  return text.replace(/ +$/, '');
}
