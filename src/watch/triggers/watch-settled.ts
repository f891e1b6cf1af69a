import { basename } from 'node:path';
import { type FolderWatch, foldersClosed, watchEntries } from './folder-watches.js';
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
