import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a whole file, readable by its owner only, so that a reader sees the old text or the new one and a process that
 * dies leaves one of them. Throws the system's error.
 */
export function replaceFile(path: string, text: string): void {
  const temporary = temporaryName(path);
  try {
    // Unlike write-file-atomic 7, writeFileSync goes on after a short write, so a full disk never passes for success.
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
    moveFile(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Bytes of a name, on every usual file system. */
const longestName = 255;

/** Beside the file. It begins as the file's name does, cut where it would be too long for a name that is not. */
function temporaryName(path: string): string {
  const name = basename(path);
  const ending = `.${randomBytes(6).toString('hex')}.tmp`;
  if (Buffer.byteLength(name + ending) <= longestName) return `${path}${ending}`;
  return join(dirname(path), `${[...name].slice(0, 40).join('')}${ending}`);
}

/**
 * Gives a file another name, over a file that has it. Windows refuses that while a virus scanner or an indexer has either
 * open, which they do for a moment with each new file: it is tried again for a second. Throws the system's error.
 */
export function moveFile(from: string, to: string): void {
  for (let left = heldTries; ; left -= 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || left === 0 || !isHeld(error)) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, heldWait);
  }
}

const heldTries = 5;
const heldWait = 200;

function isHeld(error: unknown): boolean {
  return ['EPERM', 'EACCES', 'EBUSY'].includes(String((error as { readonly code?: unknown }).code));
}
