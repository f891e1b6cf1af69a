import { redirectedCode, saysNonsense, saysTls, weakCertificateCode } from './driver-codes.js';
import { notEncryptedCode } from './not-encrypted.js';
import type { ServerMessage, SqlFailure } from './sql-failure.js';

// What Node and the drivers say of these is one sentence in two, or names a function of theirs.
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the server closed the connection',
  ECLOSE: 'the connection was closed before the answer was complete',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'the host name cannot be looked up now',
  EPIPE: 'the server closed the connection',
  ETIMEDOUT: 'the connection timed out',
};

/** ESOCKET says no more than that it was the network; the others are ours, and the text says it. */
const unsaying: ReadonlySet<string> = new Set(['ESOCKET', notEncryptedCode, redirectedCode, weakCertificateCode]);

/** Says what a failure was in one sentence: the server's words where it said something. */
export function describeFailure({ messages, codes, cause }: SqlFailure): string {
  const [message] = messages;
  if (message !== undefined) return `${messageText(message)}.`;
  const known = codes.find((code) => words[code] !== undefined);
  const text =
    (known === undefined ? undefined : words[known]) ??
    (saysTls(codes)
      ? 'the encrypted connection failed'
      : saysNonsense(codes)
        ? 'the answer is not that of a SQL Server'
        : cause.message || 'no reason given');
  const told = codes.filter((code) => !unsaying.has(code) && !text.includes(code));
  return `${text.replace(/\.$/, '')}${told.length === 0 ? '' : ` (${told.join(', ')})`}.`;
}

/** A message of the server with its number and state. */
export function messageText({ number, state, text, procedure }: ServerMessage): string {
  return `${text.trim()} (error ${number}, state ${state}${procedure === '' ? '' : `, in ${procedure}`})`;
}
