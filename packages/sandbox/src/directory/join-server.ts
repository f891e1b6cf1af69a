import type { SandboxConnection } from '../connection.js';
import type { Engine, LoginOutcome, Session } from '../engine.js';
import type { ServerDocument } from './server-files.js';

/** A session at the server that serves a directory. As long as it is there the server does not stop of itself. */
export interface Membership {
  leave(): Promise<void>;
}

/**
 * Logs in to a published server with a driver of SQL Server, and stays. Undefined where nobody answers there, or somebody
 * else: the password may leave only through TLS with the certificate and the server's name of the connection, which no other
 * server has.
 */
export type JoinServer = (
  connection: SandboxConnection,
  login: { readonly user: string; readonly password: string },
) => Promise<Membership | undefined>;

/** The login of a process that uses a sandbox which another process serves. It is in no table. */
export const memberUser = 'scaleout member';

/** Joins the server of a document as a member. */
export function joinAsMember(join: JoinServer, server: ServerDocument): Promise<Membership | undefined> {
  return join(server.connection, { user: memberUser, password: server.instance });
}

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
