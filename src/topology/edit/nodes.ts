import {
  type Alias,
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { ScaleoutError } from '../../errors/errors.js';
import type { Path } from '../secrets.js';
import { type SourceText, sourceText, tokenDocument } from '../source-text.js';
import { composeValue, keyText } from '../yaml/compose-value.js';

/** A text with the nodes that it is made of. */
export interface Nodes {
  readonly text: string;
  readonly root: ParsedNode;
  readonly content: unknown;
  /** The node that each alias stands for. */
  readonly aliases: ReadonlyMap<Alias.Parsed, ParsedNode>;
}

export type Collection = YAMLMap.Parsed | YAMLSeq.Parsed;

/** A pair of a block, or an entry of a list: places are offsets, ends are exclusive. */
export interface Item {
  /** Where `- `, `? ` or the key begins, with what stands before it of its anchor; no comma and no comment. */
  readonly start: number;
  /** The end of the last character that is no comment and no blank. */
  readonly end: number;
  readonly key?: ParsedNode;
  /** Null where nothing stands there, which means null. */
  readonly value: ParsedNode | null;
  /** The end of the `:` or `-`; of an entry in brackets the start of what stands there. */
  readonly indicatorEnd: number;
  /** The anchor of the value. */
  readonly anchor?: { readonly start: number; readonly end: number };
  /** The commas before and behind, in brackets. */
  readonly commaBefore?: number;
  readonly commaBehind?: number;
}

/** Parses a text whose YAML holds; throws `edit.impossible` where it does not. */
export function nodesOf(file: string, text: string): Nodes {
  const document = tokenDocument(text);
  if (document === undefined || document.errors.length + document.warnings.length > 0 || document.contents === null) {
    throw new ScaleoutError('edit.impossible', `${file} is no YAML that holds.`);
  }
  const source: SourceText = sourceText(file, text);
  const { root: content, problems, aliases } = composeValue(document.contents, source);
  const [problem] = problems;
  if (problem !== undefined) throw new ScaleoutError('edit.impossible', problem.detail);
  return { text, root: document.contents, content, aliases };
}

/** The node at a path, where no alias stands on the way to it. Undefined: there is none. Null: nothing stands there. */
export function nodeAt({ root }: Nodes, path: Path): ParsedNode | null | undefined {
  let node: ParsedNode | null | undefined = root;
  for (const segment of path) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => keyText(key as ParsedNode) === segment);
      node = pair === undefined ? undefined : (pair.value as ParsedNode | null);
    } else if (isSeq(node) && typeof segment === 'number') {
      node = node.items[segment] as ParsedNode | undefined;
    } else {
      return undefined;
    }
  }
  return node;
}

export function isCollection(node: unknown): node is Collection {
  return isMap(node) || isSeq(node);
}

export function isFlow(node: Collection): boolean {
  return node.flow === true;
}

/** Whether nothing stands where a node is, but for its anchor. */
export function isNothing(node: ParsedNode | null): boolean {
  return node === null || (isScalar(node) && node.srcToken?.type === undefined) || node.range[0] === node.range[1];
}

const known = new WeakMap<Collection, readonly Item[]>();

/** The items of a collection, in their order. */
export function itemsOf(node: Collection): readonly Item[] {
  const items = known.get(node) ?? itemsIn(node);
  known.set(node, items);
  return items;
}

function itemsIn(node: Collection): readonly Item[] {
  const tokens: readonly CST.CollectionItem[] = (node.srcToken as CST.BlockMap).items;
  const comma = (token: CST.CollectionItem | undefined) => token?.start.find(({ type }) => type === 'comma')?.offset;
  const isList = isSeq(node);
  const items: Item[] = [];
  for (const [at, token] of tokens.entries()) {
    // Comments at the end, and the comma behind the last entry, are tokens of their own.
    if (!token.key && !token.value && !token.sep && !token.start.some(({ type }) => opening.has(type))) continue;
    const inner = node.items[items.length];
    const value = (isList ? inner : (inner as Pair | undefined)?.value) as ParsedNode | null;
    const key = isList ? undefined : ((inner as Pair | undefined)?.key as ParsedNode);
    const before = comma(token);
    const behind = comma(tokens[at + 1]);
    items.push({
      ...extent(token, key, value, isList),
      ...(key === undefined ? {} : { key }),
      value,
      ...(before === undefined ? {} : { commaBefore: before }),
      ...(behind === undefined ? {} : { commaBehind: behind }),
    });
  }
  return items;
}

