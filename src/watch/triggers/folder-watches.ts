import { once } from 'node:events';
import { resolve } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { ScaleoutError } from '../../errors/errors.js';
import { fileLimit } from '../../files/read-file.js';
import { messageOf } from '../../text/printable.js';

/** Told the name of what changed in the folder, or of the folder itself; undefined where the system does not say. */
export type EntryListener = (name: string | undefined) => void;

export interface FolderWatch extends Disposable {
  /** Resolves when changes from now on are told. */
  readonly ready: Promise<void>;
}

interface Shared {
  /** Which folder the path meant when it was opened. */
  readonly identity: string;
  readonly listeners: Set<EntryListener>;
  readonly watcher: Promise<FSWatcher>;
}

/**
 * By folder. chokidar keeps one handle a path for the whole process, which goes on watching the old folder when another
 * takes its place: so all who watch a path change over together.
 */
const open = new Map<string, Shared>();

/** Those that are being closed, by folder: who opens the path again waits, or is given the old handle. */
const closing = new Map<string, Promise<void>>();

/**
 * Watches the entries of one folder (absolute), not what is beneath them. Where `identity` is another than before, the
 * path is watched anew for all. What cannot be watched is told to `onError` and stays silent: as `watch.file-events-missing`
 * where the system has no handles left for it.
 */
export function watchEntries(
  folder: string,
  identity: string,
  listener: EntryListener,
  onError: (error: unknown) => void,
): FolderWatch {
  const known = open.get(folder);
  const entry = known?.identity === identity ? known : opened(folder, identity, known, onError);
  entry.listeners.add(listener);
  return {
    ready: entry.watcher.then(() => undefined),
    [Symbol.dispose]() {
      const current = open.get(folder);
      current?.listeners.delete(listener);
      if (current === undefined || current.listeners.size > 0) return;
      open.delete(folder);
      close(folder, current);
    },
  };
}

/** Resolves when all that was disposed of is closed. */
export async function foldersClosed(): Promise<void> {
  await Promise.all(closing.values());
}

function opened(folder: string, identity: string, old: Shared | undefined, onError: (error: unknown) => void): Shared {
  if (old !== undefined) close(folder, old);
  const listeners = old?.listeners ?? new Set<EntryListener>();
  const tell: EntryListener = (name) => {
    for (const listener of [...listeners]) listener(name);
  };
  const before = closing.get(folder) ?? Promise.resolve();
  const entry = { identity, listeners, watcher: before.then(() => begin(folder, tell, onError)) };
  open.set(folder, entry);
  return entry;
}

async function begin(folder: string, tell: EntryListener, onError: (error: unknown) => void): Promise<FSWatcher> {
  // One handle for the folder and none for what is in it: the folder's own tells of that.
  const ignored = (path: string) => resolve(path) !== folder;
  const watcher = watch(folder, { depth: 0, ignoreInitial: true, ignored, ignorePermissionErrors: true });
  watcher.on('raw', (_event, name) => tell(typeof name === 'string' ? name : undefined));
  let told: unknown;
  watcher.on('error', (error) => {
    told = error;
    onError(hasNoHandles(error) ? eventsMissing(folder, error) : error);
  });
  // A disk that does not answer never gets ready; what is looked at now and then does without.
  await once(watcher, 'ready', { signal: AbortSignal.timeout(fileLimit) }).catch((error: unknown) => {
    if (error !== told) onError(error);
  });
  return watcher;
}

/** Only once it is ready: chokidar forgets to close what it has not opened yet. */
function close(folder: string, { watcher }: Shared): void {
  const done = (closing.get(folder) ?? Promise.resolve())
    .then(async () => (await watcher).close())
    .finally(() => {
      if (closing.get(folder) === done) closing.delete(folder);
    });
  closing.set(folder, done);
}

/** The watches of inotify, its instances, or the files that a process or the system may have open, are used up. */
function hasNoHandles(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'ENOSPC' || code === 'EMFILE' || code === 'ENFILE';
}

function eventsMissing(folder: string, cause: unknown): ScaleoutError {
  return new ScaleoutError('watch.file-events-missing', `${folder}: ${messageOf(cause)}`, { cause });
}
