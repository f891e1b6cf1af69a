import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a whole file, readable by its owner only, so that a reader sees the old text or the new one and a process that
 * dies leaves one of them. Throws the system's error.
 */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // Unlike write-file-atomic 7, writeFileSync goes on after a short write, so a full disk never passes for success.
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
