// src/twin is a sandbox that stands in for a live world: made from what was seen of that (description.ts), served in this process
// for as long as it is open, and written into a folder where somebody wants to look at it. What the model had to learn for it
// are fields of its rows (docs/sandbox-state.md); what contradicts the model's rules is told (evidence.ts).

import { randomBytes } from 'node:crypto';
import type { SandboxConnection } from '../connection.js';
import { instantOf } from '../instant.js';
import { startSandbox } from '../sandbox.js';
import { twinContent } from './content.js';
import type { TwinDescription } from './description.js';
import type { Unexplained } from './evidence.js';
import { saveTwin } from './save.js';
import { type TwinState, twinLooks } from './state.js';

export interface OpenTwin {
  /** Its login has the rights that the live one has. */
  readonly connection: SandboxConnection;
  /** What was seen of the live world and does not go together with the rules of the sandbox. */
  readonly unexplained: readonly Unexplained[];
  /** As of now; changes nothing, and asks nobody. */
  look(): TwinState;
  /**
   * Writes it into a folder that is made anew, or is empty, as a sandbox: all times are moved so that its moment is `now`, in
   * Unix milliseconds. Throws `sandbox.not-empty`, `sandbox.directory-unusable` and `sandbox.write-failed`.
   */
  save(directory: string, options: { readonly now: number }): Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Opens a twin in memory. `now` is its time, in Unix milliseconds; it begins at the description's `observedAt`. */
export async function openTwin(
  description: TwinDescription,
  { now }: { readonly now: () => number },
): Promise<OpenTwin> {
  const { tables, unexplained } = twinContent(description, randomBytes);
  const sandbox = await startSandbox({ content: tables, now: () => instantOf(now()) });
  const { connection, world, store } = sandbox;
  const look = twinLooks();
  return {
    connection,
    unexplained,
    look: () => world.edit(look),
    async save(directory, options) {
      // What has happened until now is in the tables then.
      const at = world.edit((_, moment) => moment);
      saveTwin(directory, store.content(), { description, offset: options.now - at });
    },
    close: () => sandbox.close(),
  };
}
