import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { redirectedCode } from '../errors/driver-codes.js';

/** The parts of tedious' connection that its types do not name. */
interface Internals extends EventEmitter {
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
export function limitLogin(connection: EventEmitter, limit: number): void {
  const internals = connection as Internals;
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
