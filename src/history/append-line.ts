import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ScaleoutError } from '../errors.js';
import { rotateWhenLarge } from './rotate.js';
import { withFolderLock } from './with-folder-lock.js';

const newline = 0x0a;

/**
 * Appends one line, made when nobody else appends: readable by its owner only, in one write, on the disk when this
 * returns. It never continues a line that was cut off. Throws the system's error, and
 * `history.unwritable` where only a part fits on the disk.
 */
export function appendLine(file: string, makeLine: () => string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  withFolderLock(`${file}.lock`, (alone) => {
    // Another who rotates at the same time would lose a file.
    if (alone) rotateWhenLarge(file);
    const line = makeLine();
    // Reading too, for the last byte; each write of O_APPEND goes to the end, whoever else writes.
    const handle = openSync(file, 'a+', 0o600);
    try {
      const bytes = Buffer.from(`${endsLine(handle) ? '' : '\n'}${line}\n`);
      const written = writeSync(handle, bytes);
      if (written < bytes.length) {
        throw new ScaleoutError('history.unwritable', `Only ${written} of ${bytes.length} bytes could be written.`);
      }
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  });
}

function endsLine(handle: number): boolean {
  const { size } = fstatSync(handle);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  return readSync(handle, last, 0, 1, size - 1) === 1 && last[0] === newline;
}
