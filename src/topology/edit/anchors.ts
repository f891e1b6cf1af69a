import { type Alias, isAlias, type ParsedNode } from 'yaml';
import type { Path } from '../secrets.js';
import { type Cut, withCuts } from './lines.js';
import { aliasesOf, isCollection, itemsOf, type Nodes, nodeAt, pathTo } from './nodes.js';
import { pieceOfNode } from './pieces.js';
import { placeAt, putValue } from './put.js';
import { styleOf } from './style.js';

/**
 * The text with one step made towards a path that leads through this place alone: an alias on the way is written out, and an
 * anchor on the way that others use moves to the first of them. Undefined: it already does.
 */
export function stepToOwn(nodes: Nodes, path: Path): string | undefined {
  for (let length = 1; length <= path.length; length += 1) {
    const part = path.slice(0, length);
    const node = nodeAt(nodes, part);
    if (node === undefined || node === null) return undefined;
    if (isAlias(node)) return writtenOut(nodes, part, node);
    const [first] = node.anchor === undefined ? [] : aliasesOf(nodes, node);
    if (first !== undefined) return withAnchorMoved(nodes, part, node, first);
  }
  return undefined;
}

/**
 * The text with one step made towards a value that nothing outside of it needs, so that it can go. Undefined: nothing does.
 */
export function stepToUnneeded(nodes: Nodes, path: Path): string | undefined {
  const root = nodeAt(nodes, path);
  if (root === undefined || root === null) return undefined;
  for (const node of nodesIn(root)) {
    if (isAlias(node) || node.anchor === undefined) continue;
    const aliases = aliasesOf(nodes, node);
    const isInside = (alias: Alias.Parsed) => alias.range[0] >= root.range[0] && alias.range[0] < root.range[1];
    const outside = aliases.find((alias) => !isInside(alias));
    if (outside === undefined) continue;
    const inside = aliases.find(isInside);
    const insidePath = inside && pathTo(nodes, inside);
    if (inside && insidePath) return writtenOut(nodes, insidePath, inside);
    const nodePath = pathTo(nodes, node);
    if (nodePath !== undefined) return withAnchorMoved(nodes, nodePath, node, outside);
  }
  return undefined;
}

function* nodesIn(node: ParsedNode): Generator<ParsedNode> {
  yield node;
  if (!isCollection(node)) return;
  for (const { value } of itemsOf(node)) if (value !== null) yield* nodesIn(value);
}

function writtenOut(nodes: Nodes, path: Path, alias: Alias.Parsed): string | undefined {
  const place = placeAt(nodes, path);
  const target = nodes.aliases.get(alias);
  if (place === undefined || target === undefined) return undefined;
  const piece = pieceOfNode(nodes, target, alias.range[0]);
  return withCuts(nodes.text, putValue(nodes, place, piece, styleOf(nodes, place.parent)));
}

/** Moves an anchor to an alias of it, with what it stands for. */
function withAnchorMoved(nodes: Nodes, path: Path, node: ParsedNode, alias: Alias.Parsed): string | undefined {
  const aliasPath = pathTo(nodes, alias);
  const to = aliasPath && placeAt(nodes, aliasPath);
  const from = placeAt(nodes, path)?.item.anchor;
  if (to === undefined || from === undefined) return undefined;
  const piece = pieceOfNode(nodes, node, alias.range[0]);
  return withCuts(nodes.text, [
    anchorCut(nodes.text, from),
    ...putValue(nodes, to, piece, styleOf(nodes, to.parent), alias.source),
  ]);
}

function anchorCut(text: string, { start, end }: { readonly start: number; readonly end: number }): Cut {
  const behind = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const isLast = /^(?:\r?\n|$)/.test(text.slice(end + behind));
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return isLast ? { start: start - before, end, text: '' } : { start, end: end + behind, text: '' };
}
