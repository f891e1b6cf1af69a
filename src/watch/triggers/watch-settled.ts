import { once } from 'node:events';
import { basename, resolve } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { ScaleoutError } from '../../errors/errors.js';
import { fileLimit } from '../../files/files.js';
import { messageOf } from '../../text/printable.js';
import type { SeenFolder } from './look-at-file.js';

/** What is there at one moment. */
export interface Look {
  /** Whether a little more patience is due: something is missing or empty that may be just being written. */
  readonly isUnfinished: boolean;
  /** What has to be watched to see it change; absolute. No names: every entry matters. */
  readonly folders: ReadonlyMap<string, SeenFolder>;
}

export interface SettledOptions<L extends Look> {
  readonly look: () => Promise<L>;
  /** Called with each look that was made at a quiet moment, whether anything changed or not. */
  readonly onSettled: (seen: L) => void;
  readonly onError: (error: unknown) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly clock?: () => number;
  readonly timer?: Timer;
  /** Milliseconds between two looks without any sign: network disks and mounts do not tell of changes. */
  readonly poll?: number;
}

export interface Settled extends AsyncDisposable {
  readonly ready: Promise<void>;
  /** Looks again soon. */
  hint(): void;
}

/** Milliseconds without a sign after which writing counts as over; for what is missing or empty, the longer one. */
const quiet = 40;
const quietUnfinished = 120;

/** Milliseconds after which it is looked at though the signs do not end. */
const patience = 1000;

/** Looks whenever the file system tells of a change, once it has been quiet for a moment, and now and then without. */
export function watchSettled<L extends Look>(options: SettledOptions<L>): Settled {
  const { look, onSettled, onError, clock = () => performance.now(), timer = systemTimer, poll = 10_000 } = options;
  const watches = new Map<string, { readonly identity: string; names: ReadonlySet<string>; watch: FolderWatch }>();
  let first: number | undefined;
  let last = 0;
  let waiting: Disposable | undefined;
  let polling: Disposable | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isOver = false;

  const hint = () => {
    if (isOver) return;
    last = clock();
    first ??= last;
    wait(quiet);
  };
  const wait = (milliseconds: number) => {
    waiting?.[Symbol.dispose]();
    const left = first === undefined ? milliseconds : first + patience - clock();
    waiting = timer(Math.max(0, Math.min(milliseconds, left)), () => {
      looking = looking.then(settle).catch(onError);
    });
  };
  const settle = async () => {
    if (isOver) return;
    const hinted = last;
    const seen = await lookWatched();
    if (isOver) return;
    const isPatient = first !== undefined && clock() - first < patience;
    if (isPatient && last !== hinted) return;
    const still = last + quietUnfinished - clock();
    if (isPatient && seen.isUnfinished && still > 0) return wait(still);
    first = undefined;
    onSettled(seen);
  };
  /** A look that nothing was missed before: where new folders have to be watched, one more when they are. */
  const lookWatched = async (): Promise<L> => {
    for (let round = 0; ; round += 1) {
      const seen = await look();
      const fresh = isOver ? [] : follow(seen.folders);
      // A path that changes all the time is looked at again soon anyway.
      if (fresh.length === 0 || round === 5) return seen;
      await Promise.all(fresh.map((watch) => watch.ready));
    }
  };
  const follow = (folders: Look['folders']): readonly FolderWatch[] => {
    const fresh = [...folders].flatMap(([folder, { identity, names }]) => {
      const known = watches.get(folder);
      if (known?.identity === identity) {
        known.names = names;
        return [];
      }
      const watch = watchEntries(folder, identity, listenerOf(folder), onError);
      // Only now: the last one to leave a folder closes it.
      known?.watch[Symbol.dispose]();
      watches.set(folder, { identity, names, watch });
      return [watch];
    });
    for (const [folder, { watch }] of watches) {
      if (folders.has(folder)) continue;
      watch[Symbol.dispose]();
      watches.delete(folder);
    }
    return fresh;
  };
  const listenerOf = (folder: string) => (name: string | undefined) => {
    const wanted = watches.get(folder)?.names;
    const isWanted = name === undefined || wanted === undefined || wanted.size === 0 || wanted.has(name);
    if (isWanted || name === basename(folder)) hint();
  };
  const pollAgain = () => {
    polling = timer(poll, () => {
      pollAgain();
      hint();
    });
  };

  const ready = lookWatched().then((seen) => {
    if (isOver) return;
    onSettled(seen);
    pollAgain();
  });
  looking = ready.catch(onError);
  return {
    ready,
    hint,
    async [Symbol.asyncDispose]() {
      isOver = true;
      waiting?.[Symbol.dispose]();
      polling?.[Symbol.dispose]();
      // A look that is under way finds that it is over, and is not waited for: a dead disk may keep it.
      for (const { watch } of watches.values()) watch[Symbol.dispose]();
      watches.clear();
      await foldersClosed();
    },
  };
}

/** Calls back once after so many milliseconds, unless it is disposed of before. */
type Timer = (milliseconds: number, run: () => void) => Disposable;

/** This process's own. */
const systemTimer: Timer = (milliseconds, run) => {
  const timeout = setTimeout(run, milliseconds);
  return { [Symbol.dispose]: () => clearTimeout(timeout) };
};

/** Told the name of what changed in the folder, or of the folder itself; undefined where the system does not say. */
type EntryListener = (name: string | undefined) => void;

interface FolderWatch extends Disposable {
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
function watchEntries(
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
async function foldersClosed(): Promise<void> {
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
