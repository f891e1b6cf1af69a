import type { SqlMessage } from '../engine.js';
import type { ApplicationLocks } from './application-locks.js';
import type { Database, SessionContext } from './database.js';

/** What SET changes; a new or reset session has `defaultOptions`. */
export interface SessionOptions {
  noCount: boolean;
  quotedIdentifier: boolean;
  xactAbort: boolean;
  implicitTransactions: boolean;
  noExec: boolean;
  /** Only the columns of a result, no rows. */
  formatOnly: boolean;
  /** Milliseconds; -1 waits for ever. */
  lockTimeout: number;
  textSize: number;
  /** 0: all. */
  rowCount: number;
  dateFirst: number;
  language: string;
  /** The other switches that are on, by name. */
  readonly switches: Set<string>;
}

export function defaultOptions(): SessionOptions {
  return {
    noCount: false,
    quotedIdentifier: true,
    xactAbort: false,
    implicitTransactions: false,
    noExec: false,
    formatOnly: false,
    lockTimeout: -1,
    textSize: 2_147_483_647,
    rowCount: 0,
    dateFirst: 7,
    language: 'us_english',
    // What a client of SQL Server has after its login (ODBC's and SqlClient's defaults).
    switches: new Set(['ANSI_NULLS', 'ANSI_PADDING', 'ANSI_WARNINGS', 'CONCAT_NULL_YIELDS_NULL', 'ANSI_NULL_DFLT_ON']),
  };
}

export interface PreparedStatement {
  readonly text: string;
  readonly declaration: string;
}

/** One connection's state between its statements. */
export interface SessionState {
  readonly id: number;
  readonly loginName: string;
  readonly database: Database;
  readonly locks: ApplicationLocks;
  /** Of the current batch: its database changes with USE. */
  context: SessionContext;
  options: SessionOptions;
  /** @@ROWCOUNT and @@ERROR. */
  rowCount: number;
  error: number;
  /** @@TRANCOUNT. */
  transactionCount: number;
  /** Procedures that were carried out in the transaction and that a ROLLBACK would have to undo. */
  readonly carriedOut: string[];
  /** Names of SAVE TRANSACTION, in lower case. */
  readonly savepoints: Set<string>;
  /** @@NESTLEVEL. */
  nestLevel: number;
  /** The error that the innermost CATCH handles. */
  caught: SqlMessage | undefined;
  readonly prepared: Map<number, PreparedStatement>;
  lastHandle: number;
  /** As sp_reset_connection does: settings and database as after the login, locks freed. */
  reset(): void;
}
