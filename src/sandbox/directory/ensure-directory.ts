import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ScaleoutError } from '../../errors.js';
import { directoryError, systemCode } from './directory-error.js';
import { isLeftoverOfCreation, isTemporary, type Layout } from './layout.js';

/**
 * Makes the directory, for its owner only, where it does not exist. Throws `sandbox.not-a-sandbox` where it holds files
 * and no state, and `sandbox.directory-unusable`.
 */
export function ensureDirectory(layout: Layout): void {
  try {
    mkdirSync(layout.directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw directoryError(layout.directory, error);
  }
  requireSandbox(layout, { orEmpty: true });
}

/**
 * Throws `sandbox.no-sandbox` where there is no such directory or it is empty, `sandbox.not-a-sandbox` where it holds
 * other files, and `sandbox.directory-unusable`.
 */
export function requireSandbox(layout: Layout, { orEmpty }: { readonly orEmpty: boolean }): void {
  const names = list(layout.directory);
  if (names?.includes(basename(layout.state))) return;
  const stranger = names?.find((name) => !isLeftoverOfCreation(name));
  if (stranger !== undefined) {
    throw new ScaleoutError(
      'sandbox.not-a-sandbox',
      `${layout.directory} holds ${stranger}, but no ${basename(layout.state)}`,
    );
  }
  if (!orEmpty) throw new ScaleoutError('sandbox.no-sandbox', `${layout.directory} holds no sandbox`);
}

/** Removes what processes were writing when they died. Only for the process that has claimed the directory. */
export function removeTemporaries(layout: Layout): void {
  for (const name of list(layout.directory) ?? []) {
    if (isTemporary(name)) rmSync(join(layout.directory, name), { force: true });
  }
}

function list(directory: string): readonly string[] | undefined {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw directoryError(directory, error);
  }
}
