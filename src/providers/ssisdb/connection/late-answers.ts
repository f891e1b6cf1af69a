import type { EventEmitter } from 'node:events';

/** The parts of tedious' connection that its types do not name. */
interface Internals {
  request?: object | undefined;
  createTokenStreamParser(message: object, handler: TokenHandler): EventEmitter;
}

/** The handlers of logins have no request. */
interface TokenHandler {
  request?: object | undefined;
}

/**
 * Keeps tedious 19 from throwing where nobody can catch it. A connection that ends together with an answer, as one that
 * the server kills does, fails its request first; the answer that then still comes finds no request, and tedious reads
 * its fields all the same.
 */
export function ignoreLateAnswers(connection: object): void {
  const internals = connection as Internals;
  const create = internals.createTokenStreamParser;
  if (typeof create !== 'function') return;
  internals.createTokenStreamParser = function createTokenStreamParser(message, handler) {
    const isOfRequest = 'request' in handler;
    // Its handler passes over all that belongs to a canceled request.
    if (isOfRequest) handler.request ??= { canceled: true };
    const parser = create.call(internals, message, handler);
    if (!isOfRequest) return parser;
    const emit = parser.emit;
    parser.emit = (event, ...values: unknown[]) =>
      (event === 'end' && internals.request === undefined) || emit.call(parser, event, ...values);
    return parser;
  };
}
