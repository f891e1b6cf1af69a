import { createCertificate, type SandboxCertificate } from './certificate.js';
import { connectionOf, type SandboxConnection, type SandboxLogin } from './connection.js';
import type { Engine, Instant, LoginOutcome, Request, SqlMessage } from './engine.js';
import { instantOf } from './instant.js';
import type { MachineRequest } from './model/machines/requests.js';
import { serverOf } from './model/server.js';
import { createStore, type RowChange, type Store, type StoreContent } from './model/store.js';
import { createWorld, type World } from './model/world.js';
import { createApplicationLocks } from './sql/application-locks.js';
import { createSessionList, withServerViews } from './sql/server-views.js';
import { createSession } from './sql/session.js';
import { makeSshKeyPair, type SshKeyPair } from './ssh/key-pair.js';
import { answerMachines, type MachineFault, type SshServer, startSshServer } from './ssh/ssh-server.js';
import { startTdsServer } from './tds/server.js';

/** A fleet that listens on a loopback port. */
export interface RunningSandbox extends AsyncDisposable {
  readonly connection: SandboxConnection;
  /** Every login of its SQL Server that somebody can use. */
  readonly logins: readonly SandboxLogin[];
  /** To look at; only the world writes to it. */
  readonly store: Store;
  readonly world: World;
  sessionCount(): number;
  /** Resolves when no client is connected. Rejects with the signal's reason when it is aborted. */
  untilIdle(signal?: AbortSignal): Promise<void>;
  /** Ends every connection and the listener. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  readonly content: StoreContent;
  /** The server's time; this machine's, in UTC, unless told otherwise. */
  readonly now?: () => Instant;
  readonly onChange?: (change: RowChange) => void;
  /** The system chooses a free one unless told otherwise. */
  readonly port?: number;
  /** Called with each request before it is carried out. */
  readonly onRequest?: (sessionId: number, request: Request) => void;
  /** How long each request to a machine takes, in milliseconds. */
  readonly latencyMs?: number;
  /** Called with each request to a machine before it is carried out; what it returns goes wrong. */
  readonly onMachineRequest?: (machine: string, request: MachineRequest) => MachineFault | undefined;
}

/**
 * Starts a sandbox in memory. All of one process share a certificate, because making one takes a while, and keys. Throws
 * `sandbox.port-in-use`, `sandbox.cannot-listen` or `sandbox.state-damaged` (no login for us).
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { content, onChange = () => {}, ...rest } = options;
  sharedCertificate ??= createCertificate(new Date());
  return serveStore({ ...rest, store: createStore(content, onChange), certificate: await sharedCertificate });
}

let sharedCertificate: Promise<SandboxCertificate> | undefined;
let sharedKeys: SandboxSshKeys | undefined;

function keysOfAll(): SandboxSshKeys {
  sharedKeys ??= { host: makeSshKeyPair(), login: makeSshKeyPair() };
  return sharedKeys;
}

/** The keys of a sandbox's SSH server: its own, and the one that logs in. */
export interface SandboxSshKeys {
  readonly host: SshKeyPair;
  readonly login: SshKeyPair;
}

export interface ServedStore extends Omit<SandboxOptions, 'content' | 'onChange'> {
  readonly store: Store;
  readonly certificate: SandboxCertificate;
  /** Those that all of this process share, unless told otherwise. */
  readonly sshKeys?: SandboxSshKeys;
  /** Writes down what a machine's request changed, before its answer leaves. */
  readonly flush?: () => void;
  /** What else stands between the wire and the engine. */
  readonly around?: (engine: Engine) => Engine;
}

/** Serves a store that somebody else keeps. Throws as `startSandbox` does. */
export async function serveStore({ store, certificate, around, ...options }: ServedStore): Promise<RunningSandbox> {
  const now = options.now ?? (() => instantOf(Date.now()));
  const world = createWorld(store, now);
  const engine = createEngine(world, store, now);
  const { sshKeys = keysOfAll() } = options;
  const sql = await startTdsServer(around?.(engine) ?? engine, {
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.onRequest === undefined ? {} : { onRequest: options.onRequest }),
    tls: { key: certificate.key, cert: certificate.certificate },
    encryption: 'optional',
  });
  let ssh: SshServer | undefined;
  const close = async () => {
    await Promise.all([sql.close(), ssh?.close()]);
  };
  try {
    const machines = await startSshServer({
      logins: world,
      hostKey: sshKeys.host,
      loginKey: sshKeys.login.publicKey,
      answer: answerMachines(world, options),
    });
    ssh = machines;
    const { connection, logins } = connectionOf(store, sql, certificate, {
      host: machines.host,
      port: machines.port,
      hostKey: sshKeys.host.publicKey,
      privateKey: sshKeys.login.privateKey,
    });
    const sessionCount = () => sql.sessionCount() + machines.sessionCount();
    return {
      connection,
      logins,
      store,
      world,
      sessionCount,
      async untilIdle(signal) {
        // While one of them is waited for, somebody may have come to the other.
        do {
          await sql.untilIdle(signal);
          await machines.untilIdle(signal);
        } while (sessionCount() > 0);
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** SQL Server's own sessions have the numbers up to 50. */
const lastSystemSession = 50;

/** Puts the language and the world together: whoever the world lets in gets a session of its own. */
export function createEngine(world: World, store: Store, now: () => Instant): Engine {
  const { name, productVersion } = serverOf(store);
  const locks = createApplicationLocks();
  const sessions = createSessionList();
  const database = withServerViews(world.database, sessions, locks);
  let lastSession = lastSystemSession;
  return {
    serverName: name,
    productVersion,
    login(request) {
      const outcome = world.authenticate(request);
      if (!outcome.accepted) return refusal(outcome.errors);
      lastSession += 1;
      const session = createSession({
        database,
        id: lastSession,
        loginName: outcome.loginName,
        hostName: request.hostName,
        appName: request.appName,
        defaultDatabase: outcome.database,
        now,
        locks,
        sessions,
      });
      return { accepted: true, session, messages: [] };
    },
    windowsPassword: (domain, user) => world.windowsPassword(domain, user),
  };
}

/** The last error ends the login. */
function refusal([first, ...others]: readonly [SqlMessage, ...SqlMessage[]]): LoginOutcome {
  const all = [first, ...others];
  return { accepted: false, error: all.at(-1) ?? first, before: all.slice(0, -1) };
}
