import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';

/** The parts of tedious' connection that its types do not name. */
interface Internals {
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
export function guardAnswers(connection: object): void {
  const internals = connection as Internals;
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
