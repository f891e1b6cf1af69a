import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ScaleoutError } from '../../errors.js';
import { directoryError, removeOwnFile, systemCode } from './directory-error.js';
import { isLeftoverOfCreation, isTemporary, type Layout } from './layout.js';

/**
 * Makes the directory, for its owner only, where it does not exist. Throws `sandbox.not-a-sandbox` where it holds files
 * and no state, and `sandbox.directory-unusable`.
 */
export function ensureDirectory(layout: Layout): void {
  try {
    makeDirectory(layout.directory, 0o700);
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
    if (isTemporary(name)) removeOwnFile(join(layout.directory, name));
  }
}

/** Makes a directory and those above it that are missing. */
function makeDirectory(path: string, mode?: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  // Not `recursive`: where the parent exists and takes no children, as in /proc, Node 20 then tries for ever.
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path, mode);
  } catch (error) {
    // Another process made it meanwhile.
    if (systemCode(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
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
