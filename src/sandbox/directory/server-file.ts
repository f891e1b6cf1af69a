import { realpathSync } from 'node:fs';
import { ScaleoutError } from '../../errors.js';
import { replaceFile } from '../../replace-file.js';
import type { SandboxConnection } from '../connection.js';
import type { Json } from '../model/store.js';
import { directoryError, reasonOf, removeOwnFile, systemCode } from './directory-error.js';
import type { Layout } from './layout.js';
import { readOwnFile } from './read-own-file.js';
import { isObject } from './state-file.js';

const format = 'ssis-scaleout/sandbox-server';

/** What server.json holds: where the serving process listens. */
export interface ServerDocument {
  readonly pid: number;
  /** The name of the process's claim. While that is there, so is the process. */
  readonly claim: string;
  /** Random, made anew each time the sandbox is served: the password of members (see member-login). */
  readonly instance: string;
  readonly connection: SandboxConnection;
}

/** Tells other processes where the server listens. Throws `sandbox.write-failed`. */
export function publishServer(layout: Layout, server: ServerDocument): void {
  try {
    const directory = realpathSync.native(layout.directory);
    replaceFile(layout.server, `${JSON.stringify({ format, directory, ...server }, null, 2)}\n`);
  } catch (error) {
    throw new ScaleoutError('sandbox.write-failed', `${layout.server}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Does nothing where it is gone. Throws `sandbox.directory-unusable`. */
export function withdrawServer(layout: Layout): void {
  removeOwnFile(layout.server);
}

/**
 * The server that is published for this directory, alive or not. Undefined where there is none, or where the file was
 * copied with the directory or is not ours. Throws `sandbox.directory-unusable`.
 */
export function readServer(layout: Layout): ServerDocument | undefined {
  try {
    const text = readOwnFile(layout.server);
    if (text === undefined) return undefined;
    const value = JSON.parse(text.toString('utf8')) as Json;
    if (!isObject(value) || value.format !== format) return undefined;
    return value.directory === realpathSync.native(layout.directory) ? (value as unknown as ServerDocument) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || systemCode(error) === 'ENOENT') return undefined;
    throw directoryError(layout.server, error);
  }
}
