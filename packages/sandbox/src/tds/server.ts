// src/tds is the wire of SQL Server (MS-TDS): packets, login, requests, types, replies. It knows an engine (engine.ts), and
// neither the language nor the fleet behind it.

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { Engine, Request } from '../engine.js';
import { SandboxError } from '../errors.js';
import { answerLogin, type LoggedIn } from './login/login.js';
import {
  agreeOnEncryption,
  type Encryption,
  encryptionByte,
  type Protection,
  readPreLogin,
  writePreLogin,
} from './login/prelogin.js';
import { serveRequests } from './requests/session-requests.js';
import { malformed } from './wire/bytes.js';
import { type Connected, createInbox } from './wire/messages.js';
import { createMessageJoiner, defaultPacketSize, packetType, splitIntoPackets } from './wire/packets.js';
import { createWire, type TlsContexts } from './wire/wire.js';

/*
 * SQL Server's protocol: TDS 7.2 to 7.4, and 8.0 over TLS, login (login/), requests (requests/), answers (tokens/), values as
 * bytes (types/), packets (wire/). It speaks to an Engine (engine.ts) and knows neither T-SQL nor SSISDB.
 */

export interface TdsServerOptions {
  /** 127.0.0.1 where it is left out. */
  readonly host?: string;
  /** 0 where it is left out: the system chooses a free one. */
  readonly port?: number;
  /** Private key and certificate, in PEM. */
  readonly tls: { readonly key: string; readonly cert: string };
  readonly encryption: Encryption;
  /** How long a client may take to log in, in milliseconds; 15,000 where it is left out. */
  readonly loginLimit?: number;
  /** Called with each request before the session gets it. */
  readonly onRequest?: (sessionId: number, request: Request) => void;
}

export interface TdsServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** How many clients are logged in. */
  sessionCount(): number;
  /** Resolves when no client is connected, logged in or not. Rejects with the signal's reason when it is aborted. */
  untilIdle(signal?: AbortSignal): Promise<void>;
  /** Ends every connection and the listener; resolves when all sessions are closed. May be called again. */
  close(): Promise<void>;
}

const defaultLoginLimit = 15_000;

/**
 * Serves an engine over TDS 7.2 to 7.4 and 8.0 (MS-TDS).
 * Throws `sandbox.port-in-use` or `sandbox.cannot-listen`.
 */
export async function startTdsServer(engine: Engine, options: TdsServerOptions): Promise<TdsServer> {
  const tls = options.encryption === 'off' ? undefined : tlsContexts(options.tls);
  const connections = new Set<ClientConnection>();
  const onIdle = new Set<() => void>();
  let sessions = 0;
  let transactions = 0n;

  const server = createServer({ noDelay: true }, (socket) => {
    const connection = serveConnection(socket, {
      engine,
      encryption: options.encryption,
      tls,
      loginLimit: options.loginLimit ?? defaultLoginLimit,
      onRequest: options.onRequest,
      nextTransaction: () => {
        transactions += 1n;
        return transactions;
      },
      onLogin: () => {
        sessions += 1;
      },
      onLogout: () => {
        sessions -= 1;
      },
    });
    connections.add(connection);
    void connection.ended.then(() => {
      connections.delete(connection);
      if (connections.size === 0) {
        for (const tell of [...onIdle]) {
          tell();
        }
      }
    });
  });

  async function shut(): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    const ending = [...connections];
    for (const connection of ending) {
      connection.end();
    }
    await Promise.all(ending.map(({ ended }) => ended));
    await closed;
  }

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= shut();
    return closing;
  };

  const address = await listen(server, options);
  return {
    ...address,
    sessionCount: () => sessions,
    untilIdle: (signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const settle = () => {
          onIdle.delete(settle);
          signal?.removeEventListener('abort', settle);
          if (signal?.aborted) {
            reject(signal.reason);
          } else {
            resolve();
          }
        };
        if (connections.size === 0) {
          resolve();
        } else {
          onIdle.add(settle);
          signal?.addEventListener('abort', settle);
        }
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** SQL Server itself does no TLS 1.3 inside PRELOGIN, where a ticket after the handshake would have no place. */
function tlsContexts({ key, cert }: TdsServerOptions['tls']): TlsContexts {
  return {
    inside: createSecureContext({ key, cert, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }),
    strict: createSecureContext({ key, cert, minVersion: 'TLSv1.2' }),
  };
}

/** What the system says of an address that cannot be listened on, in words. */
const refusals: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses this port already (EADDRINUSE)',
  EADDRNOTAVAIL: 'this machine has no such address (EADDRNOTAVAIL)',
  EACCES: 'this account may not listen on it (EACCES): ports below 1024 are for administrators',
};

async function listen(server: Server, { host = '127.0.0.1', port = 0 }: TdsServerOptions) {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : '';
    const code = found === 'EADDRINUSE' ? 'sandbox.port-in-use' : 'sandbox.cannot-listen';
    const reason = refusals[found] ?? (error instanceof Error ? error.message : error);
    throw new SandboxError(code, `${host}, port ${port}: ${reason}`, { cause: error });
  }
  // Later errors (no file handle left for a new client) cost that client, not the server.
  server.on('error', () => {});
  const address = server.address();
  return { host, port: typeof address === 'object' && address !== null ? address.port : port };
}

