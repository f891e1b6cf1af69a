import { lstat, readlink, stat } from 'node:fs/promises';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';
import { withinFileLimit } from '../../files/files.js';

/** Which folder a path means, and the names in it that matter. */
export interface SeenFolder {
  readonly identity: string;
  readonly names: ReadonlySet<string>;
}

/** What a path leads to. */
export interface SeenFile {
  /** Differs whenever the file may be another or have other content. */
  readonly state: string;
  /** Whether it is not there, or empty: an editor may be about to write it. */
  readonly isUnfinished: boolean;
  /** The folders whose entries lead to it, links included. */
  readonly folders: ReadonlyMap<string, SeenFolder>;
}

/** Links one behind the other, as Linux counts them. */
const mostLinks = 40;

/** Follows a path (absolute) link by link. Never throws: what cannot be seen is a state too. */
export async function lookAtFile(path: string): Promise<SeenFile> {
  return withinFileLimit(path, () => follow(path)).catch((error) => {
    return { state: codeOf(error), isUnfinished: true, folders: new Map() };
  });
}

async function follow(path: string): Promise<SeenFile> {
  const folders = new Map<string, { readonly identity: string; readonly names: Set<string> }>();
  const note = async (folder: string, name: string) => {
    const known = folders.get(folder);
    if (known !== undefined) known.names.add(name);
    else folders.set(folder, { identity: await identityOf(folder), names: new Set([name]) });
  };
  let current = parse(path).root;
  let rest = namesOf(path);
  let links = 0;
  for (;;) {
    const [name, ...others] = rest;
    if (name === undefined) return { ...(await stateOf(current)), folders };
    const next = join(current, name);
    try {
      const found = await lstat(next);
      if (others.length === 0 || (found.isSymbolicLink() && dirname(current) !== current)) await note(current, name);
      if (!found.isSymbolicLink()) {
        current = next;
        rest = others;
        continue;
      }
      links += 1;
      if (links > mostLinks) return { state: 'ELOOP', isUnfinished: true, folders };
      const target = resolve(current, await readlink(next));
      current = parse(target).root;
      rest = [...namesOf(target), ...others];
    } catch (error) {
      await note(current, name);
      return { state: codeOf(error), isUnfinished: true, folders };
    }
  }
}

function namesOf(path: string): readonly string[] {
  return relative(parse(path).root, path)
    .split(sep)
    .filter((name) => name !== '');
}

/** With nanoseconds: two saves within one millisecond are two states. */
async function stateOf(path: string): Promise<Pick<SeenFile, 'state' | 'isUnfinished'>> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return { state: [path, dev, ino, size, mtimeNs, ctimeNs].join(':'), isUnfinished: size === 0n };
  } catch (error) {
    return { state: codeOf(error), isUnfinished: true };
  }
}

/** Of a folder, so that another one in its place is told apart. */
export async function identityOf(folder: string): Promise<string> {
  try {
    const { dev, ino } = await stat(folder, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  return String((error as { readonly code?: unknown }).code ?? 'unknown');
}
