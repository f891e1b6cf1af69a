import type { Engine, LoginOutcome, Session } from '../engine.js';

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
