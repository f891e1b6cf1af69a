import { closeSync, constants, fstatSync, ftruncateSync, lstatSync, openSync, rmSync, writeSync } from 'node:fs';
import { SandboxError } from '../errors.js';
import type { Json, RowChange } from '../model/store.js';
import { unlinked, unwaiting } from './files.js';
import { readOwnFile, reasonOf } from './layout.js';
import { damaged, decode, isObject, notJson } from './state-file.js';

/*
 * journal.jsonl: a line that names the state's generation, then a line for each batch of changes: a JSON array of
 * RowChange. A batch is one write of one line, so a process that dies leaves all of it or a line without its end.
 */

export interface Journal {
  /** Keeps a change for the next flush, which comes at the latest when the current task's microtasks run. */
  append(change: RowChange): void;
  /**
   * Writes what was kept. After it returns, a process that is killed loses nothing of it. Throws `sandbox.write-failed`
   * and keeps the changes for the next flush.
   */
  flush(): void;
  /** Bytes in the file. */
  readonly size: number;
  /** Closes the file; nothing may be appended afterwards. */
  close(): void;
}

/**
 * A new journal for the state of a generation. Its file is made by the first flush, after `beforeCreation`, which throws
 * where the directory is not ours any more.
 */
export function createJournal(path: string, generation: string, beforeCreation: () => void = () => {}): Journal {
  let pending: RowChange[] = [];
  let file: number | undefined;
  let size = 0;

  const flush = () => {
    if (pending.length === 0) return;
    const header = size === 0 ? `${JSON.stringify({ generation })}\n` : '';
    if (file === undefined) beforeCreation();
    const bytes = Buffer.from(`${header}${JSON.stringify(pending)}\n`);
    try {
      file ??= openJournal(path);
      writeAll(file, bytes, size);
    } catch (error) {
      if (file !== undefined) cutOff(file, size);
      throw new SandboxError('sandbox.write-failed', `${path}: ${reasonOf(error)}`, { cause: error });
    }
    size += bytes.length;
    pending = [];
  };

  return {
    append(change) {
      pending.push(change);
      if (pending.length === 1) queueMicrotask(() => flushLater(flush));
    },
    flush,
    get size() {
      return size;
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/**
 * A new file for the journal, or the old one emptied. A link in its place is not followed: who made the directory, in a
 * repository say, would have us empty a file of the user's. Throws the system's error, and `sandbox.directory-unusable`.
 */
function openJournal(path: string): number {
  const { O_WRONLY, O_CREAT } = constants;
  // Windows has no flag for it.
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) throw unusable(path, 'is a symbolic link');
  const file = openSync(path, O_WRONLY | O_CREAT | unlinked | unwaiting, 0o600);
  try {
    if (!fstatSync(file).isFile()) throw unusable(path, 'is not a regular file');
    ftruncateSync(file, 0);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function unusable(path: string, what: string): SandboxError {
  return new SandboxError('sandbox.directory-unusable', `${path} ${what}`);
}

/** Nobody waits for this flush; the one before the next answer throws the same error to somebody who does. */
function flushLater(flush: () => void): void {
  try {
    flush();
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
  }
}

/** Half a line does no harm where this fails too: the next flush writes over it, and a reader drops it and says so. */
function cutOff(file: number, size: number): void {
  try {
    ftruncateSync(file, size);
  } catch {
    return;
  }
}

function writeAll(file: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written, bytes.length - written, position + written);
  }
}

/** What a journal holds. */
export interface ReadJournal {
  readonly changes: readonly RowChange[];
  /** The end of the file that is no whole line: a batch that a process died over, and that was never answered. */
  readonly cutOff?: CutOff;
}

export interface CutOff {
  /** The line, from 1, and how many bytes of it are there. */
  readonly line: number;
  readonly bytes: number;
}

const nothing: ReadJournal = { changes: [] };

/**
 * The changes since the state of this generation, in order. None where the file is absent or belongs to another state:
 * then a process died after it wrote the new state, or somebody put another state in its place. Throws
 * `sandbox.state-damaged` for a whole line that is not a batch.
 */
export function readJournal(path: string, generation: string): ReadJournal {
  const bytes = readOwnFile(path);
  if (bytes === undefined) return nothing;
  const { lines, rest } = linesOf(bytes);
  const [header, ...batches] = lines.map((line) => decode(path, line));
  const cutOff = rest === 0 ? {} : { cutOff: { line: lines.length + 1, bytes: rest } };
  // Not even the line with the generation: whose it was cannot be told, and nothing of it was answered.
  if (header === undefined) return { ...nothing, ...cutOff };
  if (!isOf(header, generation, path)) return nothing;
  return { changes: batches.flatMap((line, index) => batchOf(line, `${path}:${index + 2}`)), ...cutOff };
}

/** Removes a journal whose changes are in the state. One that cannot be removed belongs to no state any more. */
export function removeJournal(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}

/** The lines that have their end, and how many bytes stand behind them; a character may be torn there. */
function linesOf(bytes: Buffer): { readonly lines: readonly Buffer[]; readonly rest: number } {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { lines, rest: bytes.length - start };
}

function isOf(header: string, generation: string, path: string): boolean {
  const value = parse(header, `${path}:1`);
  if (!isObject(value) || typeof value.generation !== 'string') {
    throw damaged(`${path}:1: the line does not name the state that the journal belongs to`);
  }
  return value.generation === generation;
}

function batchOf(line: string, place: string): readonly RowChange[] {
  const value = parse(line, place);
  if (!Array.isArray(value) || !value.every(isChange)) throw damaged(`${place}: the line is not a list of changes`);
  return value as unknown as readonly RowChange[];
}

function parse(line: string, place: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch (error) {
    throw damaged(`${place}: ${notJson(error)}`);
  }
}

function isChange(value: Json): boolean {
  if (!isObject(value)) return false;
  const { table, key, row } = value;
  return typeof table === 'string' && typeof key === 'string' && (row === null || isObject(row));
}
