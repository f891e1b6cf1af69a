import type { Engine, LoginOutcome } from './engine.js';
import { serverOf } from './model/server.js';
import type { Store } from './model/store.js';
import type { World } from './model/world.js';
import { createApplicationLocks } from './sql/application-locks.js';
import { createSessionList } from './sql/server-views/session-list.js';
import { withServerViews } from './sql/server-views/with-server-views.js';
import { createSession } from './sql/session.js';
import type { Instant, SqlMessage } from './sql-value.js';

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
