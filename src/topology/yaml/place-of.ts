import { type Alias, isAlias, isMap, isSeq, type ParsedNode } from 'yaml';
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
      const pair = inside.items.find((item) => keyText(item.key as ParsedNode) === segment);
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
