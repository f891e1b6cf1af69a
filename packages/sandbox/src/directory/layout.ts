import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isSandboxError, messageOf, SandboxError } from '../errors.js';
import { readRegularFile } from './files.js';

/** The files of a sandbox's directory, as absolute or relative paths like the directory's own. */
export interface Layout {
  readonly directory: string;
  /** Every row, as of the last compaction. Its presence makes the directory a sandbox. */
  readonly state: string;
  /** The changes since. */
  readonly journal: string;
  /** Where the serving process listens. */
  readonly server: string;
  readonly certificate: string;
  readonly key: string;
  /** The SSH server's own key, and the one that logs in to every machine. */
  readonly sshHostKey: string;
  readonly sshLoginKey: string;
  /** For the ssh command: under which key the SSH server is known, at the port that it has now. */
  readonly knownHosts: string;
}

export function layoutOf(directory: string): Layout {
  return {
    directory,
    state: join(directory, 'state.json'),
    journal: join(directory, 'journal.jsonl'),
    server: join(directory, 'server.json'),
    certificate: join(directory, 'certificate.pem'),
    key: join(directory, 'key.pem'),
    sshHostKey: join(directory, 'ssh_host_key'),
    sshLoginKey: join(directory, 'ssh_key'),
    knownHosts: join(directory, 'known_hosts'),
  };
}

const leftover = /^(claim\..+\.lock|state\.json\..+\.tmp)$/;

/** Whether a name can stand in a directory where a process died before it wrote the first state. */
export function isLeftoverOfCreation(name: string): boolean {
  return leftover.test(name);
}

const temporary = /^((state|server)\.json|(certificate|key)\.pem|ssh_host_key|ssh_key|known_hosts)\..+\.tmp$/;

/** Whether a name is of a file that a process was writing when it died. */
export function isTemporary(name: string): boolean {
  return temporary.test(name);
}

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
    throw new SandboxError(
      'sandbox.not-a-sandbox',
      `${layout.directory} holds ${stranger}, but no ${basename(layout.state)}`,
    );
  }
  if (!orEmpty) throw new SandboxError('sandbox.no-sandbox', `${layout.directory} holds no sandbox`);
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

const othersWrite = 0o022;

/** A warning: its code in the table of errors, and what is wrong with this directory. */
export interface SharedDirectory {
  readonly code: 'sandbox.shared-directory';
  readonly detail: string;
}

/**
 * Says it where others than this account may write into the sandbox's directory, or own it: they can give it a state, keys
 * and a server of their own. That holds under the sticky bit too: it keeps files from being removed, not from being made.
 * Undefined where nothing is wrong, where there is no directory, and on Windows, whose modes say nothing of that.
 */
export function sharedDirectory(directory: string): SharedDirectory | undefined {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found === undefined || process.getuid === undefined) return undefined;
  const warning = (detail: string): SharedDirectory => ({ code: 'sandbox.shared-directory', detail });
  const mode = found.mode & 0o7777;
  if ((mode & othersWrite) !== 0) {
    return warning(`Others may write into ${directory} (mode ${mode.toString(8).padStart(4, '0')}).`);
  }
  // Root may do anything anywhere.
  if (found.uid === process.getuid() || found.uid === 0) return undefined;
  return warning(`${directory} belongs to another account (number ${found.uid}).`);
}

const meaning: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EBUSY: 'another program has it open',
  EROFS: 'the file system is read-only',
  EEXIST: 'a file is in its place',
  ENOTDIR: 'a file is in its place',
  ENOENT: 'it does not exist',
  EISDIR: 'a directory is in its place',
  ERR_FS_EISDIR: 'a directory is in its place',
  ENOSPC: 'the disk is full',
  EDQUOT: "the account's disk quota is used up",
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'its links lead in a circle',
};

/** The code of an operating system's error: `ENOENT`; empty for any other value. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What went wrong with a file or directory, in words. */
export function reasonOf(error: unknown): string {
  const code = systemCode(error);
  return meaning[code] ?? messageOf(error);
}

/** `sandbox.directory-unusable` for a path that could not be made, read or written. */
export function directoryError(path: string, error: unknown): SandboxError {
  if (isSandboxError(error, 'sandbox.directory-unusable')) return error;
  return new SandboxError('sandbox.directory-unusable', `${path}: ${reasonOf(error)}`, { cause: error });
}

/** Removes one of the directory's files, where it is there. Throws `sandbox.directory-unusable`. */
export function removeOwnFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw directoryError(path, error);
  }
}

/** Bytes: a string of Node holds no more. */
const largest = 512 * 1024 * 1024;

/**
 * The bytes of a file of the sandbox's directory; undefined where it is not there. A pipe would stop the process for good.
 * Throws `sandbox.directory-unusable`.
 */
export function readOwnFile(path: string): Buffer | undefined {
  const read = readRegularFile(path, largest);
  if ('bytes' in read) return read.bytes;
  if ('missing' in read) return undefined;
  throw new SandboxError('sandbox.directory-unusable', `${path} ${read.refused}`);
}
