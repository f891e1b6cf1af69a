import type { SourceRange } from '../errors/errors.js';
import { looksSecret } from '../text/secret-text.js';

/** The keys of the format whose values are secrets, and so stand in the file only as references. */
export const secretKeys: ReadonlySet<string> = new Set([
  'password',
  'clientSecret',
  'token',
  'identity',
  'secret',
  'url',
]);

/** The keys of blocks in which secrets stand: a text in the place of such a block may be the secret. */
export const secretBlocks: ReadonlySet<string> = new Set(['catalog', 'authentication', 'access', 'jump', 'notify']);

/** Whether a text can be the name of an environment variable, as the format writes it. Else it may be the secret itself. */
export function isVariableName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

const found = new WeakMap<object, ReadonlySet<string>>();

/**
 * Whether a text is a secret that a file holds in plain, at any place: an alias takes it to where nothing tells that it is
 * one. Looks through the file once.
 */
export function isSecretOf(root: unknown, text: string): boolean {
  if (typeof root !== 'object' || root === null) return false;
  const known = found.get(root) ?? secretsIn(root);
  found.set(root, known);
  return known.has(text);
}

function secretsIn(root: object): ReadonlySet<string> {
  const secrets = new Set<string>();
  const walk = (value: unknown, isSecret: boolean): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(item, isSecret);
    } else if (isBlock(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const isReference = isSecret && (key === 'file' || (key === 'env' && isVariableName(String(inner))));
        if (!isReference) walk(inner, isSecret || looksSecret(key));
      }
    } else if (isSecret && value !== null) {
      secrets.add(String(value));
    }
  };
  walk(root, false);
  return secrets;
}

/** The value at a path of something that has not been validated: undefined wherever the path does not lead. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string | number, unknown>)[segment];
  }
  return value;
}

/** The text at a path; undefined where there is none or something else. */
export function textAt(root: unknown, path: Path): string | undefined {
  const value = valueAt(root, path);
  return typeof value === 'string' ? value : undefined;
}

/** The list at a path; empty where there is none or something else. */
export function listAt(root: unknown, path: Path): readonly unknown[] {
  const value = valueAt(root, path);
  return Array.isArray(value) ? value : [];
}

/** Whether a value is a block of keys. */
export function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The keys and indexes that lead from the root of the file to a value. */
export type Path = readonly (string | number)[];

/** A text that is equal for equal paths. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

/** The path that a JSON Pointer writes (RFC 6901), its indexes as numbers where the value there is a list. */
export function pathOfPointer(pointer: string, root: unknown): Path {
  const path: (string | number)[] = [];
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const segment = Array.isArray(value) ? Number(key) : key;
    path.push(segment);
    value = (value as Record<string | number, unknown> | null | undefined)?.[segment];
  }
  return path;
}

/** What a YAML file says, as plain values, and where it says it. */
export interface LocatedValue {
  readonly root: unknown;
  /** The place of the value at a path; where the file has no such value, that of the nearest one around it. */
  valueRange(path: Path): SourceRange;
  /** The place of the key that a path ends with; where it is not in the file, that of the nearest key around it. */
  keyRange(path: Path): SourceRange;
}
