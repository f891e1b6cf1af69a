import { type CST, isScalar } from 'yaml';
import type { Path } from '../secrets.js';
import { keyText } from '../yaml/compose-value.js';
import { type Cut, column, insertLines, lineEndAt, lineStart, linesEnd, nextLine, takeLines } from './lines.js';
import {
  type Collection,
  contentEnd,
  type Item,
  isCollection,
  isFlow,
  isNothing,
  itemsOf,
  type Nodes,
  nodeAt,
} from './nodes.js';
import { inlineText, isInline, type Piece, pieceLines } from './pieces.js';
import { literalLines } from './scalars.js';
import type { Style } from './style.js';

/** A place in a text that holds a value: an item, and the collection that it is in. */
export interface Place {
  readonly parent: Collection;
  readonly items: readonly Item[];
  readonly index: number;
  readonly item: Item;
}

/** The place at a path that no alias leads through; undefined where nothing has it, not even an empty value. */
export function placeAt(nodes: Nodes, path: Path): Place | undefined {
  const parent = nodeAt(nodes, path.slice(0, -1));
  const segment = path.at(-1);
  if (!isCollection(parent)) return undefined;
  const items = itemsOf(parent);
  const index = typeof segment === 'number' ? segment : items.findIndex(({ key }) => key && keyText(key) === segment);
  const item = items[index];
  return item === undefined ? undefined : { parent, items, index, item };
}

/** The cuts that put a piece in the place of a value; `anchor` is written before it. */
export function putValue(nodes: Nodes, place: Place, piece: Piece, style: Style, anchor?: string): readonly Cut[] {
  const { text } = nodes;
  const { item, parent } = place;
  const { value } = item;
  const prefix = anchor === undefined ? '' : `&${anchor} `;
  const base = item.anchor?.end ?? item.indicatorEnd;
  const asBlock = !isFlow(parent) && !isInline(piece);
  if (value === null || isNothing(value)) {
    if (!asBlock) return [{ start: base, end: base, text: ` ${prefix}${inlineText(piece, style, isFlow(parent))}` }];
    return blockBehind(nodes, place, piece, style, base, base, prefix);
  }
  const start = value.range[0];
  const end = contentEnd(value);
  const isSameLine = lineStart(text, start) === lineStart(text, item.indicatorEnd);
  const inline = prefix + inlineText(piece, style, isFlow(parent));
  // A block in lines of its own gives way to the line of its key, or to other lines.
  if (isCollection(value) && !isFlow(value) && !isSameLine) {
    const first = lineStart(text, start);
    const last = linesEnd(text, end, column(text, start));
    const taken = takeLines(text, first, last);
    if (!asBlock) return [{ start: base, end: base, text: ` ${inline}` }, taken];
    const least = column(text, item.start) + (piece.kind === 'list' ? 0 : 1);
    const lines = blockLines(piece, style, Math.max(column(text, start), least));
    return [taken, insertLines(text, first, lines)];
  }
  if (asBlock && isSameLine) {
    // `- key: value`: the first line of an entry stands behind its dash, where nothing else does.
    const isCompact =
      isEntry(place) &&
      prefix === '' &&
      item.anchor === undefined &&
      /^\s*$/.test(text.slice(end, nextLine(text, end)));
    if (!isCompact) return blockBehind(nodes, place, piece, style, base, end, prefix);
    const lines = pieceLines(piece, style, column(text, start));
    return [{ start, end, text: lines.join(lineEndAt(text, start)) }];
  }
  return [{ start, end, text: inline + headerComment(nodes, item) }];
}

/** Whether a place is an entry of a list, not the value of a key. */
function isEntry({ item }: Place): boolean {
  return item.key === undefined;
}

/** Cuts what stands from one offset to another, and puts a block into the lines behind it. */
function blockBehind(
  { text }: Nodes,
  place: Place,
  piece: Piece,
  style: Style,
  start: number,
  end: number,
  prefix: string,
): readonly Cut[] {
  const { item } = place;
  const further = isEntry(place) ? style.dashWidth : piece.kind === 'list' ? style.listIndent : style.step;
  const lines = blockLines(piece, style, column(text, item.start) + further);
  const gap = prefix === '' ? '' : ` ${prefix.trimEnd()}`;
  return [{ start, end, text: gap }, insertLines(text, linesEnd(text, end, column(text, item.start)), lines)];
}

function blockLines(piece: Piece, style: Style, at: number): readonly string[] {
  const [first = '', ...rest] = pieceLines(piece, style, at);
  return [' '.repeat(at) + first, ...rest];
}

/** The comment in the line of `|` or `>`, which would go with the lines below it. */
function headerComment({ text }: Nodes, { value }: Item): string {
  if (!isScalar(value) || (value.type !== 'BLOCK_LITERAL' && value.type !== 'BLOCK_FOLDED')) return '';
  const comment = (value.srcToken as CST.BlockScalar).props.find(({ type }) => type === 'comment');
  return comment === undefined ? '' : ` ${text.slice(comment.offset, text.indexOf('\n', comment.offset)).trimEnd()}`;
}

/** The cuts that put a text of several lines in the place of one; undefined where it cannot be done. */
export function putLines(nodes: Nodes, place: Place, value: string, style: Style): readonly Cut[] | undefined {
  const { text } = nodes;
  const { item, parent } = place;
  const old = item.value;
  if (isFlow(parent) || !isScalar(old) || (old.type !== 'BLOCK_LITERAL' && old.type !== 'BLOCK_FOLDED'))
    return undefined;
  const start = old.range[0];
  const end = contentEnd(old);
  const second = nextLine(text, start);
  const ownIndent = /^ */.exec(text.slice(second, Math.max(second, end)))?.[0].length ?? 0;
  const base = column(text, item.start);
  const indentation = ' '.repeat(ownIndent > base ? ownIndent : base + style.step);
  const [header = '', ...lines] = literalLines(value, indentation) ?? [];
  if (lines.length === 0) return undefined;
  return [{ start, end, text: [header + headerComment(nodes, item), ...lines].join(lineEndAt(text, start)) }];
}
