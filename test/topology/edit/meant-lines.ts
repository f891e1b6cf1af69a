import type { TopologyEdit } from '../../../src/topology/edit/edit-topology.js';
import { valueIn } from './random-edit.js';
import type { Path, WrittenItem, WrittenTopology } from './random-text.js';

/** Says what an edit changed that it should not have; undefined: nothing. It goes by what the writer knows of each line. */
export function unmeantChange(
  written: WrittenTopology,
  content: unknown,
  edit: TopologyEdit,
  after: string,
): string | undefined {
  const target = targetOf(content, edit);
  const mayDiffer = meantLines(written, content, target);
  const gone = written.items.find(({ path }) => isEqual(path, target.path));
  const lines = after.split(/(?<=\n)/);
  const lost = blanksThatMayGo(written, gone, target)
    .map((blank) => firstLost(written, lines, (index) => mayDiffer.has(index) || index === blank))
    .reduce((one, other) => (other === undefined || one === undefined ? undefined : one));
  if (lost !== undefined) return `the line ${JSON.stringify(lost)} is gone, or at another place`;
  const comment = lostComment(written, gone, target, after);
  if (comment !== undefined) return `the comment ${comment} is gone`;
  const ends = new Set(written.lines.map((line) => line.slice(bare(line).length)).filter((line) => line !== ''));
  const end = lines.slice(0, -1).find((line) => ends.size > 0 && !ends.has(line.slice(bare(line).length)));
  if (end !== undefined) return `the line ${JSON.stringify(end)} ends as no line of the file did`;
  const left = leftComment(written, gone, target, after);
  return left === undefined ? undefined : `the comment ${left} of what is gone is still there`;
}

/** The first line that has to be there and is not, in its order; a last line without a line end may get one. */
function firstLost(
  written: WrittenTopology,
  after: readonly string[],
  mayDiffer: (index: number) => boolean,
): string | undefined {
  let at = 0;
  for (const [index, line] of written.lines.entries()) {
    if (mayDiffer(index)) continue;
    const isLast = index === written.lines.length - 1;
    while (
      at < after.length &&
      after[at] !== line &&
      !((isLast || at === after.length - 1) && bare(after[at]) === bare(line))
    )
      at += 1;
    if (at === after.length) return line;
    at += 1;
  }
  return undefined;
}

function bare(line = ''): string {
  return line.replace(/\r?\n$/, '');
}

interface Target {
  readonly path: Path;
  readonly isRemoval: boolean;
  /** Whether both values are no collections: then no comment may go at all. */
  readonly isScalar: boolean;
}

