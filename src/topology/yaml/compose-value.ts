import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { topologyKeys } from '../../generated/topology-keys.js';
import type { Path } from '../raw-value.js';
import type { SourceText } from '../source-text.js';
import type { TextProblem } from './syntax-problem.js';

/** What a document's nodes say, with the node that each alias stands for. */
export interface Composed {
  readonly root: unknown;
  readonly problems: readonly TextProblem[];
  readonly aliases: ReadonlyMap<Alias.Parsed, ParsedNode>;
}

/** The most values that aliases may repeat: enough for one access block that 10,000 workers share. */
const aliasLimit = 100_000;
const deepest = 64;

/** The plain value of a document's nodes; reports keys that stand twice in a block, and aliases that lead nowhere. */
export function composeValue(contents: ParsedNode, source: SourceText): Composed {
  const composer = new ValueComposer(source);
  const root = composer.value(contents, 0);
  return { root, problems: composer.problems, aliases: composer.aliases };
}

/** The text of a key; the parser has refused every key that is not a scalar. */
function keyText(key: ParsedNode): string {
  return isScalar(key) ? String(key.value ?? '') : '';
}

/** Lives for one walk over the nodes, in the order of the text. */
class ValueComposer {
  readonly problems: TextProblem[] = [];
  readonly aliases = new Map<Alias.Parsed, ParsedNode>();
  readonly #source: SourceText;
  readonly #anchors = new Map<string, ParsedNode>();
  /** Anchored nodes that the walk is inside of. */
  readonly #open = new Set<ParsedNode>();
  /** Values made inside of aliases so far. */
  #repeated = 0;
  #stopped = false;

  constructor(source: SourceText) {
    this.#source = source;
  }

  value(node: ParsedNode | null, depth: number, inAlias = false): unknown {
    if (node === null || this.#stopped) return null;
    if (inAlias) this.#repeated += 1;
    if (this.#repeated > aliasLimit)
      return this.#stop(node, 'topology.alias-limit', 'The aliases of the file repeat too many values.');
    if (depth > deepest)
      return this.#stop(node, 'topology.yaml-syntax', `Blocks are nested more than ${deepest} deep.`);
    if (isAlias(node)) return this.#target(node, depth);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return node.value;
    this.#open.add(node);
    const value = isSeq(node) ? this.#list(node, depth, inAlias) : this.#block(node, depth, inAlias);
    this.#open.delete(node);
    return value;
  }

  #list(node: YAMLSeq.Parsed, depth: number, inAlias: boolean): unknown {
    return node.items.map((item) => this.value(item, depth + 1, inAlias));
  }

  #block(node: YAMLMap.Parsed, depth: number, inAlias: boolean): unknown {
    const block: Record<string, unknown> = {};
    const places = new Map<string, ParsedNode>();
    for (const pair of node.items) {
      const key = keyText(pair.key);
      const first = places.get(key);
      if (first !== undefined && !inAlias) this.#duplicate(key, first, pair.key);
      if (first === undefined) places.set(key, pair.key);
      // In brackets a text alone is a key to YAML: { user: sa, hunter2 }. No key of the format stands without a value.
      if (pair.value === null && !inAlias)
        this.#report(pair.key, 'topology.yaml-syntax', 'There is a key without a colon and a value.');
      // A plain assignment of __proto__ would set the object's prototype instead of a key.
      const value = this.value(pair.value, depth + 1, inAlias);
      if (key === '__proto__') Object.defineProperty(block, key, { value, enumerable: true });
      else block[key] = value;
    }
    return block;
  }

  #target(node: Alias.Parsed, depth: number): unknown {
    // The first walk's answer stays: a later anchor of the same name does not change what an alias stands for.
    const target = this.aliases.get(node) ?? this.#anchors.get(node.source);
    if (target === undefined) {
      return this.#report(node, 'topology.yaml-syntax', 'There is no anchor of that name before this alias.');
    }
    if (this.#open.has(target)) {
      return this.#report(node, 'topology.yaml-syntax', 'This alias stands inside of what it stands for.');
    }
    this.aliases.set(node, target);
    return this.value(target, depth, true);
  }

  #duplicate(key: string, first: ParsedNode, second: ParsedNode): void {
    const { line } = this.#source.range(first.range[0], first.range[0]).start;
    // A key that the format does not know may be a value in the place of a key.
    const named = topologyKeys.has(key) ? `The key ${key}` : 'A key';
    this.#report(
      second,
      'topology.duplicate-key',
      `${named} stands twice in this block; the first is in line ${line}.`,
    );
  }

  #stop(node: ParsedNode, code: TextProblem['code'], detail: string): null {
    this.#stopped = true;
    return this.#report(node, code, detail);
  }

  #report(node: ParsedNode, code: TextProblem['code'], detail: string): null {
    this.problems.push({ code, detail, start: node.range[0], end: node.range[1] });
    return null;
  }
}

/** The nodes at a path, or of the nearest value around it; entries of lists and the root have no key. */
export function placeOf(
  contents: ParsedNode,
  path: Path,
  aliases: ReadonlyMap<Alias.Parsed, ParsedNode>,
): { readonly key?: ParsedNode; readonly value: ParsedNode } {
  let value: ParsedNode = contents;
  let key: ParsedNode | undefined;
  for (const segment of path) {
    const inside: ParsedNode | undefined = isAlias(value) ? aliases.get(value) : value;
    if (isMap(inside) && typeof segment === 'string') {
      const pair = pairsOf(inside).get(segment);
      if (pair === undefined) break;
      key = pair.key as ParsedNode;
      value = (pair.value as ParsedNode | null) ?? key;
    } else if (isSeq(inside) && typeof segment === 'number') {
      const item = inside.items[segment];
      if (item === undefined) break;
      key = undefined;
      value = item as ParsedNode;
    } else {
      break;
    }
  }
  return key === undefined ? { value } : { key, value };
}

const known = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The first pair of each key: a block of 20,000 wrong keys is asked for each of them. */
function pairsOf(block: YAMLMap): ReadonlyMap<string, Pair> {
  const found = known.get(block);
  if (found !== undefined) return found;
  const pairs = new Map<string, Pair>();
  for (const pair of block.items) {
    const key = keyText(pair.key as ParsedNode);
    if (!pairs.has(key)) pairs.set(key, pair);
  }
  known.set(block, pairs);
  return pairs;
}
