import { lstat } from 'node:fs/promises';
import { moveFile } from '../replace-file.js';
import { keptFiles, olderFile } from './history-files.js';

/** Bytes from which on a new file is begun. */
export const rotationSize = 4 * 1024 * 1024;

/**
 * Sets a large file aside as `.1`, and those before it one further; only where all nine are there, the oldest is lost. A
 * process that dies in between leaves a gap, which the next time fills. Throws the system's error.
 */
export async function rotateWhenLarge(file: string): Promise<void> {
  if (((await lookAt(file))?.size ?? 0) < rotationSize) return;
  let free = 1;
  while (free < keptFiles && (await lookAt(olderFile(file, free))) !== undefined) free += 1;
  for (let age = free; age > 1; age -= 1) moveFile(olderFile(file, age - 1), olderFile(file, age));
  moveFile(file, olderFile(file, 1));
}

async function lookAt(file: string) {
  return lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
