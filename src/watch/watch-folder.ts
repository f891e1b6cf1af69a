import { onAbort } from '../domain/on-abort.js';
import { watchTopology } from './loop.js';
import { watchFolder as watchFolderFiles } from './triggers/watch-folder.js';
import type { WatchOptions } from './watch-options.js';
import { linkedSignal } from './watch-time.js';

export interface WatchFolderOptions {
  /** Of the loop of one file. */
  readonly optionsOf: (file: string) => WatchOptions;
  /** One run of each, and no more. */
  readonly once: boolean;
  readonly stop: AbortSignal;
  /** Told when the folder has no topology, at first and whenever the last one goes. */
  readonly onEmpty: () => void;
  /** Told why the system does not tell of changes in the folder. */
  readonly onError?: (error: unknown) => void;
}

interface Loop {
  readonly over: AbortController;
  readonly ended: Promise<unknown>;
}

/**
 * Watches every *.yaml and *.yml of a folder, each in a loop of its own: those that come, and no more those that go.
 * Resolves with whether there was any.
 */
export async function watchFolder(folder: string, given: WatchFolderOptions): Promise<boolean> {
  const { optionsOf, once, stop, onEmpty, onError } = given;
  let hadAny = false;
  const loops = new Map<string, Loop>();
  const ending = new Set<Promise<unknown>>();
  const begin = (file: string) => {
    const over = new AbortController();
    const options = optionsOf(file);
    // A file that comes back while the loop of the old one ends is not watched twice at a time.
    const before = [...ending];
    const run = async () => {
      await Promise.all(before);
      using linked = linkedSignal(options.stop, over.signal);
      if (!linked.signal.aborted) await watchTopology({ ...options, stop: linked.signal });
    };
    loops.set(file, { over, ended: run() });
  };
  const onFiles = (files: readonly string[]) => {
    for (const [file, { over, ended }] of loops) {
      if (files.includes(file)) continue;
      loops.delete(file);
      over.abort();
      ending.add(ended);
      void ended.then(() => ending.delete(ended));
    }
    for (const file of files) if (!loops.has(file)) begin(file);
    if (files.length === 0) onEmpty();
    else hadAny = true;
  };
  await using trigger = watchFolderFiles(folder, { onFiles, ...(onError === undefined ? {} : { onError }) });
  await trigger.ready;
  if (!once) await new Promise<void>((resolve) => (stop.aborted ? resolve() : onAbort(stop, resolve)));
  await Promise.all([...[...loops.values()].map(({ ended }) => ended), ...ending]);
  return hadAny;
}
