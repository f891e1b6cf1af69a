import { isDeepStrictEqual } from 'node:util';
import { isAlias, isMap, isScalar, type ParsedNode } from 'yaml';
import { type Path, valueAt } from '../secrets.js';
import { keyText } from '../yaml/compose-value.js';
import { isCollection, isFlow, itemsOf, type Nodes, nodeAt } from './nodes.js';
import { type Piece, pieceOfNode, pieceOfValue, quotesOf } from './pieces.js';
import { styleOf } from './style.js';

/** A value as a piece that is to stand at a path: an entry of a list is in brackets where its neighbour is. */
export function itemPiece(nodes: Nodes, path: Path, value: unknown): Piece {
  const parent = nodeAt(nodes, path.slice(0, -1));
  const segment = path.at(-1);
  const style = styleOf(nodes, isCollection(parent) ? parent : undefined);
  const piece = pieceOfValue(value, style, typeof segment === 'string' ? segment : undefined);
  const neighbour = typeof segment === 'number' ? resolved(nodes, lastOf(parent)) : undefined;
  return piece.kind === 'block' && isCollection(neighbour) ? { ...piece, flow: isFlow(neighbour) } : piece;
}

/**
 * A worker's entry as another one is written: its order of keys, its brackets, its quotes, and its text where the values are
 * equal. Without one, as the last entry.
 */
export function entryPiece(nodes: Nodes, entry: Readonly<Record<string, unknown>>, like: number | undefined): Piece {
  const list = nodeAt(nodes, ['workers']);
  const plain = itemPiece(nodes, ['workers', 0], entry);
  if (plain.kind !== 'block') return plain;
  const model = like === undefined || !isCollection(list) ? undefined : resolved(nodes, itemsOf(list)[like]?.value);
  // The first entry of a list has lines of its own.
  if (!isMap(model)) return lastOf(list) === undefined ? { ...plain, flow: false } : plain;
  const rest = new Map(plain.pairs);
  const pairs: (readonly [string, Piece])[] = [];
  const old = valueAt(nodes.content, ['workers', like ?? 0]);
  const end = isCollection(list) ? (itemsOf(list).at(-1)?.end ?? 0) : 0;
  for (const { key, value } of itemsOf(model)) {
    const name = key === undefined ? '' : keyText(key);
    const own = rest.get(name);
    if (own === undefined || !rest.delete(name)) continue;
    const isEqual = isDeepStrictEqual(valueAt(old, [name]), entry[name]);
    pairs.push([name, isEqual ? pieceOfNode(nodes, value, end, true) : inQuotesOf(own, value)]);
  }
  return { kind: 'block', flow: isFlow(model), pairs: [...pairs, ...rest] };
}

function inQuotesOf(piece: Piece, model: ParsedNode | null): Piece {
  const quotes = isScalar(model) && typeof model.value === 'string' ? quotesOf(model) : undefined;
  return piece.kind === 'scalar' && quotes !== undefined ? { ...piece, quotes } : piece;
}

function lastOf(list: unknown): ParsedNode | null | undefined {
  return isCollection(list) ? itemsOf(list).at(-1)?.value : undefined;
}

function resolved(nodes: Nodes, node: ParsedNode | null | undefined): ParsedNode | null | undefined {
  return isAlias(node) ? nodes.aliases.get(node) : node;
}
