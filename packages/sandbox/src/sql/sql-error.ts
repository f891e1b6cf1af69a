import type { SqlMessage } from '../engine.js';

/**
 * An error of T-SQL on its way to the nearest TRY block or the end of its statement. It never leaves the engine: the session
 * turns it into a message of the reply, so it has no code in the registry.
 */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly detail: SqlMessage;

  constructor(detail: SqlMessage) {
    super(detail.text);
    this.detail = detail;
  }
}

/** An error by its number, class (severity), state and text. */
export function sqlError(number: number, severity: number, state: number, text: string): SqlError {
  return new SqlError({ number, state, class: severity, text });
}

/** What SQL Server does and the sandbox does not: said so, under the number of user messages. */
export function notInSandbox(what: string): SqlError {
  return sqlError(50_000, 16, 1, `The sandbox does not do ${what}.`);
}

/** The same error with the line where there is none yet. */
export function atLine(error: SqlError, line: number): SqlError {
  return error.detail.line === undefined ? new SqlError({ ...error.detail, line }) : error;
}
