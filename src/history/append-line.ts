import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ScaleoutError } from '../errors/errors.js';
import { moveFile, unlinked, unwaiting, withinFileLimit } from '../files/files.js';
import { keptFiles, olderFile } from './history-files.js';

const newline = 0x0a;

/**
 * Appends one line, made when nobody else appends: readable by its owner only, in one write, on the disk when this
 * returns. It never continues a line that was cut off. Throws the system's error, `command.file-late` where the disk does
 * not answer, and `history.unwritable` where only a part fits on the disk or something else lies in the place of the
 * history: what is appended to a link goes where somebody else chose.
 */
export async function appendLine(file: string, makeLine: () => string | Promise<string>): Promise<void> {
  const folder = dirname(file);
  return withinFileLimit(file, async (signal) => {
    // Made where it is missing; mkdir follows a link that stands in its place.
    await refuseOther(folder, 'folder');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await refuseOther(folder, 'folder');
    await withFolderLock(`${file}.lock`, signal, async (alone) => {
      // Another who rotates at the same time would lose a file.
      if (alone) await rotateWhenLarge(file);
      const line = await makeLine();
      await refuseOther(file, 'file');
      // Reading too, for the last byte; each write of O_APPEND goes to the end, whoever else writes.
      const { O_RDWR, O_APPEND, O_CREAT } = constants;
      const handle = await open(file, O_RDWR | O_APPEND | O_CREAT | unlinked | unwaiting, 0o600);
      try {
        await writeLine(handle, file, line, signal);
      } finally {
        await handle.close();
      }
    });
  });
}

async function writeLine(handle: FileHandle, file: string, line: string, signal: AbortSignal): Promise<void> {
  const found = await handle.stat();
  // Another may have taken its place since it was looked at.
  if (!found.isFile()) throw other(file, 'file');
  const bytes = Buffer.from(`${(await endsLine(handle, found.size)) ? '' : '\n'}${line}\n`);
  // Who waited for it has been told already that it was not written.
  signal.throwIfAborted();
  const { bytesWritten } = await handle.write(bytes);
  if (bytesWritten < bytes.length) {
    throw new ScaleoutError(
      'history.unwritable',
      `${file}: only ${bytesWritten} of ${bytes.length} bytes could be written.`,
    );
  }
  await handle.sync();
}

async function endsLine(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  const { bytesRead } = await handle.read(last, 0, 1, size - 1);
  return bytesRead === 1 && last[0] === newline;
}

/** Throws `history.unwritable` where the path is there and is something else, a symbolic link say. */
async function refuseOther(path: string, wanted: 'file' | 'folder'): Promise<void> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined || (wanted === 'file' ? found.isFile() : found.isDirectory())) return;
  throw other(path, wanted, found.isSymbolicLink());
}

function other(path: string, wanted: 'file' | 'folder', isLink = false): ScaleoutError {
  const detail = isLink
    ? `${path} is a symbolic link: it is not followed.`
    : `${path} is not a ${wanted === 'file' ? 'regular file' : 'folder'}.`;
  return new ScaleoutError('history.unwritable', detail);
}

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

/** Milliseconds after which a lock was left behind by one who died: what is done under it takes a few. */
const staleAfter = 10_000;

/** Milliseconds to wait for another. */
const patience = 2_000;

/** Milliseconds between two looks. */
const lockInterval = 10;

/**
 * Does something while no other process does something under the same lock: a folder, since making one tells at once
 * whether it was there. Where the lock cannot be had in time it is done all the same, and told so. Throws
 * `history.unwritable` where something else lies in the lock's place.
 */
async function withFolderLock<T>(
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
    await delay(lockInterval, undefined, { signal });
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
