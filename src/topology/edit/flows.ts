import { isMap } from 'yaml';
import {
  beginsLine,
  type Cut,
  column,
  endsLine,
  insertLines,
  lineEndAt,
  lineStart,
  nextLine,
  takeLines,
} from './lines.js';
import { type Collection, type Item, itemsOf, type Nodes } from './nodes.js';
import { inlineText, type Piece, pairText } from './pieces.js';
import type { Place } from './put.js';
import type { Style } from './style.js';

/** The cuts that add an item to a collection in brackets, before the one that has an index now. */
export function insertIntoFlow(
  nodes: Nodes,
  node: Collection,
  index: number,
  key: string | undefined,
  piece: Piece,
  style: Style,
): readonly Cut[] {
  const { text } = nodes;
  const value = inlineText(piece, style, true);
  const written = key === undefined ? value : pairText(key, value, style, true);
  const items = itemsOf(node);
  const open = node.range[0] + 1;
  const next = items[index];
  const last = items.at(-1);
  if (last === undefined)
    return [intoEmpty(text, open, node.range[1] - 1, written, isMap(node) ? style.blockPadding : style.listPadding)];
  if (next !== undefined) {
    const isOwnLine = beginsLine(text, next.start);
    const gap = isOwnLine ? `,${lineEndAt(text, next.start)}${' '.repeat(column(text, next.start))}` : style.comma;
    return [{ start: next.start, end: next.start, text: written + gap }];
  }
  return behindLast(text, open, last, written, style);
}

function intoEmpty(text: string, start: number, end: number, written: string, padding: string): Cut {
  const inner = text.slice(start, end);
  if (inner.trim() === '' && !inner.includes('\n')) return { start, end, text: padding + written + padding };
  return { start, end: start, text: ` ${written}` };
}

function behindLast(text: string, open: number, last: Item, written: string, style: Style): readonly Cut[] {
  const isOwnLine = beginsLine(text, last.start) && lineStart(text, last.start) > open - 1;
  const comma = last.commaBehind;
  const behind = comma === undefined ? last.end : comma + 1;
  if (!isOwnLine) {
    const piece = comma === undefined ? style.comma + written : ` ${written},`;
    return [{ start: behind, end: behind, text: piece }];
  }
  const at = ' '.repeat(column(text, last.start));
  const commaCut: readonly Cut[] = comma === undefined ? [{ start: last.end, end: last.end, text: ',' }] : [];
  const own = at + written + (comma === undefined ? '' : ',');
  if (endsLine(text, behind)) return [...commaCut, insertLines(text, nextLine(text, behind), [own])];
  return [...commaCut, { start: behind, end: behind, text: lineEndAt(text, last.start) + own }];
}

/** The cuts that take an item from a collection in brackets. */
export function removeFromFlow(nodes: Nodes, { parent, items, index, item }: Place): readonly Cut[] {
  const { text } = nodes;
  if (items.length === 1) return emptied(text, parent, item);
  const { commaBefore: before, commaBehind: behind } = item;
  const isBehindNear = behind !== undefined && lineStart(text, behind) === lineStart(text, item.end);
  const end = isBehindNear ? behind + 1 : item.end;
  const isLast = index === items.length - 1;
  if (beginsLine(text, item.start) && endsLine(text, end) && (isBehindNear || behind === undefined)) {
    const lines = takeLines(text, lineStart(text, item.start), nextLine(text, end));
    // The comma before the last one goes where none stands behind it: JSON has none there.
    return isLast && !isBehindNear && before !== undefined ? [take(before, before + 1), lines] : [lines];
  }
  if (isLast && before !== undefined && text.slice(before + 1, item.start).trim() === '') {
    if (isBehindNear) return [take(before + 1, end)];
    if (behind === undefined) return [withItsComma(text, before, item.end)];
  }
  if (!isBehindNear && before !== undefined && lineStart(text, before) === lineStart(text, item.start)) {
    return [withItsComma(text, before, item.end)];
  }
  if (isBehindNear) {
    const blanks = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
    if (!/^(?:\r?\n|#|$)/.test(text.slice(end + blanks))) return [take(item.start, end + blanks)];
    return [take(text.slice(0, item.start).replace(/[ \t]+$/, '').length, end)];
  }
  return [take(item.start, item.end), ...(behind === undefined ? [] : [take(behind, behind + 1)])];
}

/** Takes an item with the comma before it; a comma that begins its line goes with the line, where nothing else is in it. */
function withItsComma(text: string, comma: number, end: number): Cut {
  if (!beginsLine(text, comma)) return take(text.slice(0, comma).replace(/[ \t]+$/, '').length, end);
  return endsLine(text, end) ? takeLines(text, lineStart(text, comma), nextLine(text, end)) : take(comma, end);
}

function take(start: number, end: number): Cut {
  return { start, end, text: '' };
}

/** What is left of brackets without their last item: their comments, where there are any. */
function emptied(text: string, parent: Collection, item: Item): readonly Cut[] {
  const open = parent.range[0] + 1;
  const close = parent.range[1] - 1;
  const end = item.commaBehind === undefined ? item.end : item.commaBehind + 1;
  const rest =
    text.slice(open, item.start) + text.slice(item.end, item.commaBehind ?? item.end) + text.slice(end, close);
  if (!rest.includes('#')) return [{ start: open, end: close, text: '' }];
  const comma = item.commaBehind;
  if (beginsLine(text, item.start) && endsLine(text, end) && lineStart(text, end) === lineStart(text, item.end)) {
    return [takeLines(text, lineStart(text, item.start), nextLine(text, end))];
  }
  return [take(item.start, item.end), ...(comma === undefined ? [] : [take(comma, comma + 1)])];
}
