// src/providers/ssisdb/errors turns what a driver or the server says into an error of the registry. meanings.ts
// says what the numbers of the server and the codes of drivers mean.

import { type ErrorCode, ScaleoutError } from '../../../errors/errors.js';
import { type SqlConnection, serverText } from '../connection/sql-connection.js';
import {
  connectCode,
  engineNumbers,
  loginNumbers,
  type NumberMeaning,
  type NumberMeanings,
  redirectedCode,
  saysLost,
  saysRefused,
  ssisdbNumbers,
} from './meanings.js';
import { describeFailure, messageText, type ServerMessage, type SqlFailure } from './sql-failure.js';

/** What was being done: the words for it, whether it writes, and how often it was tried where that was more than once. */
export interface Doing {
  readonly what: string;
  readonly writes: boolean;
  readonly tries?: number;
}

const meanings: NumberMeanings = { ...loginNumbers, ...engineNumbers, ...ssisdbNumbers };

// The numbers that SSISDB's own messages have ("SQL Server events and errors 26000 to 27999").
const isSsisdbNumber = (number: number) => number >= 27100 && number <= 27299;

/** The error of the registry that says what went wrong. */
export function errorOf(failure: SqlFailure, doing: Doing, connection: SqlConnection): ScaleoutError {
  const { cause } = failure;
  if (doing.writes && mayHaveWritten(failure)) {
    const detail = `${doing.what}: ${describeFailure(failure)} The server may have carried it out or not.`;
    return new ScaleoutError('catalog.outcome-unknown', detail, { cause });
  }
  const told = telling(failure.messages);
  if (told !== undefined) {
    const { meaning, message } = told;
    const where = failure.stage === 'connect' ? connectPlace(meaning.code, connection) : doing.what;
    const text = `${where}: ${messageText(message)}${triedText(doing, '. ')}`;
    return new ScaleoutError(meaning.code, text, remedyOf(meaning, cause));
  }
  return failure.stage === 'connect' ? connectError(failure, doing, connection) : requestError(failure, doing);
}

/** Whether it passes by itself, so that connecting or reading may be repeated. */
export function isTransient(failure: SqlFailure): boolean {
  const told = telling(failure.messages);
  if (told !== undefined) return told.meaning.transient === true || (!isKnown(told) && told.message.class >= 20);
  if (failure.stage === 'request') return saysLost(failure.codes);
  const code = connectCode(failure.codes);
  if (code === 'catalog.connection-lost') return true;
  // An attempt that ran out of time has waited long enough; a name that does not exist stays so.
  return code === 'catalog.unreachable' && !['ETIMEOUT', 'ENOTFOUND'].some((one) => failure.codes.includes(one));
}

/** Whether it is of the kind that a wrong address gives: repeated only for a short time. */
export function isRefusal(failure: SqlFailure): boolean {
  return failure.stage === 'connect' && failure.messages.length === 0 && saysRefused(failure.codes);
}

/** Whether the server rolled the request back because of others' locks, so that also a write may be repeated. */
export function isLockConflict(failure: SqlFailure): boolean {
  return failure.messages.some(({ number }) => number === 1205 || number === 1222);
}

function mayHaveWritten(failure: SqlFailure): boolean {
  if (failure.stage === 'connect') return false;
  if (failure.messages.some((message) => message.class >= 20)) return true;
  // Where the server said nothing, only the driver's refusal to send it is certain.
  return failure.messages.length === 0 && !failure.codes.includes('EPARAM');
}

/** The message that says most: of a known number before others, of a login the reason before "login failed". */
function telling(messages: readonly ServerMessage[]) {
  const known = messages.map((message) => ({ message, meaning: meaningOf(message.number) }));
  return (
    known.find(({ meaning }) => meaning !== unknown && meaning.general !== true) ?? known.find(isKnown) ?? known[0]
  );
}

const unknown: NumberMeaning = { code: 'catalog.sql-error' };
const isKnown = ({ meaning }: { readonly meaning: NumberMeaning }) => meaning !== unknown;

function meaningOf(number: number): NumberMeaning {
  return meanings[number] ?? (isSsisdbNumber(number) ? { code: 'catalog.refused' } : unknown);
}

function connectError(failure: SqlFailure, doing: Doing, connection: SqlConnection): ScaleoutError {
  const { cause, codes } = failure;
  const server = serverText(connection);
  const byBrowser = connection.instance !== undefined && connection.port === undefined;
  const found = connectCode(codes) ?? 'catalog.sql-error';
  const code = found === 'catalog.unreachable' && byBrowser && codes.includes('ETIMEOUT') ? browserCode : found;
  return new ScaleoutError(
    code,
    `${server}: ${describeFailure(failure)}${triedText(doing, ' ')}`,
    remedyOf({ code, ...remedyFor(codes) }, cause),
  );
}

const browserCode = 'catalog.browser-no-answer' satisfies ErrorCode;

function remedyFor(codes: readonly string[]): { readonly remedy?: string } {
  if (codes.includes('ENOTFOUND')) {
    return { remedy: 'No such host: check the name in catalog.server, and the DNS suffix of this machine.' };
  }
  if (codes.includes('ECONNREFUSED')) {
    return {
      remedy:
        'Nothing listens there: check the port in catalog.server, that SQL Server runs, and that TCP/IP is enabled (SQL Server Configuration Manager).',
    };
  }
  if (codes.includes(redirectedCode)) {
    return {
      remedy:
        'The servers redirect the login in a circle: check the routing lists of the availability group, or name the primary replica in catalog.server.',
    };
  }
  if (codes.includes('ERR_TLS_CERT_ALTNAME_INVALID')) {
    return {
      remedy: 'Write the server in catalog.server by a name that its certificate holds, or give it another one.',
    };
  }
  return {};
}

function requestError(failure: SqlFailure, doing: Doing): ScaleoutError {
  const code = failure.codes.includes('ETIMEOUT')
    ? 'catalog.timeout'
    : saysLost(failure.codes)
      ? 'catalog.connection-lost'
      : 'catalog.sql-error';
  return new ScaleoutError(code, `${doing.what}: ${describeFailure(failure)}`, { cause: failure.cause });
}

/** Of a login the server alone, of a database its name too. */
function connectPlace(code: ErrorCode, connection: SqlConnection): string {
  const server = serverText(connection);
  return code.startsWith('catalog.database') ? `database ${connection.database} on ${server}` : server;
}

function triedText({ tries = 1 }: Doing, before: string): string {
  return tries === 1 ? '' : `${before}Tried ${tries} times.`;
}

function remedyOf(meaning: NumberMeaning, cause: Error) {
  return meaning.remedy === undefined ? { cause } : { cause, remedy: meaning.remedy };
}
