import { statSync } from 'node:fs';
import { type Diagnostic, diagnostic } from '../../diagnostic.js';

const othersWrite = 0o022;

/**
 * A warning where others than this account may write into the sandbox's directory, or own it: they can give it a state, keys
 * and a server of their own. That holds under the sticky bit too: it keeps files from being removed, not from being made.
 * Undefined where nothing is wrong, where there is no directory, and on Windows, whose modes say nothing of that.
 */
export function sharedDirectory(directory: string): Diagnostic | undefined {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found === undefined || process.getuid === undefined) return undefined;
  const warning = (detail: string) => diagnostic('sandbox.shared-directory', detail, { severity: 'warning' });
  const mode = found.mode & 0o7777;
  if ((mode & othersWrite) !== 0) {
    return warning(`Others may write into ${directory} (mode ${mode.toString(8).padStart(4, '0')}).`);
  }
  // Root may do anything anywhere.
  if (found.uid === process.getuid() || found.uid === 0) return undefined;
  return warning(`${directory} belongs to another account (number ${found.uid}).`);
}
