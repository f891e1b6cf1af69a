import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';

/*
 * How a sandbox reads and writes the files of its directory: at once, so that what was changed is on the disk before an
 * answer leaves. Whoever made the directory may have put anything there, and nothing here waits for a pipe or a device.
 */

// Windows has none of these.
const { O_NONBLOCK = 0, O_NOCTTY = 0, O_NOFOLLOW = 0 } = fs.constants;

/** Opens that never wait: for the writer of a pipe, for a line, for a device. */
export const unwaiting = O_NONBLOCK | O_NOCTTY;

/** Opens no symbolic link, where the system can tell (not on Windows: look before). */
export const unlinked = O_NOFOLLOW;

/** The bytes of a regular file, or a phrase that goes on after its name: `is a pipe, not a regular file`. */
export type FileRead = { readonly bytes: Buffer } | { readonly missing: true } | { readonly refused: string };

/** Reads a regular file of at most so many bytes. Does not throw. */
export function readRegularFile(path: string, largest: number): FileRead {
  try {
    // A look before: to open some devices does something to them, and on Windows a folder cannot be opened.
    const before = refusal(fs.statSync(path));
    if (before !== undefined) return { refused: before };
    const file = fs.openSync(path, fs.constants.O_RDONLY | unwaiting);
    try {
      const found = fs.fstatSync(file);
      const refused = refusal(found) ?? (found.size > largest ? `is larger than ${sizeText(largest)}` : undefined);
      return refused === undefined ? { bytes: fs.readFileSync(file) } : { refused };
    } finally {
      fs.closeSync(file);
    }
  } catch (error) {
    return failure(error);
  }
}

function refusal(found: fs.Stats): string | undefined {
  if (found.isFile()) return undefined;
  if (found.isDirectory()) return 'is a folder, not a file';
  const kind = found.isFIFO() ? 'a pipe' : found.isSocket() ? 'a socket' : 'a device';
  return `is ${kind}, not a regular file`;
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes / 1024} KiB` : `${bytes / 1024 / 1024} MiB`;
}

function failure(error: unknown): FileRead {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { missing: true };
    case 'EACCES':
    case 'EPERM':
      return { refused: 'may not be read by this account' };
    case 'ELOOP':
    case 'EMLINK':
      return { refused: 'is a symbolic link, or its links lead in a circle' };
    case 'ENXIO':
      return { refused: 'is a device that is not there' };
    default:
      return { refused: `cannot be read (${code})` };
  }
}

/**
 * Writes a whole file, readable by its owner only, so that a reader sees the old text or the new one and a process that
 * dies leaves one of them. Throws the system's error.
 */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // writeFileSync goes on after a short write, so a full disk never passes for success.
    fs.writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
    moveOver(temporary, path);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

const heldTries = 5;
const heldWait = 200;

/**
 * Windows refuses to move a file over another while a virus scanner or an indexer has either open, which they do for a
 * moment with each new file: it is tried again for a second.
 */
function moveOver(from: string, to: string): void {
  for (let left = heldTries; ; left -= 1) {
    try {
      fs.renameSync(from, to);
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (process.platform !== 'win32' || left === 0 || !['EPERM', 'EACCES', 'EBUSY'].includes(code)) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, heldWait);
  }
}
