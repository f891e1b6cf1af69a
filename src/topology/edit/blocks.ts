import { isMap } from 'yaml';
import {
  beginsLine,
  type Cut,
  column,
  insertLines,
  isBlankLine,
  lineEnd,
  lineEndAt,
  lineStart,
  linesEnd,
  nextLine,
  takeLines,
} from './lines.js';
import { type Collection, type Item, itemsOf, type Nodes } from './nodes.js';
import { itemLines, type Piece, pairLines } from './pieces.js';
import type { Place } from './put.js';
import type { Style } from './style.js';

/** The cut that adds an item to a collection that is made by indentation, before the one that has an index now. */
export function insertIntoBlock(
  nodes: Nodes,
  node: Collection,
  index: number,
  key: string | undefined,
  piece: Piece,
  style: Style,
): readonly Cut[] {
  const { text } = nodes;
  const items = itemsOf(node);
  const [first] = items;
  if (first === undefined) return [];
  const at = column(text, first.start);
  const lines = key === undefined ? itemLines(piece, style, at) : pairLines(key, piece, style, at);
  const previous = items[index - 1];
  const [start = '', ...rest] = lines;
  if (previous !== undefined) {
    const blank = isSpaced(nodes, node, items) ? [''] : [];
    const own = [...blank, ' '.repeat(at) + start, ...rest];
    return [insertLines(text, linesEnd(text, previous.end, at), own)];
  }
  if (beginsLine(text, first.start)) {
    return [insertLines(text, lineStart(text, first.start), [' '.repeat(at) + start, ...rest])];
  }
  const eol = lineEndAt(text, first.start);
  return [{ start: first.start, end: first.start, text: lines.join(eol) + eol + ' '.repeat(at) }];
}

/** Whether a blank line stands between the last two entries of a list, or between the last two blocks of the file. */
function isSpaced(nodes: Nodes, node: Collection, items: readonly Item[]): boolean {
  const { text } = nodes;
  const before = items.at(-2);
  if (before === undefined || !maySpace(nodes, node)) return false;
  return isBlankLine(text, linesEnd(text, before.end, column(text, before.start)));
}

/** Whether blank lines are between the items of a collection, rather than within what they belong to. */
function maySpace({ root }: Nodes, node: Collection): boolean {
  return !isMap(node) || node === root;
}

/** The cuts that take an item from a collection that is made by indentation, and that has others. */
export function removeFromBlock(nodes: Nodes, { parent, items, index, item }: Place): readonly Cut[] {
  const { text } = nodes;
  const end = linesEnd(text, item.end, column(text, item.start));
  if (beginsLine(text, item.start)) {
    const start = lineStart(text, item.start);
    return [maySpace(nodes, parent) ? takeSpaced(text, start, end, items, index) : takeLines(text, start, end)];
  }
  // The first key of an entry stands behind its dash.
  const next = items[index + 1];
  if (next === undefined) return [];
  const between = text.slice(lineEnd(text, item.end), next.start);
  if (between.trim() === '') return [{ start: item.start, end: next.start, text: '' }];
  const before = text.slice(0, item.start).trimEnd().length;
  return [{ start: before, end, text: lineEndAt(text, item.start) }];
}

/** Takes the lines of an entry, and of two blank lines around it one. */
function takeSpaced(text: string, start: number, end: number, items: readonly Item[], index: number): Cut {
  const above = start === 0 ? 0 : lineStart(text, start - 1);
  const isLast = index === items.length - 1;
  const next = items[index + 1];
  const previous = items[index - 1];
  // A blank line may be of the text of the entry above: `|+` keeps them.
  const isSpacedAbove = previous !== undefined && isBlankLine(text, above) && above >= nextLine(text, previous.end);
  if (isSpacedAbove && (isLast || isBlankLine(text, end))) return takeLines(text, above, end);
  const isNextSpaced =
    next !== undefined && isBlankLine(text, end) && nextLine(text, end) === lineStart(text, next.start);
  return takeLines(text, start, index === 0 && isNextSpaced && !isBlankLine(text, above) ? nextLine(text, end) : end);
}
