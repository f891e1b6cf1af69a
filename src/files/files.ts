// src/files reads and replaces files as a program must that people trust: within limits of size and time, never a
// device or a pipe, never half a file. What a file means is the reader's affair.

import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { isatty } from 'node:tty';
import { promisify } from 'node:util';
import { ScaleoutError } from '../errors/errors.js';
import { systemWords } from '../text/system-error.js';

const [open, fstat, read, close] = [fs.open, fs.fstat, fs.read, fs.close].map((call) => promisify(call)) as unknown as [
  typeof fs.open.__promisify__,
  typeof fs.fstat.__promisify__,
  typeof fs.read.__promisify__,
  typeof fs.close.__promisify__,
];

/** Milliseconds that a file may take to be read, and the file system to answer a question about one. */
export const fileLimit = 10_000;

export interface FileReading {
  /** Bytes. */
  readonly largest: number;
  /** `regular`: a regular file, and nothing else. `any`: a pipe or a device too, which a command that runs once may read. */
  readonly kinds: 'regular' | 'any';
  /** Whether a symbolic link in the file's place is followed; those in its folder's path always are. Default: true. */
  readonly followLink?: boolean;
  /** Milliseconds; `fileLimit` unless told otherwise. */
  readonly limit?: number;
}

export interface FileFailure {
  readonly why: 'missing' | 'denied' | 'folder' | 'special' | 'link' | 'large' | 'late' | 'other';
  /** A phrase that goes on after the file's name: `does not exist`. */
  readonly phrase: string;
}

export type FileBytes =
  /** `mode` is the file's own, of POSIX; on Windows it tells nothing of who may read it. */
  { readonly read: Uint8Array; readonly mode: number } | { readonly failed: FileFailure };

/**
 * The bytes of a file. Every file that somebody else may have put there is read by this function, for a plain `readFile`
 * waits for ever for the writer of a pipe, and keeps one of the four threads that all file access and every lookup of a
 * host's name need. Nothing here is opened in a way that waits. Does not throw.
 */
export async function readFileBytes(file: string, reading: FileReading): Promise<FileBytes> {
  try {
    return await withinFileLimit(file, (signal) => readOpened(file, reading, signal), reading.limit);
  } catch (error) {
    return { failed: failureOf(error) };
  }
}

/** As `readFileBytes`, as text in UTF-8. */
export async function readFileText(
  file: string,
  reading: FileReading,
): Promise<{ readonly read: string; readonly mode: number } | { readonly failed: FileFailure }> {
  const bytes = await readFileBytes(file, reading);
  if ('failed' in bytes) return bytes;
  return { read: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.read), mode: bytes.mode };
}

/** What the file system has been asked about a path without an answer within the limit. Absolute paths. */
const unanswered = new Set<string>();

/** So many questions may be without an answer before no further one is asked: the other threads are needed. */
const mostUnanswered = 2;

/**
 * Asks the file system about a path, and waits for it no longer than so many milliseconds. Of a network disk that is gone
 * the answer may never come, and each question takes a thread: until it has come, nothing else in the same folder is asked
 * for. Throws what the work throws, and `command.file-late`; then the signal is aborted, and what the work still does has
 * to end itself.
 */
export async function withinFileLimit<T>(
  path: string,
  work: (signal: AbortSignal) => Promise<T>,
  limit = fileLimit,
): Promise<T> {
  const whole = resolve(path);
  if (isHung(whole)) throw new ScaleoutError('command.file-late', `${path} gave no answer, and still gives none.`);
  const over = new AbortController();
  const late = new ScaleoutError('command.file-late', `${path} gave no answer within ${limit / 1000} s.`);
  let timer: NodeJS.Timeout | undefined;
  let isWaiting = true;
  const working = work(over.signal).finally(() => {
    isWaiting = false;
    unanswered.delete(whole);
  });
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      over.abort(late);
      if (isWaiting) unanswered.add(whole);
      reject(late);
    }, limit);
  });
  try {
    return await Promise.race([working, passed]);
  } finally {
    clearTimeout(timer);
  }
}

function isHung(path: string): boolean {
  if (unanswered.size >= mostUnanswered) return true;
  return [...unanswered].some((other) => {
    const folder = dirname(other);
    return other === path || (folder !== dirname(folder) && path.startsWith(`${folder}${sep}`));
  });
}

// Windows has none of these.
const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0, O_NOFOLLOW = 0 } = fs.constants;

/** Opens that never wait: for the writer of a pipe, for a line, for a device. */
export const unwaiting = O_NONBLOCK | O_NOCTTY;

/** Opens no symbolic link, where the system can tell (not on Windows: look before). */
export const unlinked = O_NOFOLLOW;

