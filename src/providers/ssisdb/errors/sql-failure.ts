import { notEncryptedCode } from '../connection/plain-exchange.js';
import { redirectedCode, saysNonsense, saysTls, saysWeakCertificate, weakCertificateCode } from './meanings.js';

/** An error as SQL Server sent it. */
export interface ServerMessage {
  readonly number: number;
  readonly state: number;
  /** Severity; from 20 on the server ends the connection. */
  readonly class: number;
  readonly text: string;
  /** Empty outside of procedures. */
  readonly procedure: string;
}

/** What went wrong beneath the catalog, taken out of the drivers' errors. */
export interface SqlFailure {
  /** connect: the request was not sent. */
  readonly stage: 'connect' | 'request';
  readonly messages: readonly ServerMessage[];
  /** Codes of the driver (ELOGIN, ETIMEOUT), of Node and of OpenSSL, the outermost first. */
  readonly codes: readonly string[];
  readonly cause: Error;
}

/** How a request or a connection ended; a failure may be worth a repetition. */
export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly failure: SqlFailure };

/**
 * Takes a failure out of what the driver threw and emitted. Nothing of the driver's objects is kept: they hold the
 * whole connection, and what Microsoft Entra's library throws holds requests with secrets in them.
 */
export function failureOf(
  stage: SqlFailure['stage'],
  errors: readonly unknown[],
  loginMessages: readonly ServerMessage[] = [],
): SqlFailure {
  const messages = new Map<string, ServerMessage>();
  const codes = new Set<string>();
  for (const message of loginMessages) messages.set(keyOf(message), message);
  const nested = errors.flatMap((error) => nestedErrors(error, 0));
  for (const error of nested) {
    const message = serverMessage(error);
    if (message !== undefined && !messages.has(keyOf(message))) messages.set(keyOf(message), message);
    if (typeof error.code === 'string') codes.add(error.code);
    if (saysWeakCertificate(error)) codes.add(weakCertificateCode);
  }
  return {
    stage: codes.has('EINVALIDSTATE') ? 'connect' : stage,
    messages: [...messages.values()],
    codes: [...codes],
    // What we refuse comes wrapped by the driver in words for a lost connection.
    cause: leanCause(nested.findLast(({ code }) => code === notEncryptedCode) ?? errors[0]),
  };
}

interface DriverError {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly number?: unknown;
  readonly state?: unknown;
  readonly class?: unknown;
  readonly procName?: unknown;
  readonly cause?: unknown;
  readonly originalError?: unknown;
  readonly errors?: unknown;
}

/** The error itself and all that it wraps (mssql: originalError; Node: cause; AggregateError: errors). */
function nestedErrors(error: unknown, depth: number): readonly DriverError[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const outer = error as DriverError;
  const inner = [outer.originalError, outer.cause, ...(Array.isArray(outer.errors) ? outer.errors : [])];
  return [outer, ...inner.flatMap((each) => nestedErrors(each, depth + 1))];
}

/** tedious puts the number in `number`; through ODBC it is the `code`, and the texts may come without a number. */
function serverMessage(error: DriverError): ServerMessage | undefined {
  const number = typeof error.number === 'number' ? error.number : error.code;
  if (typeof number !== 'number') return undefined;
  return {
    number,
    state: Number(error.state ?? 0) || 0,
    class: Number(error.class ?? 0) || 0,
    text: String(error.message ?? ''),
    procedure: typeof error.procName === 'string' ? error.procName : '',
  };
}

function keyOf(message: ServerMessage): string {
  return `${message.number} ${message.state} ${message.text}`;
}

function leanCause(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const { code, number } = error as DriverError;
  const lean = new Error(error.message);
  lean.name = error.name;
  if (error.stack !== undefined) lean.stack = error.stack;
  return Object.assign(lean, code === undefined ? {} : { code }, typeof number === 'number' ? { number } : {});
}

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
    lateText(codes, cause.message) ??
    (saysTls(codes)
      ? 'the encrypted connection failed'
      : saysNonsense(codes)
        ? 'the answer is not that of a SQL Server'
        : cause.message.replace(/^Failed to connect to \S+ - /, '') || 'no reason given');
  const told = codes.filter((code) => !unsaying.has(code) && !text.includes(code));
  return `${text.replace(/\.$/, '')}${told.length === 0 ? '' : ` (${told.join(', ')})`}.`;
}

/** What the driver says of a time that ran out, which it counts in milliseconds. */
function lateText(codes: readonly string[], message: string): string | undefined {
  const [, limit] = (codes.includes('ETIMEOUT') && /\b(\d+) ?ms\b/.exec(message)) || [];
  return limit === undefined ? undefined : `no answer came within ${Number(limit) / 1000} s`;
}

/** A message of the server with its number and state. */
export function messageText({ number, state, text, procedure }: ServerMessage): string {
  return `${text.trim()} (error ${number}, state ${state}${procedure === '' ? '' : `, in ${procedure}`})`;
}
