import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createSecureContext } from 'node:tls';
import { ScaleoutError } from '../../errors.js';
import type { Engine, Request } from '../engine.js';
import { type ClientConnection, serveConnection } from './connection.js';
import type { Encryption } from './login/encryption.js';
import type { TlsContexts } from './wire/wire.js';

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

async function listen(server: Server, { host = '127.0.0.1', port = 0 }: TdsServerOptions) {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const code = inUse ? 'sandbox.port-in-use' : 'sandbox.cannot-listen';
    throw new ScaleoutError(code, `${host}:${port}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  // Later errors (no file handle left for a new client) cost that client, not the server.
  server.on('error', () => {});
  const address = server.address();
  return { host, port: typeof address === 'object' && address !== null ? address.port : port };
}
