import { type Path, pathKey } from '../path.js';
import { isBlock, textAt } from '../raw-value.js';
import { looksSecret } from '../secret-key.js';
import { holdsSecret } from '../secret-places.js';
import { quoted, shown } from '../shown.js';

/** What a path leads to, in words: `enabled of worker ETL01`, `catalog.encrypt`, `the file`. */
export function subject(root: unknown, path: Path): string {
  if (path.length === 0) return 'The file';
  const [first, second, ...inner] = path;
  if (first === 'workers' && typeof second === 'number') {
    const machine = textAt(root, ['workers', second, 'machine']);
    const name = machine === undefined || pathKey(inner) === '["machine"]' ? undefined : machine;
    if (name === undefined) return dotted(path);
    return inner.length === 0 ? `worker ${shown(name)}` : `${dotted(inner)} of worker ${shown(name)}`;
  }
  return dotted(path);
}

function dotted(path: Path): string {
  return path
    .map((segment, index) => {
      if (typeof segment === 'number') return `[${segment}]`;
      return index === 0 ? shown(segment) : `.${shown(segment)}`;
    })
    .join('');
}

/** A value in words, or only its kind where it may be a secret: `the text "yes"`, `5`, `a list`. */
export function described(value: unknown, path: Path): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isBlock(value)) return 'a block of keys';
  const secret = path.some((segment) => typeof segment === 'string' && looksSecret(segment));
  if (typeof value === 'string') {
    return secret || holdsSecret(value) ? 'this text' : `the text ${quoted(value)}`;
  }
  return secret ? 'this value' : typeof value === 'number' ? `the number ${value}` : String(value);
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'a block of keys',
  array: 'a list',
};

/** The kinds that a schema allows, in words: `text`, `text, a number or true or false`. */
export function kindWords(type: unknown): string {
  const names = Array.isArray(type) ? type : [type];
  return listed(names.map((name) => kinds[String(name)] ?? String(name)));
}

/** `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
