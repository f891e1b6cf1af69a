import type { Engine, Request, SqlMessage } from '../../engine.js';
import { messageOf } from '../../errors.js';
import type { LoggedIn } from '../login/login.js';
import { createTokenReply, type Scope, type TokenReply } from '../tokens/reply.js';
import { command, doneStatus, doneToken, writeByteChange, writeDatabaseChange, writeDone } from '../tokens/tokens.js';
import { type Answer, beginAnswer, type Connected, type Inbox } from '../wire/messages.js';
import { type ClientRequest, readRequest, type TransactionRequest } from './requests.js';

interface RequestContext extends LoggedIn {
  readonly engine: Engine;
  readonly connection: Connected;
  readonly inbox: Inbox;
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal;
  readonly onRequest: ((sessionId: number, request: Request) => void) | undefined;
  /** A number for the next transaction, unique in the server. */
  readonly nextTransaction: () => bigint;
}

/** What is done for one request; its tokens go to `reply`. */
type Step = (reply: TokenReply, signal: AbortSignal) => Promise<void>;

/** Answers what a logged-in client sends, until it is gone or an error ends the connection. */
export async function serveRequests(context: RequestContext): Promise<void> {
  const { inbox, connection } = context;
  const execute = async (request: Request, scope: Scope, reply: TokenReply, signal: AbortSignal) => {
    context.onRequest?.(context.session.id, request);
    await context.session.execute(request, reply.forRequest(scope), signal);
  };
  const transactions = createTransactionSteps(execute, context.nextTransaction);

  function stepOf(request: Exclude<ClientRequest, { type: 'attention' }>): Step {
    switch (request.type) {
      case 'execute':
        return async (reply, signal) => {
          for (const one of request.requests) {
            const scope = scopeOf(one);
            await execute(one, scope, reply, signal);
            reply.endRequest(scope);
          }
        };
      case 'transaction':
        return (reply, signal) => transactions.step(request.request, reply, signal);
      case 'refused':
        return async (reply) => reply.forRequest({ type: 'batch' }).message(request.error);
    }
  }

  for (let message = await inbox.next(); message !== undefined; message = await inbox.next()) {
    if (message.ignored) {
      acknowledge(connection, doneStatus.error);
      continue;
    }
    const request = readRequest(message);
    if (request.type === 'attention') {
      acknowledge(connection, doneStatus.attention);
    } else {
      if (message.reset) {
        transactions.forget();
      }
      const goOn = await answerStep(context, message.reset, stepOf(request));
      await connection.wire.drained();
      if (!goOn) {
        return;
      }
    }
  }
}

/** False where the connection has to end. */
async function answerStep(context: RequestContext, reset: boolean, step: Step): Promise<boolean> {
  const { connection, inbox, engine, version, gone } = context;
  const answer = beginAnswer(connection);
  const drained = () => connection.wire.drained();
  const reply = createTokenReply({ answer, serverName: engine.serverName, version, drained });
  const stop = new AbortController();
  const abort = () => stop.abort();
  gone.addEventListener('abort', abort, { once: true });
  let attention = false;
  const listener = inbox.listenForAttention(() => {
    attention = true;
    abort();
  });
  try {
    if (reset) {
      resetSession(context, answer);
    }
    await step(reply, stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) {
      reply.forRequest({ type: 'batch' }).message(sessionFailed(error));
    }
  } finally {
    listener.stop();
    gone.removeEventListener('abort', abort);
  }
  if (attention) {
    // The answer ends with an error in its own message; tedious and SqlClient then wait for a second with the attention.
    answer.dropUnsent();
    writeDone(answer.tokens, {
      token: doneToken.statement,
      status: doneStatus.error,
      command: command.none,
      rowCount: 0,
    });
    answer.finish();
    acknowledge(connection, doneStatus.attention);
    return true;
  }
  reply.finish();
  answer.finish();
  return !reply.fatal();
}

function scopeOf(request: Request): Scope {
  return request.type === 'batch'
    ? { type: 'batch' }
    : { type: 'rpc', parameterNames: request.parameters.map(({ name }) => name) };
}

/** A message with a single DONE: for an attention, or for a request that the client took back while it was sending it. */
function acknowledge(connection: Connected, status: number): void {
  const answer = beginAnswer(connection);
  writeDone(answer.tokens, { token: doneToken.statement, status, command: command.none, rowCount: 0 });
  answer.finish();
}

function resetSession({ session, engine }: RequestContext, { tokens }: Answer): void {
  const before = session.database;
  session.reset();
  writeByteChange(tokens, 18, Buffer.alloc(0), Buffer.alloc(0));
  if (session.database !== before) {
    writeDatabaseChange(tokens, session.database, before, engine.serverName);
  }
}

/** The session itself failed, so what it did is unknown: an error that ends the connection, for the client to look again. */
function sessionFailed(error: unknown): SqlMessage {
  const text = `The request failed inside the server: ${messageOf(error)}`;
  return { number: 50_000, state: 1, class: 20, text, line: 1 };
}

const nothing = Buffer.alloc(0);

/** What is told to the client of its transaction (ENVCHANGE kinds). */
const change = { begin: 8, commit: 9, rollback: 10 } as const;

/** Carries out transaction requests as batches of the session, and tells the client each transaction's number. */
interface TransactionSteps {
  step(request: TransactionRequest, reply: TokenReply, signal: AbortSignal): Promise<void>;
  /** The session was reset: its transaction is over. */
  forget(): void;
}

function createTransactionSteps(
  execute: (request: Request, scope: Scope, reply: TokenReply, signal: AbortSignal) => Promise<void>,
  nextTransaction: () => bigint,
): TransactionSteps {
  let current = nothing;
  return {
    step: async ({ text, ends, begins }, reply, signal) => {
      await execute({ type: 'batch', text }, { type: 'batch' }, reply, signal);
      if (reply.failed() || signal.aborted) {
        return;
      }
      reply.between(({ tokens }) => {
        if (ends !== undefined) {
          writeByteChange(tokens, change[ends], nothing, current);
          current = nothing;
        }
        if (begins) {
          current = Buffer.alloc(8);
          current.writeBigUInt64LE(nextTransaction());
          writeByteChange(tokens, change.begin, current, nothing);
        }
      });
    },
    forget: () => {
      current = nothing;
    },
  };
}
