import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TinyDisk extends Disposable {
  readonly path: string;
  /** Until not one more byte fits. */
  fill(): void;
  /** Takes away what filled it. */
  free(): void;
}

/** A disk of 64 KiB in a new folder of that name. */
export function tinyDisk(path: string): TinyDisk {
  mkdirSync(path);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'ignore' });
  const filler = join(path, 'filler');
  return {
    path,
    fill() {
      for (let size = 64 * 1024; size >= 1; size /= 2) {
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
        } catch {
          // So much does not fit any more.
        }
      }
    },
    free: () => rmSync(filler),
    [Symbol.dispose]: () => void execFileSync('umount', ['--lazy', path]),
  };
}

/** A disk that is really full takes the right to mount one: why a test is skipped; undefined where it is not. */
export const noTinyDisk: string | undefined = mayMount() ? undefined : 'this account may mount no disk';

function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
