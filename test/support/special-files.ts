import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Only root makes devices, and only Linux has the ones that are made here. */
export const withoutDevices = process.platform !== 'linux' || process.getuid?.() !== 0;

/** A named pipe (FIFO) of that name; its path. */
export function makePipe(folder: string, name: string): string {
  const path = join(folder, name);
  execFileSync('mkfifo', [path]);
  return path;
}

/** A device of one's own that does as the system's does (man 4 null, 4 full); its path. */
export function makeDevice(folder: string, name: string, kind: 'null' | 'zero' | 'full'): string {
  const path = join(folder, name);
  const minor = { null: 3, zero: 5, full: 7 }[kind];
  execFileSync('mknod', [path, 'c', '1', String(minor)]);
  return path;
}
