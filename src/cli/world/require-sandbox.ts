import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { withinFileLimit } from '../../files/files.js';
import { commandLine } from '../../text/given-words.js';
import { shellWord } from '../../text/printable.js';
import { firstOf, nearest } from '../../text/words.js';
import type { Terminal } from '../terminal.js';
import type { Sandbox } from './sandbox-package.js';

/** Folders that are looked into for sandboxes, and those that are named. */
const mostLooked = 200;
const mostNamed = 3;

/**
 * Throws `sandbox.no-sandbox` and the like where the directory has no sandbox, with the sandboxes near it and with the ways
 * to make one: a slip of the pen makes no fleet. `creates`: whether the command that runs has `--create`.
 */
export async function requireSandbox(
  sandbox: Sandbox,
  directory: string,
  terminal: Terminal,
  { creates }: { readonly creates: boolean },
): Promise<void> {
  try {
    await sandbox.require(directory);
  } catch (error) {
    const isOther = isScaleoutError(error, 'sandbox.not-a-sandbox');
    if (!isOther && !isScaleoutError(error, 'sandbox.no-sandbox')) throw error;
    const near = await sandboxesNear(sandbox, directory);
    const meant = nearest(nameOf(directory), near.map(nameOf));
    const found = near.find((one) => nameOf(one) === meant) ?? (near.length === 1 ? near[0] : undefined);
    const word = (text: string) => shellWord(text, process.platform);
    const remedies = [
      found !== undefined
        ? `Did you mean --sandbox ${word(found)}?`
        : near.length > 0
          ? `Sandboxes near it: ${firstOf(near, mostNamed)}.`
          : 'Check the path.',
      ...(isOther
        ? ['Nothing was written into this folder.']
        : [`To make a new one there: ${makers(directory, terminal, creates)}.`]),
    ];
    const detail =
      isOther || existsSync(directory) ? error.message.replace(/\.?$/, '.') : `${directory} does not exist.`;
    throw new ScaleoutError(error.code, detail, { cause: error, remedy: remedies.join(' ') });
  }
}

function makers(directory: string, { screen }: Terminal, creates: boolean): string {
  const { given } = screen.err;
  const place = shellWord(directory, process.platform);
  const serve = `scaleout sandbox serve ${place}`;
  if (given === undefined || given.server !== undefined || given.sandbox === undefined) return serve;
  const ways = [...(creates ? ['add --create'] : []), commandLine('apply', given), serve];
  return ways.join(', or ');
}

const nameOf = (path: string) => resolve(path).split(sep).at(-1) ?? path;

/** Sandboxes in the folder and beside it, as paths from the working folder. */
async function sandboxesNear(sandbox: Sandbox, directory: string): Promise<readonly string[]> {
  const whole = resolve(directory);
  const folders = [whole, dirname(whole)];
  const found = await Promise.all(folders.map((folder) => sandboxesIn(sandbox, folder)));
  return [...new Set(found.flat())].filter((one) => one !== whole).map(shortPath);
}

async function sandboxesIn(sandbox: Sandbox, folder: string): Promise<readonly string[]> {
  const names = await withinFileLimit(folder, () => readdir(folder)).catch(() => []);
  return names
    .slice(0, mostLooked)
    .map((name) => join(folder, name))
    .filter((path) => isFolder(path) && sandbox.isSandbox(path));
}

/** False also where nobody can tell: links that lead in a circle, a share that is away. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** As a person would write it: below the working folder from there, else whole. */
function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') || short === '' ? path : `.${sep}${short}`;
}
