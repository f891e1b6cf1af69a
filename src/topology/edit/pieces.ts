import { isAlias, isMap, isScalar, type ParsedNode } from 'yaml';
import { isBlock } from '../secrets.js';
import { keyText } from '../yaml/compose-value.js';
import { anchorAt, isFlow, itemsOf, type Nodes } from './nodes.js';
import { type Quotes, scalarText } from './scalars.js';
import type { Style } from './style.js';

/** What is put into a text, before it is known where its lines begin. */
export type Piece =
  | {
      readonly kind: 'scalar';
      readonly value: unknown;
      readonly quotes: Quotes;
      /** As it stands elsewhere in the text, where it is one line there. */
      readonly raw?: { readonly text: string; readonly isForFlow: boolean };
    }
  | { readonly kind: 'alias'; readonly name: string }
  | { readonly kind: 'block'; readonly flow: boolean; readonly pairs: readonly (readonly [string, Piece])[] }
  | { readonly kind: 'list'; readonly flow: boolean; readonly items: readonly Piece[] };

/** A plain value as a piece; `flow` says of a collection whether it is to stand in brackets. */
export function pieceOfValue(value: unknown, style: Style, key?: string): Piece {
  if (Array.isArray(value)) {
    const items = value.map((item) => pieceOfValue(item, style));
    return { kind: 'list', flow: value.length === 0 || style.isFlow(key, value), items };
  }
  if (isBlock(value)) {
    const pairs = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return {
      kind: 'block',
      flow: pairs.length === 0 || style.isFlow(key, value),
      pairs: pairs.map(([name, inner]) => [name, pieceOfValue(inner, style, name)]),
    };
  }
  return { kind: 'scalar', value, quotes: style.quotes };
}

/**
 * A copy of a node's text, to stand at an offset: without its anchors, its aliases where they mean the same there. With
 * `refer`, a value with an anchor becomes an alias of it.
 */
export function pieceOfNode(nodes: Nodes, node: ParsedNode | null, offset: number, refer = false): Piece {
  if (node === null) return { kind: 'scalar', value: null, quotes: 'plain' };
  if (isAlias(node)) {
    const target = nodes.aliases.get(node);
    if (target !== undefined && anchorAt(nodes, node.source, offset) === target) {
      return { kind: 'alias', name: node.source };
    }
    return pieceOfNode(nodes, target ?? null, offset, refer);
  }
  if (refer && node.anchor !== undefined && anchorAt(nodes, node.anchor, offset) === node) {
    return { kind: 'alias', name: node.anchor };
  }
  if (isScalar(node)) {
    const text = nodes.text.slice(node.range[0], node.range[1]);
    const isOneLine =
      text !== '' && !text.includes('\n') && node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED';
    const isForFlow = node.type !== 'PLAIN' || !/[,[\]{}]/.test(text);
    return {
      kind: 'scalar',
      value: node.value,
      quotes: quotesOf(node) ?? 'double',
      ...(isOneLine ? { raw: { text, isForFlow } } : {}),
    };
  }
  const inner = (value: ParsedNode | null) => pieceOfNode(nodes, value, offset, refer);
  if (isMap(node)) {
    const pairs = itemsOf(node).map(({ key, value }) => [key === undefined ? '' : keyText(key), inner(value)] as const);
    return { kind: 'block', flow: isFlow(node), pairs };
  }
  return { kind: 'list', flow: isFlow(node), items: itemsOf(node).map(({ value }) => inner(value)) };
}

/** The quotes of a scalar; undefined for a block of lines. */
export function quotesOf(node: ParsedNode | null): Quotes | undefined {
  if (!isScalar(node)) return undefined;
  switch (node.type) {
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'QUOTE_SINGLE':
      return 'single';
    case 'PLAIN':
      return 'plain';
    default:
      return undefined;
  }
}

/** A piece on one line. */
export function inlineText(piece: Piece, style: Style, inFlow: boolean): string {
  switch (piece.kind) {
    case 'alias':
      return `*${piece.name}`;
    case 'scalar':
      return piece.raw !== undefined && (piece.raw.isForFlow || !inFlow)
        ? piece.raw.text
        : scalarText(piece.value, piece.quotes, inFlow);
    case 'list':
      return bracketed(
        '[]',
        style.listPadding,
        style.comma,
        piece.items.map((item) => inlineText(item, style, true)),
      );
    case 'block':
      return bracketed(
        '{}',
        style.blockPadding,
        style.comma,
        piece.pairs.map(([key, value]) => pairText(key, inlineText(value, style, true), style, true)),
      );
  }
}

function bracketed(brackets: '[]' | '{}', padding: string, comma: string, inner: readonly string[]): string {
  if (inner.length === 0) return brackets;
  return brackets.charAt(0) + padding + inner.join(comma) + padding + brackets.charAt(1);
}

/** `key: value` */
export function pairText(key: string, value: string, style: Style, inFlow: boolean): string {
  const written = scalarText(key, style.keyQuotes, inFlow);
  // JSON without blanks; a plain key needs one.
  return written + (inFlow && /["']$/.test(written) ? style.colon : ': ') + value;
}

/** A piece as lines that begin at a column, the first without its indentation. */
export function pieceLines(piece: Piece, style: Style, column: number): readonly string[] {
  if (piece.kind === 'block' && !piece.flow && piece.pairs.length > 0) {
    return piece.pairs.flatMap(([key, value], index) =>
      indented(pairLines(key, value, style, column), index === 0 ? 0 : column),
    );
  }
  if (piece.kind === 'list' && !piece.flow && piece.items.length > 0) {
    return piece.items.flatMap((item, index) => indented(itemLines(item, style, column), index === 0 ? 0 : column));
  }
  return [inlineText(piece, style, false)];
}

/** The lines of a key with its value; the first without its indentation. */
export function pairLines(key: string, value: Piece, style: Style, column: number): readonly string[] {
  if (isInline(value)) return [pairText(key, inlineText(value, style, false), style, false)];
  const inner = column + (value.kind === 'list' ? style.listIndent : style.step);
  return [`${scalarText(key, style.keyQuotes, false)}:`, ...indented(pieceLines(value, style, inner), inner, true)];
}

/** The lines of an entry of a list; the first without its indentation. */
export function itemLines(item: Piece, style: Style, column: number): readonly string[] {
  const dash = `-${' '.repeat(style.dashWidth - 1)}`;
  const [first = '', ...rest] = pieceLines(item, style, column + style.dashWidth);
  return [dash + first, ...rest];
}

export function isInline(piece: Piece): boolean {
  if (piece.kind === 'block') return piece.flow || piece.pairs.length === 0;
  if (piece.kind === 'list') return piece.flow || piece.items.length === 0;
  return true;
}

/** Lines whose first one is without indentation, with it; the others have theirs. */
function indented(lines: readonly string[], column: number, always = false): readonly string[] {
  const [first = '', ...rest] = lines;
  return column === 0 && !always ? lines : [' '.repeat(column) + first, ...rest];
}
