import { randomBytes, randomUUID } from 'node:crypto';
import { freshContent } from '../model/fresh/content.js';
import type { FleetDescription } from '../model/fresh/fleet-description.js';
import type { Store } from '../model/store.js';
import { type RunningSandbox, serveStore } from '../sandbox.js';
import { loadCertificate } from './certificate-file.js';
import type { Claim } from './claim.js';
import { durableEngine } from './durable-engine.js';
import { removeTemporaries } from './ensure-directory.js';
import { recordFleet } from './fleet-record.js';
import type { Layout } from './layout.js';
import { admitMembers } from './member-login.js';
import { openPersistentStore, type PersistentStore } from './persistent-store.js';
import { publishServer, withdrawServer } from './server-file.js';
import { loadSshKeys, writeKnownHosts } from './ssh-files.js';

/** The sandbox of a directory, served by this process. */
export interface Serving {
  readonly sandbox: RunningSandbox;
  /** Nobody new finds the server afterwards; those who have a connection may go on and open others. */
  withdraw(): void;
  /** Ends all connections, folds the journal and frees the directory. Throws `sandbox.write-failed`. */
  close(): Promise<void>;
}

export interface ServingOptions {
  readonly port?: number | undefined;
  /** What a new directory is filled with. */
  readonly fleet: () => FleetDescription;
  /** Throws where the state is not one to be served. */
  readonly check?: (store: Store) => void;
  /** Told what a user should know of the state that was found. */
  readonly log?: ((message: string) => void) | undefined;
}

/**
 * Opens the state of a claimed directory and serves it; frees the claim where that fails, and when it is closed. A claim
 * that is lost ends the server at once. Throws the errors of opening and listening.
 */
export async function startServing(layout: Layout, claim: Claim, options: ServingOptions): Promise<Serving> {
  let state: PersistentStore | undefined;
  let sandbox: RunningSandbox | undefined;
  try {
    removeTemporaries(layout);
    withdrawServer(layout);
    const opened = openPersistentStore(layout, {
      fresh: () => freshState(options.fleet()),
      stillOurs: claim.held,
      log: options.log,
    });
    state = opened;
    options.check?.(opened.store);
    const instance = randomUUID();
    sandbox = await serveStore({
      store: opened.store,
      certificate: await loadCertificate(layout, new Date()),
      sshKeys: loadSshKeys(layout),
      flush: opened.flush,
      ...(options.port === undefined ? {} : { port: options.port }),
      around: (engine) => admitMembers(durableEngine(engine, opened.flush), instance),
    });
    const { connection } = sandbox;
    writeKnownHosts(layout, connection.ssh);
    publishServer(layout, { pid: process.pid, claim: claim.name, instance, connection });
  } catch (error) {
    await sandbox?.close();
    claim.release();
    throw error;
  }
  return closable(layout, claim, state, sandbox);
}

function freshState(fleet: FleetDescription) {
  return { fleet: recordFleet(fleet), tables: freshContent(fleet, randomBytes) };
}

function closable(layout: Layout, claim: Claim, state: PersistentStore, sandbox: RunningSandbox): Serving {
  claim.lost.addEventListener('abort', () => void sandbox.close(), { once: true });
  const withdraw = () => {
    if (claim.held()) withdrawServer(layout);
  };
  const end = async () => {
    try {
      withdraw();
      await sandbox.close();
      state.close();
    } finally {
      claim.release();
    }
  };
  let ending: Promise<void> | undefined;
  return {
    sandbox,
    withdraw,
    close() {
      ending ??= end();
      return ending;
    },
  };
}
