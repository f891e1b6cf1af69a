import sql from 'mssql';
import { checkDriver, requireEncryption } from '../../../../src/providers/ssisdb/connection/require-encryption.js';
import type { Engine, LoginOutcome, Session } from '../engine.js';
import type { ServerDocument } from './server-files.js';

/** A session at the server that serves a directory. As long as it is there the server does not stop of itself. */
export interface Membership {
  leave(): Promise<void>;
}

const timeout = 5_000;
const encryption = { encrypt: true, trustServerCertificate: false } as const;

/**
 * Logs in to a published server and stays. Undefined where nobody answers there, or somebody else: the instance leaves
 * only through TLS with the directory's own certificate, and no other server takes it for a password.
 */
export async function joinServer({ connection, instance }: ServerDocument): Promise<Membership | undefined> {
  checkDriver();
  const pool = new sql.ConnectionPool({
    server: connection.host,
    port: connection.port,
    user: memberUser,
    password: instance,
    connectionTimeout: timeout,
    requestTimeout: timeout,
    // One connection, kept: the server counts it.
    pool: { min: 1, max: 1 },
    options: {
      ...encryption,
      serverName: connection.serverName,
      cryptoCredentialsDetails: { ca: connection.certificate },
      appName: 'scaleout sandbox member',
    },
    beforeConnect: (made) => requireEncryption(made, encryption),
  });
  // Without a listener a lost connection would end the process.
  pool.on('error', () => {});
  try {
    await pool.connect();
    // The pool's connection is opened by its first request.
    await pool.request().batch('SELECT 1');
    return { leave: () => pool.close() };
  } catch {
    // Whatever it was: this is not the server. The caller looks at the claims and tries again.
    await pool.close();
    return undefined;
  }
}

/** The login of a scaleout process that uses a sandbox which another process serves. It is in no table. */
export const memberUser = 'scaleout member';

/** The engine, which also lets in members: by the instance as password, whatever the sandbox's logins are. */
export function admitMembers(engine: Engine, instance: string): Engine {
  return {
    ...engine,
    login(request): LoginOutcome {
      const { credentials } = request;
      const isMember =
        credentials.type === 'sql' && credentials.user === memberUser && credentials.password === instance;
      return isMember ? { accepted: true, session: memberSession(), messages: [] } : engine.login(request);
    },
  };
}

/** A session that is only there to be counted: every request ends at once. */
function memberSession(): Session {
  return {
    id: 0,
    database: 'master',
    async execute(_request, reply) {
      reply.done();
    },
    reset() {},
    close() {},
  };
}
