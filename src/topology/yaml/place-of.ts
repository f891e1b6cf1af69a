import { type Alias, isAlias, isMap, isSeq, type Pair, type ParsedNode, type YAMLMap } from 'yaml';
import type { Path } from '../path.js';
import { keyText } from './compose-value.js';

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
