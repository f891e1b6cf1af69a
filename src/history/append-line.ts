import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ScaleoutError } from '../errors.js';
import { unlinked, unwaiting, withinFileLimit } from '../read-file.js';
import { rotateWhenLarge } from './rotate.js';
import { withFolderLock } from './with-folder-lock.js';

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
