import type { SourceRange } from '../errors/diagnostic.js';

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
