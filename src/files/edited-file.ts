import { closeSync, constants, fchmodSync, fchownSync, openSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ScaleoutError } from '../errors/errors.js';
import { messageOf } from '../text/printable.js';
import { moveFile, readFileBytes, temporaryName, withinFileLimit } from './files.js';

/** A file of a person's that is edited: its bytes as they were read, and where they are. */
export interface EditedFile {
  /** As it was named. */
  readonly file: string;
  /** The file at the end of all symbolic links, absolute. */
  readonly place: string;
  readonly bytes: Uint8Array;
}

/**
 * Where the bytes of a file are. Throws `edit.file-unwritable` for what is no regular file; and, where it is to be replaced, for one
 * that cannot be, or is marked as read-only, also where the account could pass over that.
 */
export async function placeToEdit(file: string, { isReplaced }: { readonly isReplaced: boolean }): Promise<string> {
  try {
    const place = await withinFileLimit(file, () => realpath(file));
    const found = await withinFileLimit(place, () => stat(place));
    if (!found.isFile()) throw unwritable(file, 'it is no regular file');
    if (!isReplaced) return place;
    if (isReadOnly(found)) throw unwritable(file, 'it is marked as read-only');
    for (const path of [place, dirname(place)]) await withinFileLimit(path, () => access(path, constants.W_OK));
    return place;
  } catch (error) {
    throw asUnwritable(file, error);
  }
}

/** An administrator may write into it all the same, and whoever marked it did not want that. */
function isReadOnly({ mode }: Stats): boolean {
  return process.platform !== 'win32' && (mode & 0o222) === 0;
}

/**
 * Replaces the whole file where its bytes are still those that were read, and it is at the same place. A reader sees the old
 * bytes or the new ones, and so does whoever looks after a full disk or a kill. The mode stays, and owner and group as far as the system
 * lets us; on Windows the access list is that of the folder. Throws `edit.file-changed` and `edit.file-unwritable`.
 */
export async function replaceUnchanged(edited: EditedFile, bytes: Uint8Array): Promise<void> {
  const { file, place } = edited;
  const temporary = temporaryName(place);
  try {
    await refuseChanged(edited);
    const found = await withinFileLimit(place, () => stat(place));
    if (isReadOnly(found)) throw unwritable(file, 'it was marked as read-only meanwhile');
    writeNew(temporary, bytes, found);
    // Once more, and last of all, so that between this look and the replacement nothing else is done.
    await refuseChanged(edited);
    moveFile(temporary, place);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asUnwritable(file, error);
  }
}

function writeNew(path: string, bytes: Uint8Array, { mode, uid, gid }: Stats): void {
  const handle = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(handle, bytes, { flush: true });
    if (process.platform === 'win32') return;
    try {
      fchownSync(handle, uid, gid);
    } catch {
      // Only root may give a file away: it is the account's own then, as after any other editor.
    }
    fchmodSync(handle, mode & 0o777);
  } finally {
    closeSync(handle);
  }
}

async function refuseChanged({ file, place, bytes }: EditedFile): Promise<void> {
  const changed = (what: string) => new ScaleoutError('edit.file-changed', `${file} ${what} since it was read.`);
  const now = await withinFileLimit(file, () => realpath(file)).catch(() => undefined);
  if (now === undefined) throw changed('was taken away');
  if (now !== place) throw changed('leads to another file');
  const read = await readFileBytes(place, { largest: bytes.length, kinds: 'regular', followLink: false });
  if ('read' in read && Buffer.from(read.read).equals(bytes)) return;
  if ('read' in read || read.failed.why === 'large') throw changed('was changed');
  throw changed(`cannot be read any more (it ${read.failed.phrase}), and may have been changed`);
}

function asUnwritable(file: string, error: unknown): unknown {
  if (error instanceof ScaleoutError) return error;
  const code = String((error as NodeJS.ErrnoException).code);
  const reason =
    code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
      ? `this account may not write it, or nothing new into its folder ${dirname(file)}`
      : messageOf(error);
  return new ScaleoutError('edit.file-unwritable', `${file}: ${reason}.`, { cause: error });
}

function unwritable(file: string, reason: string): ScaleoutError {
  return new ScaleoutError('edit.file-unwritable', `${file}: ${reason}.`);
}
