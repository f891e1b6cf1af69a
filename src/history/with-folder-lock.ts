import { lstat, mkdir, rmdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ScaleoutError } from '../errors.js';

/** Milliseconds after which a lock was left behind by one who died: what is done under it takes a few. */
const staleAfter = 10_000;

/** Milliseconds to wait for another. */
const patience = 2_000;

/** Milliseconds between two looks. */
const rhythm = 10;

/**
 * Does something while no other process does something under the same lock: a folder, since making one tells at once
 * whether it was there. Where the lock cannot be had in time it is done all the same, and told so. Throws
 * `history.unwritable` where something else lies in the lock's place.
 */
export async function withFolderLock<T>(
  folder: string,
  signal: AbortSignal,
  work: (alone: boolean) => Promise<T>,
): Promise<T> {
  const alone = await acquire(folder, signal);
  try {
    return await work(alone);
  } finally {
    if (alone) await remove(folder);
  }
}

async function acquire(folder: string, signal: AbortSignal): Promise<boolean> {
  const end = performance.now() + patience;
  for (;;) {
    if (await made(folder)) return true;
    if (performance.now() > end) return false;
    if ((await ageOf(folder)) > staleAfter) await remove(folder);
    await delay(rhythm, undefined, { signal });
  }
}

async function made(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows says EPERM of a folder that is just being removed.
    if (code === 'EEXIST' || code === 'EPERM') return false;
    throw error;
  }
}

/** Milliseconds; 0 where it has just been taken away. */
async function ageOf(folder: string): Promise<number> {
  const found = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return 0;
  if (!found.isDirectory()) {
    throw new ScaleoutError('history.unwritable', `${folder} is not a folder: scaleout leaves none but folders there.`);
  }
  return Date.now() - found.mtimeMs;
}

async function remove(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch {
    // Another took it away first, or what lies there is none of ours.
  }
}
