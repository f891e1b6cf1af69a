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
