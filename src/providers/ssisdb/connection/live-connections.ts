import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type sql from 'mssql';
import { redirectedCode } from '../errors/meanings.js';
import type { ServerMessage } from '../errors/sql-failure.js';

/** A connection of tedious. */
type TediousConnection = Parameters<NonNullable<sql.config['beforeConnect']>>[0];

interface ErrorToken {
  readonly number: number;
  readonly state: number;
  readonly class: number;
  readonly message: string;
  readonly procName?: string;
}

/** The connections that tedious has open or is opening. */
export interface LiveConnections {
  /** For mssql's `beforeConnect`. */
  readonly watch: (connection: TediousConnection) => void;
  /** What the server said when it refused a login: tedious' own error has the text of one message, and no number. */
  loginMessagesOf(error: unknown): readonly ServerMessage[];
  /** Drops all of them, whatever they are doing. */
  drop(): void;
}

/** A login may take `limit` milliseconds. `onEnd` is told of each connection that ended, whoever ended it. */
export function createLiveConnections(limit: number, onEnd: () => void = () => undefined): LiveConnections {
  const live = new Set<TediousConnection>();
  const loginMessages = new WeakMap<object, readonly ServerMessage[]>();
  let dropped = false;
  return {
    watch(connection) {
      live.add(connection);
      guardAnswers(connection);
      limitLogin(connection, limit);
      connection.once('end', () => {
        live.delete(connection);
        onEnd();
      });
      const messages: ServerMessage[] = [];
      const onMessage = (token: ErrorToken) => messages.push(serverMessage(token));
      connection.on('errorMessage', onMessage);
      connection.once('connect', (error?: Error) => {
        connection.off('errorMessage', onMessage);
        if (error !== undefined) loginMessages.set(error, messages);
        // tedious goes on connecting after it was closed while it looked up a name.
        else if (dropped) connection.close();
      });
    },
    loginMessagesOf(error) {
      const original = (error as { readonly originalError?: unknown } | undefined)?.originalError ?? error;
      return typeof original === 'object' && original !== null ? (loginMessages.get(original) ?? []) : [];
    },
    drop() {
      dropped = true;
      for (const connection of [...live]) {
        // A login under way ends by an error of its socket alone.
        (connection as { readonly socket?: Socket }).socket?.destroy(new Error('closed'));
        connection.close();
      }
    },
  };
}

function serverMessage(token: ErrorToken): ServerMessage {
  const { number, state, message, procName } = token;
  return { number, state, class: token.class, text: message, procedure: procName ?? '' };
}

/** The parts of tedious' connection that its types do not name. */
interface LoginInternals extends EventEmitter {
  readonly socket?: Socket;
  createTokenStreamParser(message: object, handler: object): EventEmitter;
}

/** A server of an availability group redirects once; more than a few are a circle. */
const mostRedirections = 10;

/** Milliseconds after tedious' own limit, whose words say more. */
const later = 1_000;

/** Milliseconds that what was received before a connection ended has to be read in: a refusal comes with such an end. */
const reading = 500;

/**
 * Ends logins that tedious 19 goes on with for ever. It waits for the end of an answer that has begun, also where its own
 * limit has passed or the connection has ended; and it follows every redirection, each within a new limit.
 */
function limitLogin(connection: EventEmitter, limit: number): void {
  const internals = connection as LoginInternals;
  const create = internals.createTokenStreamParser;
  if (typeof create !== 'function') return;
  let failAnswer: (error: Error) => void = () => undefined;
  let redirections = 0;
  let late: Error | undefined;

  const timer = setTimeout(() => {
    late = coded(`the login was not answered within ${limit / 1000} s`, 'ETIMEOUT');
    failAnswer(late);
    internals.socket?.destroy(late);
  }, limit + later);
  for (const end of ['connect', 'end']) connection.once(end, () => clearTimeout(timer));
  connection.on('rerouting', () => {
    redirections += 1;
    if (late !== undefined) throw late;
    if (redirections > mostRedirections) {
      throw coded(`the login was redirected more than ${mostRedirections} times`, redirectedCode);
    }
  });

  internals.createTokenStreamParser = (message, handler) => {
    const parser = create.call(internals, message, handler);
    // The answer to a request fails with its request.
    if ('request' in handler) return parser;
    const { socket } = internals;
    let ending: NodeJS.Timeout | undefined;
    const onClose = () => {
      ending = setTimeout(() => failAnswer(socket?.errored ?? coded('the login was cut off', 'ECLOSE')), reading);
    };
    const settle = () => {
      clearTimeout(ending);
      socket?.off('close', onClose);
      failAnswer = () => undefined;
    };
    failAnswer = (error) => parser.emit('error', error);
    parser.once('end', settle);
    parser.once('error', settle);
    if (socket?.closed === true) onClose();
    else socket?.once('close', onClose);
    return parser;
  };
}

function coded(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

/** The parts of tedious' connection that its types do not name. */
interface AnswerInternals {
  readonly socket?: Socket;
  request?: object | undefined;
  createTokenStreamParser(message: object, handler: TokenHandler): TokenStreamParser;
}

/** The handlers of logins have no request. */
interface TokenHandler {
  request?: object | undefined;
}

/** It tells of `end` alone; the stream of tokens beneath it may fail. */
interface TokenStreamParser extends EventEmitter {
  readonly parser: EventEmitter;
}

/**
 * Keeps tedious 19 from throwing where nobody can catch it, which would end the process.
 *
 * - A connection that ends together with an answer, as one that the server kills does, fails its request first. The answer
 *   that then still comes finds no request, and tedious reads its fields all the same.
 * - An answer that is no TDS makes the stream of its tokens fail, and tedious does not listen: here its connection breaks
 *   off with it.
 */
function guardAnswers(connection: object): void {
  const internals = connection as AnswerInternals;
  const create = internals.createTokenStreamParser;
  if (typeof create !== 'function') return;
  internals.createTokenStreamParser = function createTokenStreamParser(message, handler) {
    const isOfRequest = 'request' in handler;
    // Its handler passes over all that belongs to a canceled request.
    if (isOfRequest) handler.request ??= { canceled: true };
    const parser = create.call(internals, message, handler);
    parser.parser.on('error', (cause: Error) => {
      const error = senseless(cause);
      // Who logs in waits for the parser, who asks hears of the socket.
      if (isOfRequest) internals.socket?.destroy(error);
      else parser.emit('error', error);
    });
    if (!isOfRequest) return parser;
    const emit = parser.emit;
    parser.emit = (event, ...values: unknown[]) =>
      (event === 'end' && internals.request === undefined) || emit.call(parser, event, ...values);
    return parser;
  };
}

/** For a write it is a connection that was lost: whether it took effect is not known. */
function senseless(cause: Error): Error {
  const error = new Error(`the server answered what is no TDS (${cause.message})`, { cause });
  return Object.assign(error, { code: 'ESOCKET' });
}
