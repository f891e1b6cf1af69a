import * as fs from 'node:fs';
import { lstatSync } from 'node:fs';
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { isScaleoutError, ScaleoutError } from '../errors/errors.js';
import { fileLimit, replaceFile, unwaiting, windowsDeviceName, withinFileLimit } from '../files/files.js';
import { standardInput } from '../files/standard-input.js';
import { systemClock } from '../providers/waiting.js';
import { copied, shellOf } from '../text/copied.js';
import { messageOf, printable } from '../text/printable.js';
import type { Terminal } from './terminal.js';

const [open, fstat, write, close] = [fs.open, fs.fstat, fs.write, fs.close].map((call) =>
  promisify(call),
) as unknown as [
  typeof fs.open.__promisify__,
  typeof fs.fstat.__promisify__,
  typeof fs.write.__promisify__,
  typeof fs.close.__promisify__,
];

/**
 * Tells on standard error that a file was written, and what to do with it next. Nothing is told of a pipe or a device, with
 * `--json`, and where only errors are to be told.
 */
export async function tellWritten(
  path: string,
  next: string,
  { json }: { readonly json: boolean },
  terminal: Terminal,
): Promise<void> {
  if (json || terminal.logLevel === 'silent' || terminal.logLevel === 'error') return;
  if ((await outputKind(path)) !== 'replaced') return;
  const head = `Wrote ${printable(path)}.`;
  const shown = next === '' ? head : copied(`${head} Next: `, next, shellOf(process.platform), terminal.screen.err);
  terminal.err(`${shown}\n`);
}

/** What `--out` names. */
export type OutputKind =
  /** Nothing, a file, or a link: a whole new file takes its place. */
  | 'replaced'
  /** A pipe or a device: it is written into, and stays what it is. */
  | 'written-into';

/**
 * Writes what `--out` asked for. A file is replaced as a whole, for its owner alone; so is a symbolic link, which is not
 * followed. A pipe, a device, and a link that leads to one or lies in /dev, are written into: to replace /dev/null would
 * ruin the machine. A pipe's reader is waited for within a limit. Throws `command.output-unwritable`.
 */
export async function writeOutput(path: string, text: string, terminal: Terminal): Promise<void> {
  const { abort } = terminal.interrupts;
  try {
    if ((await outputKind(path)) === 'replaced') return replaceFile(path, text);
    const own = await ownStream(path);
    const device = windowsDevice(path);
    if (own === undefined) {
      const isFileMeant = device !== undefined || (await leadsThroughSystem(path));
      await writeInto({ path: device ?? path, isFileMeant }, Buffer.from(text), abort);
    } else terminal[own](text);
  } catch (error) {
    abort.throwIfAborted();
    if (isScaleoutError(error, 'command.output-unwritable')) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? `there is no folder ${dirname(path)}` : messageOf(error);
    throw new ScaleoutError('command.output-unwritable', `${path}: ${reason}`, { cause: error });
  }
}

/** Throws `command.output-unwritable` where nothing can be written there: a folder, a disk, a socket that is not our own. */
export async function outputKind(path: string): Promise<OutputKind> {
  if (windowsDevice(path) !== undefined) return 'written-into';
  const found = await seen(() => lstat(path), path);
  if (found === undefined) return 'replaced';
  if (found.isDirectory()) throw unwritable(path, 'it is a folder');
  if (!found.isSymbolicLink()) return found.isFile() ? 'replaced' : kindOfSpecial(found, path);
  const target = await seen(() => stat(path), path);
  // A link to a folder, or to nothing, is a name like any other.
  if (target !== undefined && !target.isFile() && !target.isDirectory()) return kindOfSpecial(target, path);
  return (await leadsThroughSystem(path)) ? 'written-into' : 'replaced';
}

function kindOfSpecial(found: fs.Stats, path: string): OutputKind {
  if (found.isBlockDevice()) throw unwritable(path, 'it is a disk');
  return 'written-into';
}

/** Links one behind the other, as Linux counts them. */
const mostLinks = 40;