interface ConnectionContext {
  readonly engine: Engine;
  readonly encryption: Encryption;
  readonly tls: TlsContexts | undefined;
  /** Milliseconds from the connection to the end of the login. */
  readonly loginLimit: number;
  readonly onRequest: ((sessionId: number, request: Request) => void) | undefined;
  readonly nextTransaction: () => bigint;
  readonly onLogin: () => void;
  readonly onLogout: () => void;
}

/** The most bytes of a message before the login (LOGIN7 itself has at most 128 KiB) and after it. */
const longestLogin = 160 * 1024;
const longestRequest = 16 * 1024 * 1024;

interface ClientConnection {
  /** Resolves when the connection is over and its session closed. */
  readonly ended: Promise<void>;
  end(): void;
}

/** Serves one client from its first byte to its last. Never rejects: whatever goes wrong ends this connection alone. */
function serveConnection(socket: Socket, context: ConnectionContext): ClientConnection {
  const gone = new AbortController();
  const closed = new Promise<void>((resolve) => {
    gone.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let protection: Protection = 'none';
  let loggedIn: LoggedIn | undefined;

  const join = createMessageJoiner(
    () => (loggedIn === undefined ? longestLogin : longestRequest),
    (message) => {
      if (message.type === packetType.login && protection === 'login') {
        wire.stopTls();
      }
      inbox.push(message);
    },
  );
  const wire = createWire(socket, context.tls, {
    onBytes: join,
    onClosed: () => {
      gone.abort();
      inbox.close();
    },
  });
  const inbox = createInbox(wire);
  const connection: Connected = { wire, packetSize: defaultPacketSize, spid: 0 };

  async function logIn(): Promise<LoggedIn | undefined> {
    let first = await inbox.next();
    if (first?.type === packetType.preLogin) {
      protection = answerPreLogin(first.payload, connection, context);
      first = await inbox.next();
    }
    if (first === undefined) {
      return undefined;
    }
    if (first.type !== packetType.login) {
      throw malformed(`a message of type ${first.type} came in place of the login`);
    }
    const { engine } = context;
    const refused = (context.encryption === 'required' || protection === 'all') && !wire.secured();
    return answerLogin(first, { engine, connection, inbox, refused });
  }

  async function serve(): Promise<void> {
    const limit = setTimeout(() => wire.destroy(), context.loginLimit);
    try {
      loggedIn = await logIn();
    } finally {
      clearTimeout(limit);
    }
    if (loggedIn === undefined) {
      return;
    }
    context.onLogin();
    const { engine, onRequest, nextTransaction } = context;
    try {
      await serveRequests({ ...loggedIn, engine, connection, inbox, gone: gone.signal, onRequest, nextTransaction });
    } finally {
      loggedIn.session.close();
      context.onLogout();
    }
  }

  const served = serve().then(
    () => wire.end(),
    () => wire.destroy(),
  );
  return { ended: served.then(() => closed), end: () => wire.destroy() };
}

/** Tells the client what will be encrypted, and begins with it. */
function answerPreLogin(payload: Buffer, { wire }: Connected, { engine, encryption }: ConnectionContext): Protection {
  const client = readPreLogin(payload);
  // In TDS 8.0 all is encrypted already, and the option says nothing.
  const agreement = wire.strict()
    ? { answer: encryptionByte.notSupported, protection: 'none' as const }
    : agreeOnEncryption(client.encryption, encryption);
  const answer = writePreLogin(client, agreement.answer, engine.productVersion);
  wire.write(splitIntoPackets(answer, { type: packetType.reply, packetSize: defaultPacketSize, spid: 0 }, 1, true));
  if (agreement.protection === 'login' || agreement.protection === 'all') {
    wire.startTls();
  }
  return agreement.protection;
}
