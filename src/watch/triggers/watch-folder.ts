import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { withinFileLimit } from '../../files/files.js';
import { identityOf, lookAtFile, type SeenFolder } from './look-at-file.js';
import type { FileOptions } from './open-triggers.js';
import { type Look, watchSettled } from './watch-settled.js';

export interface FolderOptions extends Omit<FileOptions, 'onWake'> {
  /** The topology files of the folder, absolute and sorted: at first, and whenever one is added or removed. */
  readonly onFiles: (files: readonly string[]) => void;
}

export interface FolderTrigger extends AsyncDisposable {
  /** Resolves when the first files have been told. */
  readonly ready: Promise<void>;
}

interface SeenEntries extends Look {
  readonly files: readonly string[];
}

/**
 * Tells which *.yaml and *.yml files a folder has; not what is in them: each has a `watchFile` of its own. Names that begin
 * with a dot are left out: editors and Kubernetes use them for what is not meant yet. A folder that cannot be read for a
 * moment keeps its files.
 */
export function watchFolder(
  path: string,
  { onFiles, onError = () => undefined, ...timing }: FolderOptions,
): FolderTrigger {
  const folder = resolve(path);
  let told: string | undefined;
  return watchSettled<SeenEntries>({
    ...timing,
    onError,
    look: () =>
      withinFileLimit(folder, () => lookInto(folder)).catch(() => ({
        files: [],
        isUnfinished: true,
        folders: new Map(),
      })),
    onSettled({ files, isUnfinished }) {
      const now = files.join('\0');
      if (now === told || (isUnfinished && told !== undefined)) return;
      told = now;
      onFiles(files);
    },
  });
}

async function lookInto(folder: string): Promise<SeenEntries> {
  const folders = new Map<string, SeenFolder>((await lookAtFile(folder)).folders);
  let entries: readonly Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    return { files: [], isUnfinished: true, folders };
  }
  // No names: any new entry may be a topology.
  folders.set(folder, { identity: await identityOf(folder), names: new Set() });
  const named = entries.filter(({ name }) => /^[^.].*\.ya?ml$/i.test(name));
  const files = await Promise.all(named.map(async (entry) => ((await isFile(folder, entry)) ? [entry.name] : [])));
  return {
    files: files
      .flat()
      .sort()
      .map((name) => join(folder, name)),
    isUnfinished: false,
    folders,
  };
}

async function isFile(folder: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return stat(join(folder, entry.name)).then(
    (found) => found.isFile(),
    () => false,
  );
}
