import { resolve } from 'node:path';
import type { SandboxLogin } from '../connection.js';
import { SandboxError } from '../errors.js';
import { instantOf } from '../instant.js';
import { exampleFleet, type NewFleet } from '../model/fresh/fleet-description.js';
import type { Store } from '../model/store.js';
import { type Way, waysOf } from '../model/ways.js';
import { type Claim, type ClaimTiming, claimOrJoin } from './claim.js';
import type { JoinServer } from './join-server.js';
import { ensureDirectory, type Layout, layoutOf } from './layout.js';
import { startServing } from './serving.js';

export interface ServeSandboxOptions {
  /** How this process logs in to a server that another process runs for the directory. */
  readonly join: JoinServer;
  /** The system chooses a free one unless told otherwise. */
  readonly port?: number;
  /** Called only where the directory has no sandbox yet; the machines of examples/catalog-only.yaml unless told otherwise. */
  readonly fleet?: () => NewFleet;
  /** The world of a new sandbox; one that has another is refused. Absent: whichever it has. */
  readonly world?: readonly Way[] | undefined;
  /** Ends the server. */
  readonly signal: AbortSignal;
  readonly log?: (message: string) => void;
  readonly timing?: ClaimTiming;
}

/** What a client needs to know: the line that `scaleout sandbox serve DIR --json` prints. */
export interface ServedSandbox {
  readonly host: string;
  readonly port: number;
  /** The SQL login, which any client can use. */
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly logins: readonly SandboxLogin[];
  /** Absolute path of the certificate to trust, in PEM, and the name to check it against. */
  readonly certificateFile: string;
  readonly serverName: string;
  /** Where the machines are: the user's name is the machine's. Both files are absolute paths, as `ssh` takes them. */
  readonly ssh: {
    readonly host: string;
    readonly port: number;
    /** The host's key: `ssh-ed25519 AAAA...`. */
    readonly hostKey: string;
    readonly identityFile: string;
    readonly knownHostsFile: string;
  };
  /** Absolute path. */
  readonly directory: string;
  readonly pid: number;
}

/** A served sandbox. */
export interface SandboxServer {
  readonly served: ServedSandbox;
  /**
   * Resolves when the signal was aborted and all is written. Rejects with `sandbox.write-failed`, also where the
   * directory was removed or taken over.
   */
  readonly ended: Promise<void>;
}

/**
 * Serves the sandbox of a directory, which is made where it does not exist, until the signal is aborted. Throws
 * `sandbox.already-served`, `sandbox.other-world`, `sandbox.port-in-use` and what `openSandbox` throws.
 */
export async function serveSandbox(dir: string, options: ServeSandboxOptions): Promise<SandboxServer> {
  const layout = layoutOf(resolve(dir));
  ensureDirectory(layout);
  const claim = await claimAlone(layout, options);
  const { fleet: made = () => exampleFleet(instantOf(Date.now())), port, world } = options;
  const fleet = () => ({ ...made(), ...(world === undefined ? {} : { world }) });
  const check = (store: Store) => requireWorld(layout, store, world);
  const serving = await startServing(layout, claim, { port, fleet, log: options.log, check });
  const { connection, logins } = serving.sandbox;
  const ended = untilAborted([options.signal, claim.lost]).then(async () => {
    await serving.close();
    if (claim.lost.aborted) {
      throw new SandboxError(
        'sandbox.write-failed',
        `${layout.directory} was removed, or another process took it over`,
      );
    }
  });
  // The caller may look at it later.
  ended.catch(() => {});
  return {
    served: {
      host: connection.host,
      port: connection.port,
      ...connection.sqlLogin,
      database: connection.database,
      logins,
      certificateFile: layout.certificate,
      serverName: connection.serverName,
      ssh: {
        host: connection.ssh.host,
        port: connection.ssh.port,
        hostKey: connection.ssh.hostKey,
        identityFile: layout.sshLoginKey,
        knownHostsFile: layout.knownHosts,
      },
      directory: layout.directory,
      pid: process.pid,
    },
    ended,
  };
}

/** A sandbox that lived by other rules would be neither the one world nor the other. */
function requireWorld(layout: Layout, store: Store, wanted: readonly Way[] | undefined): void {
  const found = [...waysOf(store)];
  if (wanted === undefined || found.join() === wanted.join()) return;
  const named = (ways: readonly Way[]) => (ways.length === 0 ? 'the usual world' : `the world ${ways.join(',')}`);
  throw new SandboxError(
    'sandbox.other-world',
    `${layout.directory} is a sandbox of ${named(found)}, not of ${named(wanted)}`,
  );
}

/** Claims a directory that nobody serves. Throws `sandbox.already-served` and what `claimOrJoin` throws. */
export async function claimAlone(
  layout: Layout,
  options: Pick<ServeSandboxOptions, 'join' | 'signal' | 'log' | 'timing'>,
): Promise<Claim> {
  const acquired = await claimOrJoin(layout, options);
  if (acquired.kind === 'claimed') return acquired.claim;
  const { server, membership } = acquired;
  await membership.leave();
  const { host, port } = server.connection;
  throw new SandboxError(
    'sandbox.already-served',
    `Process ${server.pid} serves ${layout.directory} at ${host}, port ${port}`,
  );
}

function untilAborted(signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
}
