import type { ErrorCode, Severity } from '../errors/errors.js';
import { holdsSecret, looksSecret } from '../text/secret-text.js';
import { quoted, shown } from '../text/words.js';
import { isBlock, isSecretOf, type Path, pathKey, secretBlocks, textAt } from './secrets.js';

/** Something wrong in the file, named by its path; its place in the text is looked up afterwards. */
export interface Problem {
  readonly code: ErrorCode;
  readonly path: Path;
  /** Whether the place to show is the value at the path, which is the default, or its key. */
  readonly at?: 'key' | 'value';
  readonly detail: string;
  readonly severity?: Severity;
  readonly remedy?: string;
}

/** Looks for one kind of problem in a file that may be wrong in any other way. */
export type Check = (root: unknown) => readonly Problem[];

/** What a path leads to, in words: `enabled of worker ETL01`, `catalog.encrypt`, `the file`. */
export function subject(root: unknown, path: Path): string {
  if (path.length === 0) return 'The file';
  const [first, second, ...inner] = path;
  if (first === 'workers' && typeof second === 'number') {
    const machine = textAt(root, ['workers', second, 'machine']);
    const isNamed =
      machine !== undefined && pathKey(inner) !== '["machine"]' && !isSecretOf(root, machine) && !holdsSecret(machine);
    const name = isNamed ? machine : undefined;
    if (name === undefined) return dotted(path);
    return inner.length === 0 ? `worker ${shown(name)}` : `${dotted(inner)} of worker ${shown(name)}`;
  }
  return dotted(path);
}

function dotted(path: Path): string {
  return path
    .map((segment, index) => {
      if (typeof segment === 'number') return `[${segment}]`;
      return index === 0 ? keyShown(segment) : `.${keyShown(segment)}`;
    })
    .join('');
}

/** A key as a message shows it. One that is no plain word may be a value that somebody wrote in the place of a key. */
export function keyShown(key: string): string {
  return key === '<<' || /^[A-Za-z_][\w.-]{0,59}$/.test(key) ? shown(key) : '[hidden]';
}

/**
 * A value in words: `the text "yes"`, `the number 5`, `a list`. Only its kind where it may be a secret: below a key that holds
 * one, in the place of a block that does, without any key, equal to a secret of the file (an alias), or looking like one.
 */
export function described(root: unknown, value: unknown, path: Path): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isBlock(value)) return 'a block of keys';
  const isHidden = !mayBeShown(root, value, path);
  if (typeof value === 'string') return isHidden ? 'this text' : `the text ${quoted(value)}`;
  return isHidden ? 'this value' : typeof value === 'number' ? `the number ${value}` : String(value);
}

/** Whether a message may quote a scalar. */
export function mayBeShown(root: unknown, value: unknown, path: Path): boolean {
  const keys = path.filter((segment) => typeof segment === 'string');
  const text = String(value);
  const [last] = keys.slice(-1);
  if (last === undefined || secretBlocks.has(last)) return false;
  return !keys.some(looksSecret) && !holdsSecret(text) && !isSecretOf(root, text);
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
