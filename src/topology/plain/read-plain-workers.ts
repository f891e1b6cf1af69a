import type { SourceRange } from '../../diagnostic.js';
import type { LocatedValue } from '../located-value.js';
import type { Path } from '../path.js';
import { isBlock } from '../raw-value.js';
import { type SourceText, sourceText } from '../source-text.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { readPlainList } from './read-plain-list.js';

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