const opening: ReadonlySet<string> = new Set(['seq-item-ind', 'explicit-key-ind', 'anchor']);

function extent(
  token: CST.CollectionItem,
  key: ParsedNode | undefined,
  value: ParsedNode | null,
  isList: boolean,
): Pick<Item, 'start' | 'end' | 'indicatorEnd' | 'anchor'> {
  const own = token.start.find(({ type }) => type === 'seq-item-ind' || type === 'explicit-key-ind');
  const firstProp = token.start.find(({ type }) => type === 'anchor');
  const around = isList ? token.start : (token.sep ?? []);
  const indicator = around.find(({ type }) => type === (isList ? 'seq-item-ind' : 'map-value-ind'));
  const anchor = around.find(({ type, offset }) => type === 'anchor' && offset >= (indicator?.offset ?? 0));
  const valueStart = value === null || isNothing(value) ? undefined : value.range[0];
  const start = own?.offset ?? firstProp?.offset ?? key?.range[0] ?? valueStart ?? indicator?.offset ?? 0;
  const indicatorEnd = indicator === undefined ? (key?.range[1] ?? start) : indicator.offset + indicator.source.length;
  const anchorEnd = anchor === undefined ? 0 : anchor.offset + anchor.source.length;
  const end = value !== null && valueStart !== undefined ? contentEnd(value) : Math.max(indicatorEnd, anchorEnd);
  return {
    start,
    end,
    indicatorEnd,
    ...(anchor === undefined ? {} : { anchor: { start: anchor.offset, end: anchorEnd } }),
  };
}

/** The end of what a node says: no comment, no line end behind it. */
export function contentEnd(node: ParsedNode): number {
  if (isCollection(node) && !isFlow(node)) return itemsOf(node).at(-1)?.end ?? node.range[1];
  if (isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')) return blockScalarEnd(node);
  return node.range[1];
}

function blockScalarEnd(node: Scalar.Parsed): number {
  const source = (node.srcToken as CST.BlockScalar).source;
  const header = (node.srcToken as CST.BlockScalar).props.find(({ type }) => type === 'block-scalar-header');
  const keeps = header !== undefined && 'source' in header && header.source.includes('+');
  const trimmed = keeps ? source.replace(/\r?\n$/, '') : source.replace(/\s+$/, '');
  // Without a text, the scalar ends with its header's line.
  const end = node.range[1] - (source.length - trimmed.length);
  const headerEnd = header === undefined ? end : header.offset + ('source' in header ? header.source.length : 0);
  return Math.max(end, headerEnd);
}

/** The anchors of a text and where the alias of each stand, in their order. */
export function aliasesOf(nodes: Nodes, target: ParsedNode): readonly Alias.Parsed[] {
  return [...nodes.aliases]
    .filter(([, node]) => node === target)
    .map(([alias]) => alias)
    .toSorted((one, other) => one.range[0] - other.range[0]);
}

/** The node that an alias of a name would stand for at an offset. */
export function anchorAt(nodes: Nodes, name: string, offset: number): ParsedNode | undefined {
  let found: ParsedNode | undefined;
  visit(nodes.root, {
    Node(_key, node) {
      const one = node as ParsedNode;
      if (isAlias(one) || one.anchor !== name || one.range[0] >= offset) return;
      if (found === undefined || one.range[0] > found.range[0]) found = one;
    },
  });
  return found;
}

/** The path to a node. */
export function pathTo(nodes: Nodes, target: ParsedNode): Path | undefined {
  const search = (node: ParsedNode | null, path: Path): Path | undefined => {
    if (node === target) return path;
    if (!isCollection(node)) return undefined;
    for (const [index, item] of itemsOf(node).entries()) {
      const segment = item.key === undefined ? index : keyText(item.key);
      const found = search(item.value, [...path, segment]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(nodes.root, []);
}
