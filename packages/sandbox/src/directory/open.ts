// src/directory is a sandbox on the disk: the layout of its folder, state and journal, who serves it and who joins. It uses
// model and the sandbox as a whole (sandbox.ts); what is written into the folder goes through files.ts.

import { resolve } from 'node:path';
import type { SandboxConnection } from '../connection.js';
import type { DrillAnswer, DrillRequest } from '../drills/drill-desk.js';
import { SandboxError } from '../errors.js';
import type { AddedMachine, AddRequest } from '../model/fresh/add-machine.js';
import type { NewFleet } from '../model/fresh/fleet-description.js';
import { type ClaimTiming, claimOrJoin } from './claim.js';
import { askByMember, type JoinServer, type MemberAnswer, type MemberRequest } from './join-server.js';
import { ensureDirectory, layoutOf, requireSandbox } from './layout.js';
import { type Serving, startServing } from './serving.js';

export interface OpenSandboxOptions {
  /** How this process logs in to a server that another process runs for the directory. */
  readonly join: JoinServer;
  /** Called only where the directory has no sandbox yet; without it, there must be one. */
  readonly fleet?: () => NewFleet;
  /** Ends the opening, and later the wait of `close`. */
  readonly signal: AbortSignal;
  /** Told what a user waits for. */
  readonly log?: (message: string) => void;
  readonly timing?: ClaimTiming;
  /** The most milliseconds that `close` waits for others; 30,000 unless told otherwise. */
  readonly patience?: number;
}

/** A sandbox that can be connected to until it is closed. */
export interface OpenSandbox extends AsyncDisposable {
  readonly connection: SandboxConnection;
  /** Whether this process serves it. */
  readonly serving: boolean;
  /**
   * Makes or undoes a drill, whoever serves the sandbox; it is on the disk afterwards. Throws `sandbox.drill-unknown`,
   * `sandbox.drill-refused`, `sandbox.drill-unanswered` and `sandbox.write-failed`.
   */
  drill(request: DrillRequest): Promise<DrillAnswer>;
  /**
   * Adds a machine, whoever serves the sandbox; it is on the disk afterwards, and a reset installs it too. Throws
   * `sandbox.add-refused`, `sandbox.drill-unanswered` and `sandbox.write-failed`.
   */
  add(request: AddRequest): Promise<AddedMachine>;
  /**
   * Where this process serves: waits until the others have gone, then folds the state and frees the directory. This
   * process's own connections are to be closed before.
   */
  close(): Promise<void>;
}

const defaultPatience = 30_000;

/** Milliseconds of waiting after which the user is told why. */
const tellAfter = 1_000;

/**
 * Opens the sandbox of a directory, which is made where it does not exist: serves it, or joins the process that does.
 * Throws `sandbox.not-a-sandbox`, `sandbox.no-sandbox`, `sandbox.directory-unusable`, `sandbox.state-damaged`, `sandbox.state-too-new`,
 * `sandbox.held`, `sandbox.write-failed` or the signal's reason.
 */
export async function openSandbox(dir: string, options: OpenSandboxOptions): Promise<OpenSandbox> {
  const layout = layoutOf(resolve(dir));
  const { fleet = noFleet } = options;
  if (options.fleet === undefined) requireSandbox(layout, { orEmpty: false });
  else ensureDirectory(layout);
  const acquired = await claimOrJoin(layout, options);
  if (acquired.kind === 'joined') {
    const { server, membership } = acquired;
    const ask = (request: MemberRequest) => askByMember(membership, request);
    return opened({ connection: server.connection, serving: false, ask }, () => membership.leave());
  }
  const serving = await startServing(layout, acquired.claim, { fleet, log: options.log });
  const ask = async (request: MemberRequest) => serving.answer(request);
  return opened({ connection: serving.sandbox.connection, serving: true, ask }, () => closeWhenIdle(serving, options));
}

/** The state was there a moment ago. */
function noFleet(): never {
  throw new SandboxError('sandbox.no-sandbox', 'The sandbox was removed.');
}

interface Parts extends Pick<OpenSandbox, 'connection' | 'serving'> {
  readonly ask: (request: MemberRequest) => Promise<MemberAnswer>;
}

function opened({ ask, ...parts }: Parts, end: () => Promise<void>): OpenSandbox {
  let ending: Promise<void> | undefined;
  const close = () => {
    ending ??= end();
    return ending;
  };
  const add = async (request: AddRequest) => {
    const { added } = await ask(request);
    if (added === undefined) throw new SandboxError('sandbox.drill-unanswered', 'It did not say what was added.');
    return added;
  };
  return { ...parts, drill: ask, add, close, [Symbol.asyncDispose]: close };
}

async function closeWhenIdle(serving: Serving, options: OpenSandboxOptions): Promise<void> {
  const { sandbox } = serving;
  serving.withdraw();
  // Not at once: our own connections were closed just now, and the server may not have noticed yet.
  const telling = setTimeout(() => {
    const others = sandbox.sessionCount();
    if (others > 0)
      options.log?.(`Waiting for ${others === 1 ? 'another session' : `${others} other sessions`} to end`);
  }, tellAfter);
  const stop = new AbortController();
  const giveUp = () => stop.abort();
  const limit = setTimeout(giveUp, options.patience ?? defaultPatience);
  options.signal.addEventListener('abort', giveUp);
  if (options.signal.aborted) giveUp();
  try {
    await sandbox.untilIdle(stop.signal);
  } catch {
    // An interrupted user knows why; one whose patience ran out does not.
    if (!options.signal.aborted) options.log?.('Closing the sandbox although it is in use');
  } finally {
    clearTimeout(telling);
    clearTimeout(limit);
    options.signal.removeEventListener('abort', giveUp);
    await serving.close();
  }
}
