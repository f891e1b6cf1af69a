import { join } from 'node:path';
import { expect } from 'vitest';
import { type OpenSandbox, type OpenSandboxOptions, openSandbox } from '../../src/directory/open.js';
import { instantOf } from '../../src/instant.js';
import { exampleFleet } from '../../src/model/fresh/fleet-description.js';
import { joinServer } from './join.js';
import { temporaryDirectory } from './temporary-directory.js';

/** A signal that nobody aborts. */
export const never = new AbortController().signal;

export const fleet = () => exampleFleet(instantOf(Date.now()));

/** For a directory that has a sandbox already. */
export const noFleet = () => expect.unreachable('there is a sandbox already');

export interface SandboxPlace extends Disposable {
  /** Does not exist yet. */
  readonly directory: string;
  file(name: string): string;
  open(options?: Partial<OpenSandboxOptions>): Promise<OpenSandbox>;
}

/** A directory for a sandbox, and a way to open it. */
export function sandboxPlace(): SandboxPlace {
  const temporary = temporaryDirectory();
  const directory = join(temporary.path, 'a', 'fleet');
  return {
    directory,
    file: (name) => join(directory, name),
    open: (options = {}) => openSandbox(directory, { fleet, join: joinServer, signal: never, ...options }),
    [Symbol.dispose]: temporary[Symbol.dispose],
  };
}
