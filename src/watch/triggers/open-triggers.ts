// src/watch/triggers has the reasons to look at other times than by the interval: the topology's files changed, a
// signal came.

import { resolve } from 'node:path';
import type { WatchReason } from '../watch-event.js';
import { lookAtFile, type SeenFile, type SeenFolder } from './look-at-file.js';
import { type Look, type SettledOptions, watchSettled } from './watch-settled.js';

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

export interface SignalOptions extends WakeOptions {
  /** Where signals arrive; this process unless told otherwise. */
  readonly signals?: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  readonly platform?: NodeJS.Platform;
}

/** SIGHUP wakes the loop. On Windows it means that the console is being closed, and is left alone. */
export function watchSignal({ onWake, signals = process, platform = process.platform }: SignalOptions): Trigger {
  if (platform === 'win32') return { ready: Promise.resolve(), [Symbol.asyncDispose]: async () => undefined };
  const wake = () => onWake('signal');
  signals.on('SIGHUP', wake);
  return { ready: Promise.resolve(), [Symbol.asyncDispose]: async () => void signals.off('SIGHUP', wake) };
}

/** What every trigger is told: whom to wake. */
interface WakeOptions {
  /** Something may have changed: look again. It must not throw. */
  readonly onWake: (reason: WatchReason) => void;
}

/** Something that wakes the loop. Disposing of it closes all that it holds open; no wake comes after that. */
interface Trigger extends AsyncDisposable {
  /** Resolves when nothing that happens from now on is missed: await it before the first look at the world. */
  readonly ready: Promise<void>;
}
