import type { Engine, LoginOutcome, Reply, Session } from '../engine.js';

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
