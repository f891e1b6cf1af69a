import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { isSandboxError, SandboxError } from '../errors.js';
import { instantOf } from '../instant.js';
import { freshContent } from '../model/fresh/content.js';
import type { Json, Row, StoreContent } from '../model/store.js';
import type { ClaimTiming } from './claim.js';
import type { JoinServer } from './join-server.js';
import { removeJournal } from './journal.js';
import { type Layout, layoutOf, readOwnFile, reasonOf, removeTemporaries, requireSandbox } from './layout.js';
import { openPersistentStore } from './persistent-store.js';
import { claimAlone } from './serve.js';
import { headOf, readFleet, writeState } from './state-file.js';

export interface ResetSandboxOptions {
  /** How this process logs in to a server that another process runs for the directory. */
  readonly join: JoinServer;
  readonly signal: AbortSignal;
  readonly log?: (message: string) => void;
  readonly timing?: ClaimTiming;
}

/**
 * Sets the sandbox's machines up afresh; logins keep their passwords where the old state can be read. Throws
 * `sandbox.no-sandbox`, `sandbox.not-a-sandbox`, `sandbox.already-served`, `sandbox.held`, `sandbox.write-failed`, and
 * `sandbox.state-damaged` where not even the fleet's description can be read.
 */
export async function resetSandbox(dir: string, options: ResetSandboxOptions): Promise<void> {
  const layout = layoutOf(resolve(dir));
  requireSandbox(layout, { orEmpty: false });
  const claim = await claimAlone(layout, options);
  try {
    removeTemporaries(layout);
    const before = lastState(layout);
    const fleet = readFleet(before.fleet, layout.state, instantOf(Date.now()));
    const fresh = freshContent(fleet, randomBytes);
    const logins = keepPasswords(fresh.logins ?? {}, before.tables.logins ?? {});
    writeFresh(layout, { fleet: before.fleet, tables: { ...fresh, logins } });
  } finally {
    claim.release();
  }
}

interface LastState {
  readonly fleet: Json;
  readonly tables: StoreContent;
}

/** The state, or of a damaged one what stands before its tables. */
function lastState(layout: Layout): LastState {
  try {
    const state = openPersistentStore(layout);
    if (state !== undefined) return { fleet: state.fleet, tables: state.store.content() };
  } catch (error) {
    if (!isSandboxError(error, 'sandbox.state-damaged')) throw error;
    const head = headOf(readOwnFile(layout.state)?.toString('utf8') ?? '');
    if (head === undefined) throw error;
    return { fleet: head, tables: {} };
  }
  throw new SandboxError('sandbox.no-sandbox', `${layout.directory} holds no sandbox`);
}

function keepPasswords(fresh: Readonly<Record<string, Row>>, old: Readonly<Record<string, Row>>): Record<string, Row> {
  return Object.fromEntries(
    Object.entries(fresh).map(([key, row]) => {
      const password = old[key]?.password;
      return [key, typeof password === 'string' ? { ...row, password } : row];
    }),
  );
}

function writeFresh(layout: Layout, state: LastState): void {
  try {
    writeState(layout.state, state);
  } catch (error) {
    throw new SandboxError('sandbox.write-failed', `${layout.state}: ${reasonOf(error)}`, { cause: error });
  }
  removeJournal(layout.journal);
}