/** Whether a link lies where the system keeps its own, or leads to one that does: `/dev/stdout`, `/dev/fd/3`. */
async function leadsThroughSystem(path: string): Promise<boolean> {
  let current = resolve(path);
  for (let count = 0; count < mostLinks; count += 1) {
    const folder = await seen(() => realpath(dirname(current)), path);
    if (folder === undefined) return false;
    if (folder === '/dev' || folder === '/dev/fd' || folder.startsWith('/proc/')) return true;
    const place = current;
    if (!(await seen(() => lstat(place), path))?.isSymbolicLink()) return false;
    const next = await seen(() => readlink(place), path);
    if (next === undefined) return false;
    current = resolve(folder, next);
  }
  return false;
}

/** This process's own standard output or error, where the path leads there: a socket cannot be opened by a path. */
async function ownStream(path: string): Promise<'out' | 'err' | undefined> {
  const target = await seen(() => stat(path), path);
  if (target === undefined) return undefined;
  const isSame = (handle: number) => {
    const found = fs.fstatSync(handle);
    return found.dev === target.dev && found.ino === target.ino;
  };
  if (isSame(1)) return 'out';
  if (isSame(2)) return 'err';
  if (target.isSocket()) throw unwritable(path, 'it is a socket');
  return undefined;
}

/** Milliseconds between two attempts to write into what takes nothing now. */
const pause = 20;

interface Target {
  readonly path: string;
  /** Whether a regular file may stand at its end: `/dev/fd/3` of `3>FILE`. */
  readonly isFileMeant: boolean;
}

/** Nothing that is there is cut off or made: what is not a regular file has no length. */
async function writeInto({ path, isFileMeant }: Target, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  const { O_WRONLY, O_APPEND } = fs.constants;
  // ENXIO: a pipe that nobody reads yet (open(2)); EAGAIN: one that is full.
  const handle = await patiently('ENXIO', 'nobody reads it', signal, () => open(path, O_WRONLY | O_APPEND | unwaiting));
  try {
    // Who may write in the folder may have put a link to a file of ours into the place of the pipe.
    if (!isFileMeant && (await fstat(handle)).isFile()) throw unwritable(path, 'another file has taken its place');
    for (let written = 0; written < bytes.length; ) {
      const rest = bytes.length - written;
      const from = written;
      written += (await patiently('EAGAIN', 'its reader stopped', signal, () => write(handle, bytes, from, rest)))
        .bytesWritten;
    }
  } finally {
    await close(handle);
  }
}

/** Tries again where it fails in this way, within the limit of a file. */
async function patiently<T>(code: string, reason: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const end = performance.now() + fileLimit;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== code) throw error;
      if (performance.now() > end) throw new Error(`${reason} within ${fileLimit / 1000} s`, { cause: error });
    }
    await systemClock.sleep(pause, signal);
  }
}

/** The device that Windows means by a path; Node would make a file of that name. */
export function windowsDevice(path: string, platform: NodeJS.Platform = process.platform): string | undefined {
  if (platform !== 'win32') return undefined;
  if (/^[\\/]{2}\.[\\/]/.test(path)) return path;
  const name = windowsDeviceName(basename(path.replaceAll('\\', '/')));
  if (name === undefined) return undefined;
  return `\\\\.\\${/^con$/i.test(name) ? 'CONOUT$' : name}`;
}

/** Undefined where it does not exist. */
async function seen<T>(look: () => Promise<T>, path: string): Promise<T | undefined> {
  try {
    return await withinFileLimit(path, look);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function unwritable(path: string, reason: string): ScaleoutError {
  return new ScaleoutError('command.output-unwritable', `${path}: ${reason}.`);
}

/** Throws `command.usage` for `-`, where a file would be made that every other command takes for standard input. */
export function refuseInputName(out: string | undefined): void {
  if (out !== standardInput) return;
  throw new ScaleoutError('command.usage', '--out - would make a file of that name.', {
    remedy: 'For standard output leave out --out; a plan is printed by --json. For a file of that name write --out ./-',
  });
}

/** Throws `command.output-exists` for a file that is there. A pipe or a device is written into, which takes nothing away. */
export async function refuseOverwriting(out: string | undefined, force: boolean): Promise<void> {
  refuseInputName(out);
  if (out === undefined || force || (await outputKind(out)) === 'written-into') return;
  if (lstatSync(out, { throwIfNoEntry: false }) === undefined) return;
  throw new ScaleoutError('command.output-exists', `${out} is there already.`);
}
