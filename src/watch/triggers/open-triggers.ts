import type { Trigger } from './trigger.js';
import { type FileOptions, type FileTrigger, watchFile } from './watch-file.js';
import { type SignalOptions, watchSignal } from './watch-signal.js';

export interface TriggersOptions extends FileOptions, SignalOptions {
  /** The topology file. */
  readonly file: string;
}

/**
 * What wakes the loop of one topology between two intervals: its file and SIGHUP. Of POST /reconcile `startHttp` tells. Await
 * `ready` before the file is read for the first time, and tell `alsoWatch` which other files a loaded topology refers to.
 */
export function openTriggers(options: TriggersOptions): FileTrigger {
  const file = watchFile(options.file, options);
  const all: readonly Trigger[] = [file, watchSignal(options)];
  return {
    ready: file.ready,
    alsoWatch: file.alsoWatch,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map((trigger) => trigger[Symbol.asyncDispose]()));
    },
  };
}