async function readOpened(file: string, reading: FileReading, signal: AbortSignal): Promise<FileBytes> {
  const { kinds, followLink = true } = reading;
  // A look before: to open some devices does something to them, and on Windows a folder cannot be opened.
  const before = await (followLink ? fs.promises.stat(file) : fs.promises.lstat(file));
  const refused = refusal(before, kinds);
  if (refused !== undefined) return { failed: refused };
  const handle = await open(file, O_RDONLY | unwaiting | (followLink ? 0 : unlinked));
  let isOurs = true;
  try {
    signal.throwIfAborted();
    // Another may have taken its place since.
    const found = await fstat(handle);
    const failed = refusal(found, kinds);
    if (failed !== undefined) return { failed };
    if (isatty(handle)) return { failed: { why: 'special', phrase: 'is a terminal, not a file' } };
    const isPipe = found.isFIFO() && process.platform !== 'win32';
    if (isPipe) isOurs = false;
    const bytes = await (isPipe
      ? readPipe(handle, reading.largest, signal)
      : readHandle(handle, reading.largest, signal));
    return bytes === undefined ? { failed: tooLarge(reading.largest) } : { read: bytes, mode: found.mode };
  } finally {
    if (isOurs) await close(handle);
  }
}

function refusal(found: fs.Stats, kinds: FileReading['kinds']): FileFailure | undefined {
  if (found.isDirectory()) return { why: 'folder', phrase: 'is a folder, not a file' };
  if (found.isSymbolicLink()) return { why: 'link', phrase: 'is a symbolic link, which is not followed here' };
  if (found.isFile() || (kinds === 'any' && !found.isSocket())) return undefined;
  const kind = found.isFIFO() ? 'a pipe' : found.isSocket() ? 'a socket' : 'a device';
  return { why: 'special', phrase: `is ${kind}, not ${kinds === 'any' ? 'a file or a pipe' : 'a regular file'}` };
}

/** Undefined where there is more. */
async function readHandle(handle: number, largest: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length <= largest) {
    const part = new Uint8Array(Math.min(1024 * 1024, largest + 1 - length));
    const { bytesRead } = await read(handle, part, 0, part.length, null);
    signal.throwIfAborted();
    if (bytesRead === 0) return Buffer.concat(parts, length);
    parts.push(part.subarray(0, bytesRead));
    length += bytesRead;
  }
  return undefined;
}

/**
 * As `readHandle`, of a pipe, whose writer may come later. A socket waits for it without a thread, and closes the handle.
 */
async function readPipe(handle: number, largest: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const pipe = new Socket({ fd: handle, readable: true, writable: false, signal });
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of pipe as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > largest) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

/** That there is more than may be read. */
export function tooLarge(largest: number): FileFailure {
  const size = largest < 1024 * 1024 ? `${largest / 1024} KiB` : `${largest / 1024 / 1024} MiB`;
  return { why: 'large', phrase: `is larger than ${size}` };
}

/** What kept a file from being read, or looked at. */
export function failureOf(error: unknown): FileFailure {
  if (error instanceof ScaleoutError && error.code === 'command.file-late') {
    return { why: 'late', phrase: `could not be read within ${fileLimit / 1000} s` };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { why: 'missing', phrase: 'does not exist' };
    case 'EACCES':
    case 'EPERM':
      return { why: 'denied', phrase: 'may not be read by this account' };
    case 'EISDIR':
      return { why: 'folder', phrase: 'is a folder, not a file' };
    // open(2) of a symbolic link with O_NOFOLLOW; FreeBSD says EMLINK.
    case 'ELOOP':
    case 'EMLINK':
      return { why: 'link', phrase: 'is a symbolic link, or its links lead in a circle' };
    case 'ENXIO':
      return { why: 'special', phrase: 'is a device that is not there' };
    case 'EAGAIN':
      return { why: 'special', phrase: 'is a device that has nothing to read' };
    default:
      return { why: 'other', phrase: `cannot be read: ${systemWords(error) ?? code}` };
  }
}

const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.[^\\/]*|:)? *$/i;

/**
 * The device that Windows means by the name of a file, with any extension and in every folder (learn.microsoft.com, Naming
 * Files, Paths, and Namespaces); undefined where it means a file. Other systems know no such names.
 */
export function windowsDeviceName(name: string): string | undefined {
  return reserved.exec(name)?.[1];
}

/**
 * Writes a whole file, readable by its owner only, so that a reader sees the old text or the new one and a process that
 * dies leaves one of them. Throws the system's error.
 */
export function replaceFile(path: string, text: string): void {
  const temporary = temporaryName(path);
  try {
    // Unlike write-file-atomic 7, writeFileSync goes on after a short write, so a full disk never passes for success.
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
    moveFile(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Bytes of a name, on every usual file system. */
const longestName = 255;

/** Beside the file. It begins as the file's name does, cut where it would be too long for a name that is not. */
export function temporaryName(path: string): string {
  const name = basename(path);
  const ending = `.${randomBytes(6).toString('hex')}.tmp`;
  if (Buffer.byteLength(name + ending) <= longestName) return `${path}${ending}`;
  return join(dirname(path), `${[...name].slice(0, 40).join('')}${ending}`);
}

/**
 * Gives a file another name, over a file that has it. Windows refuses that while a virus scanner or an indexer has either
 * open, which they do for a moment with each new file: it is tried again for a second. Throws the system's error.
 */
export function moveFile(from: string, to: string): void {
  for (let left = heldTries; ; left -= 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || left === 0 || !isHeld(error)) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, heldWait);
  }
}

const heldTries = 5;
const heldWait = 200;

function isHeld(error: unknown): boolean {
  return ['EPERM', 'EACCES', 'EBUSY'].includes(String((error as { readonly code?: unknown }).code));
}
