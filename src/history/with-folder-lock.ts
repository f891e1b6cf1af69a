import { mkdirSync, rmdirSync, statSync } from 'node:fs';

/** Milliseconds after which a lock was left behind by one who died: what is done under it takes a few. */
const staleAfter = 10_000;

/** Milliseconds to wait for another. */
const patience = 2_000;

/** Milliseconds between two looks. */
const rhythm = 10;

/**
 * Does something while no other process does something under the same lock: a folder, since making one tells at once
 * whether it was there. Where the lock cannot be had in time it is done all the same, and told so.
 */
export function withFolderLock<T>(folder: string, work: (alone: boolean) => T): T {
  const alone = acquire(folder);
  try {
    return work(alone);
  } finally {
    if (alone) remove(folder);
  }
}

function acquire(folder: string): boolean {
  const end = performance.now() + patience;
  for (;;) {
    if (made(folder)) return true;
    if (performance.now() > end) return false;
    if (ageOf(folder) > staleAfter) remove(folder);
    pause(rhythm);
  }
}

function made(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows says EPERM of a folder that is just being removed.
    if (code === 'EEXIST' || code === 'EPERM') return false;
    throw error;
  }
}

function ageOf(folder: string): number {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found === undefined ? 0 : Date.now() - found.mtimeMs;
}

function remove(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another took it away first, or what lies there is none of ours.
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