function targetOf(content: unknown, edit: TopologyEdit): Target {
  switch (edit.kind) {
    case 'removeWorker':
      return { path: ['workers', edit.index], isRemoval: true, isScalar: false };
    case 'addWorker': {
      const workers = (valueIn(content, ['workers']) ?? []) as readonly unknown[];
      return { path: ['workers', workers.length], isRemoval: false, isScalar: true };
    }
    case 'set':
      return { path: edit.path, isRemoval: false, isScalar: [edit.value, valueIn(content, edit.path)].every(isPlain) };
    case 'unset': {
      // A block goes with its last key.
      let { path } = edit;
      const isLastKey = () => {
        const around = valueIn(content, path.slice(0, -1));
        return !Array.isArray(around) && Object.keys(around as object).length === 1 && typeof path.at(-2) === 'string';
      };
      if (valueIn(content, path) === undefined) return { path, isRemoval: false, isScalar: true };
      while (isLastKey()) path = path.slice(0, -1);
      return { path, isRemoval: true, isScalar: false };
    }
  }
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function meantLines({ items }: WrittenTopology, content: unknown, { path, isRemoval }: Target): ReadonlySet<number> {
  const meant = new Set<number>();
  const add = (item: WrittenItem | undefined) => {
    for (const line of item?.lines ?? []) meant.add(line);
  };
  const at = (wanted: Path) => items.find((item) => isEqual(item.path, wanted));
  const target = at(path);
  add(target);
  // What stands in brackets, or behind an alias, shares its lines with what is around it.
  for (let length = path.length - 1; length > 0; length -= 1) {
    const around = at(path.slice(0, length));
    if (around === undefined) continue;
    if (around.isFlow || around.isValueFlow === true || around.alias !== undefined) add(around);
  }
  // The whole file in brackets.
  if (items[0]?.isFlow === true) for (const item of items) add(item);
  if (isRemoval) {
    const around = at(path.slice(0, -1));
    const siblings = Object.keys(valueIn(content, path.slice(0, -1)) as object);
    // What is left is empty brackets behind the colon or the dash.
    if (siblings.length === 1) for (const line of [around?.colon ?? around?.first ?? -1]) meant.add(line);
    // The next key moves to where the first one stood, behind its dash.
    const next = items.find((item) => isEqual(item.path, [...path.slice(0, -1), siblings[1] ?? '']));
    if (target?.beginsLine === false && next !== undefined) {
      for (let line = Math.max(...target.lines); line <= next.first; line += 1) meant.add(line);
    }
  }
  for (const item of sharing(items, path)) {
    if (item.alias === undefined) for (const line of [item.first, item.colon ?? item.first]) meant.add(line);
    else add(item);
  }
  return meant;
}

/** The items whose anchors and aliases have to do with a path: they stand at it, around it or inside of it, or repeat such ones. */
function sharing(items: readonly WrittenItem[], path: Path): readonly WrittenItem[] {
  const names = new Set<string>();
  for (const item of items) {
    const length = Math.min(item.path.length, path.length);
    if (!isEqual(item.path.slice(0, length), path.slice(0, length))) continue;
    for (const name of [item.anchor, item.alias]) if (name !== undefined) names.add(name);
  }
  return items.filter(({ anchor, alias }) => names.has(anchor ?? '') || names.has(alias ?? ''));
}

/** Of two blank lines around an entry or a block of the file that goes, one may go with it; -1 stands for none. */
function blanksThatMayGo(
  { lines }: WrittenTopology,
  gone: WrittenItem | undefined,
  { path, isRemoval }: Target,
): readonly number[] {
  const maySpace = typeof path.at(-1) === 'number' || path.length === 1;
  if (!isRemoval || gone === undefined || !maySpace) return [-1];
  const around = [Math.min(...gone.lines) - 1, Math.max(...gone.lines) + 1];
  return [-1, ...around.filter((index) => lines[index]?.trim() === '')];
}

const mark = /# c\d+\./g;

/** The first comment that has to be there and is not: those of other lines than the target's, and all where a value is replaced by one of its kind. */
function lostComment(
  { lines }: WrittenTopology,
  gone: WrittenItem | undefined,
  { isScalar }: Target,
  after: string,
): string | undefined {
  const mayGo = (index: number) => {
    if (isScalar || gone === undefined || !gone.lines.has(index)) return false;
    // Behind the end of something in brackets, in a line that others share, a comment is not the target's.
    return !gone.isFlow || gone.beginsLine || index < Math.max(...gone.lines);
  };
  const left = new Set(after.match(mark));
  return lines
    .flatMap((line, index) => (mayGo(index) ? [] : [...(line.match(mark) ?? [])]))
    .find((one) => !left.has(one));
}

/** A comment of a line of the target alone, which had to go with it. */
function leftComment(
  { lines }: WrittenTopology,
  gone: WrittenItem | undefined,
  { isRemoval }: Target,
  after: string,
): string | undefined {
  if (!isRemoval || gone === undefined || gone.isFlow) return undefined;
  const left = new Set(after.match(mark));
  return [...gone.lines].flatMap((line) => [...(lines[line]?.match(mark) ?? [])]).find((one) => left.has(one));
}

function isEqual(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((segment, index) => String(segment) === String(other[index]));
}
