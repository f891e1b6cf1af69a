import { existsSync, renameSync, statSync } from 'node:fs';
import { keptFiles, olderFile } from './history-files.js';

/** Bytes from which on a new file is begun. */
export const rotationSize = 4 * 1024 * 1024;

/**
 * Sets a large file aside as `.1`, and those before it one further; only where all nine are there, the oldest is lost. A
 * process that dies in between leaves a gap, which the next time fills. Throws the system's error.
 */
export function rotateWhenLarge(file: string): void {
  if (sizeOf(file) < rotationSize) return;
  const ages = Array.from({ length: keptFiles }, (_, index) => index + 1);
  const free = ages.find((age) => !existsSync(olderFile(file, age))) ?? keptFiles;
  for (let age = free; age > 1; age -= 1) renameSync(olderFile(file, age - 1), olderFile(file, age));
  renameSync(file, olderFile(file, 1));
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
