import { isAbsolute, join, resolve } from 'node:path';

/** What file names in a topology are relative to. */
export interface Folders {
  /** The folder of the topology, absolute. */
  readonly topology: string;
  /** What `~` stands for. */
  readonly home: string;
}

/** The absolute path of a file that a topology names. */
export function resolveFile(file: string, folders: Folders): string {
  if (file === '~') return folders.home;
  if (file.startsWith('~/') || file.startsWith('~\\')) return join(folders.home, file.slice(2));
  return isAbsolute(file) ? file : resolve(folders.topology, file);
}
