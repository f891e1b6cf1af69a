import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory that is removed with all that is in it when the test ends: `using place = temporaryDirectory()`. */
export function temporaryDirectory(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'scaleout-test-'));
  return {
    path,
    [Symbol.dispose]() {
      try {
        rmSync(path, { recursive: true, force: true, maxRetries: 3 });
      } catch (error) {
        if (!isHeldOpen(error)) throw error;
      }
    },
  };
}

/** Windows removes no file that is open, and a test that stands for a process that died leaves some open. */
function isHeldOpen(error: unknown): boolean {
  const code = String((error as { readonly code?: unknown }).code);
  return process.platform === 'win32' && ['ENOTEMPTY', 'EBUSY', 'EPERM'].includes(code);
}
