import { rmSync } from 'node:fs';
import { isScaleoutError, ScaleoutError } from '../../errors.js';
import { messageOf } from '../../message-of.js';

const meaning: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EBUSY: 'another program has it open',
  EROFS: 'the file system is read-only',
  EEXIST: 'a file is in its place',
  ENOTDIR: 'a file is in its place',
  ENOENT: 'it does not exist',
  EISDIR: 'a directory is in its place',
  ERR_FS_EISDIR: 'a directory is in its place',
  ENOSPC: 'the disk is full',
  EDQUOT: "the account's disk quota is used up",
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'its links lead in a circle',
};

/** The code of an operating system's error: `ENOENT`; empty for any other value. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What went wrong with a file or directory, in words. */
export function reasonOf(error: unknown): string {
  const code = systemCode(error);
  return meaning[code] ?? messageOf(error);
}

/** `sandbox.directory-unusable` for a path that could not be made, read or written. */
export function directoryError(path: string, error: unknown): ScaleoutError {
  if (isScaleoutError(error, 'sandbox.directory-unusable')) return error;
  return new ScaleoutError('sandbox.directory-unusable', `${path}: ${reasonOf(error)}`, { cause: error });
}

/** Removes one of the directory's files, where it is there. Throws `sandbox.directory-unusable`. */
export function removeOwnFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw directoryError(path, error);
  }
}
