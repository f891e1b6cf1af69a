import { resolve } from 'node:path';
import { lookAtFile, type SeenFile, type SeenFolder } from './look-at-file.js';
import type { Trigger, WakeOptions } from './trigger.js';
import { type Look, type SettledOptions, watchSettled } from './watch-settled.js';

export interface FileOptions extends WakeOptions, Pick<SettledOptions<Look>, 'clock' | 'timer' | 'poll'> {
  /** Told when the file system cannot be watched (no handles are left, say): changes are found by looking, only later. */
  readonly onError?: (error: unknown) => void;
}

export interface FileTrigger extends Trigger {
  /** Replaces the other files whose changes matter: those that the topology refers to. */
  alsoWatch(files: readonly string[]): void;
}

interface SeenFiles extends Look {
  readonly states: ReadonlyMap<string, string>;
}

/**
 * Wakes with `file` when a file is written, replaced (by renaming over it, or by changing a link on the way to it), gone or
 * back, within 200 ms after the last write. What is being written is waited for; whether it is good, the loop judges.
 */
export function watchFile(path: string, { onWake, onError = () => undefined, ...timing }: FileOptions): FileTrigger {
  const main = resolve(path);
  let others: ReadonlySet<string> = new Set();
  let told: ReadonlyMap<string, string> | undefined;
  const settled = watchSettled<SeenFiles>({
    ...timing,
    onError,
    look: () => lookAt([main, ...others]),
    onSettled({ states }) {
      // A file that has just been named is no news: who named it has read it.
      const before = told;
      told = states;
      if (before === undefined) return;
      if ([...states].some(([file, state]) => before.has(file) && before.get(file) !== state)) onWake('file');
    },
  });
  return {
    ready: settled.ready,
    alsoWatch(files) {
      const wanted = new Set(files.map((file) => resolve(file)).filter((file) => file !== main));
      if (wanted.size === others.size && [...wanted].every((file) => others.has(file))) return;
      others = wanted;
      settled.hint();
    },
    [Symbol.asyncDispose]: () => settled[Symbol.asyncDispose](),
  };
}

async function lookAt(files: readonly string[]): Promise<SeenFiles> {
  const seen = await Promise.all(files.map(async (file) => [file, await lookAtFile(file)] as const));
  return {
    states: new Map(seen.map(([file, { state }]) => [file, state])),
    isUnfinished: seen.some(([, { isUnfinished }]) => isUnfinished),
    folders: merged(seen.map(([, { folders }]) => folders)),
  };
}

function merged(all: readonly SeenFile['folders'][]): ReadonlyMap<string, SeenFolder> {
  const folders = new Map<string, SeenFolder>();
  for (const [folder, { identity, names }] of all.flatMap((some) => [...some])) {
    const known = folders.get(folder)?.names ?? [];
    folders.set(folder, { identity, names: new Set([...known, ...names]) });
  }
  return folders;
}
