import { randomBytes, randomUUID } from 'node:crypto';
import { answerDrill } from '../drills/drill-desk.js';
import type { Engine, LoginOutcome, Reply, Session } from '../engine.js';
import { instantOf } from '../instant.js';
import { addMachine } from '../model/fresh/add-machine.js';
import { freshContent } from '../model/fresh/content.js';
import type { NewFleet } from '../model/fresh/fleet-description.js';
import type { Store } from '../model/store.js';
import { type RunningSandbox, serveStore } from '../sandbox.js';
import type { Claim } from './claim.js';
import { admitMembers, type MemberAnswer, type MemberRequest } from './join-server.js';
import { type Layout, removeTemporaries } from './layout.js';
import { openPersistentStore, type PersistentStore } from './persistent-store.js';
import { loadCertificate, loadSshKeys, publishServer, withdrawServer, writeKnownHosts } from './server-files.js';
import { recordFleet, recordMachine } from './state-file.js';

/** The sandbox of a directory, served by this process. */
export interface Serving {
  readonly sandbox: RunningSandbox;
  /** Makes or undoes a drill, or adds a machine, and has it on the disk. Throws `sandbox.drill-*`, `sandbox.add-refused`, `sandbox.write-failed`. */
  answer(request: MemberRequest): MemberAnswer;
  /** Nobody new finds the server afterwards; those who have a connection may go on and open others. */
  withdraw(): void;
  /** Ends all connections, folds the journal and frees the directory. Throws `sandbox.write-failed`. */
  close(): Promise<void>;
}

interface ServingOptions {
  readonly port?: number | undefined;
  /** What a new directory is filled with. */
  readonly fleet: () => NewFleet;
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
  const answer = (request: MemberRequest): MemberAnswer => {
    if (sandbox === undefined || state === undefined) throw new Error('The sandbox is not served yet.');
    const { world } = sandbox;
    if (request.action === 'add') {
      const added = world.edit((model, now) => addMachine(model, request, now));
      state.flush();
      // Also where it was there already: a process may have died in between.
      state.changeFleet((fleet) => recordMachine(fleet, added));
      return { added };
    }
    const answered = answerDrill(world, request);
    state.flush();
    return answered;
  };
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
      around: (engine) => admitMembers(durableEngine(engine, opened.flush), instance, answer),
    });
    const { connection } = sandbox;
    writeKnownHosts(layout, connection.ssh);
    publishServer(layout, { pid: process.pid, claim: claim.name, instance, connection });
  } catch (error) {
    await sandbox?.close();
    claim.release();
    throw error;
  }
  return { ...closable(layout, claim, state, sandbox), answer };
}

function freshState(wanted: NewFleet) {
  const fleet = { createdAt: instantOf(Date.now()), ...wanted };
  return { fleet: recordFleet(fleet), tables: freshContent(fleet, randomBytes) };
}

function closable(
  layout: Layout,
  claim: Claim,
  state: PersistentStore,
  sandbox: RunningSandbox,
): Omit<Serving, 'answer'> {
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

/**
 * The engine, which writes down what a request changed before any of its answer leaves. Where that cannot be written the
 * request fails and so does its connection: the client must look again.
 */
export function durableEngine(engine: Engine, flush: () => void): Engine {
  return {
    ...engine,
    login(request): LoginOutcome {
      const outcome = engine.login(request);
      flush();
      return outcome.accepted ? { ...outcome, session: durableSession(outcome.session, flush) } : outcome;
    },
  };
}

function durableSession(session: Session, flush: () => void): Session {
  return {
    id: session.id,
    get database() {
      return session.database;
    },
    async execute(request, reply, signal) {
      await session.execute(request, durableReply(reply, flush), signal);
      flush();
    },
    reset: () => session.reset(),
    close: () => session.close(),
  };
}

/** A client acts on messages and on the end of a statement; columns and rows come before an end. */
function durableReply(reply: Reply, flush: () => void): Reply {
  return {
    ...reply,
    done(outcome) {
      flush();
      reply.done(outcome);
    },
    message(message) {
      flush();
      reply.message(message);
    },
    endProcedure(returnStatus, outputs) {
      flush();
      reply.endProcedure(returnStatus, outputs);
    },
  };
}
