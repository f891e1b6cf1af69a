import type { SqlValue } from '../../engine.js';
import type { SecurityChange } from '../database.js';
import type { VariableTable } from '../expressions/compilation.js';
import { unknownDatabase } from '../messages/names.js';
import { notInTransaction } from '../messages/procedures.js';
import { undeclaredVariable, unknownSetOption } from '../messages/syntax.js';
import type { OptionValue, TransactionStatement } from '../parse/statement.js';
import type { SessionOptions, SessionState } from '../session-state.js';
import { notInSandbox, SqlError, sqlError } from '../sql-error.js';
import type { Step } from './execution.js';

type Change = (options: SessionOptions, value: string | number | boolean) => void;

/** Options that change what the sandbox does. */
const changes: Readonly<Record<string, Change>> = {
  NOCOUNT: (options, value) => {
    options.noCount = value === true;
  },
  QUOTED_IDENTIFIER: (options, value) => {
    options.quotedIdentifier = value === true;
  },
  XACT_ABORT: (options, value) => {
    options.xactAbort = value === true;
  },
  IMPLICIT_TRANSACTIONS: (options, value) => {
    options.implicitTransactions = value === true;
  },
  NOEXEC: (options, value) => {
    options.noExec = value === true;
  },
  PARSEONLY: (options, value) => {
    options.noExec = value === true;
  },
  FMTONLY: (options, value) => {
    options.formatOnly = value === true;
  },
  LOCK_TIMEOUT: (options, value) => {
    options.lockTimeout = Number(value);
  },
  TEXTSIZE: (options, value) => {
    // 0 is the default, -1 everything.
    options.textSize = Number(value) === 0 ? 4096 : Number(value) < 0 ? 2_147_483_647 : Number(value);
  },
  ROWCOUNT: (options, value) => {
    options.rowCount = Number(value);
  },
  DATEFIRST: (options, value) => {
    const day = Number(value);
    if (!(day >= 1 && day <= 7)) throw sqlError(2742, 16, 1, `SET DATEFIRST ${String(value)} is out of range.`);
    options.dateFirst = day;
  },
  LANGUAGE: (options, value) => {
    const language = String(value).toLowerCase();
    if (language !== 'us_english' && language !== 'english') throw notInSandbox(`the language ${String(value)}`);
    options.language = 'us_english';
  },
  DATEFORMAT: (_, value) => {
    if (String(value).toLowerCase() !== 'mdy') throw notInSandbox(`the date format ${String(value)}`);
  },
};

/** Switches that clients set on connecting; they are kept for @@OPTIONS and change nothing else. */
const switches: ReadonlySet<string> = new Set([
  'ANSI_DEFAULTS',
  'ANSI_NULLS',
  'ANSI_NULL_DFLT_ON',
  'ANSI_NULL_DFLT_OFF',
  'ANSI_PADDING',
  'ANSI_WARNINGS',
  'ARITHABORT',
  'ARITHIGNORE',
  'CONCAT_NULL_YIELDS_NULL',
  'CURSOR_CLOSE_ON_COMMIT',
  'FORCEPLAN',
  'NO_BROWSETABLE',
  'NUMERIC_ROUNDABORT',
  'REMOTE_PROC_TRANSACTIONS',
  'STATISTICS IO',
  'STATISTICS TIME',
  'STATISTICS PROFILE',
  'STATISTICS XML',
]);

/** Values that are taken and change nothing: there is one user's data at a time, in one version. */
const ignored: ReadonlySet<string> = new Set([
  'TRANSACTION ISOLATION LEVEL',
  'DEADLOCK_PRIORITY',
  'QUERY_GOVERNOR_COST_LIMIT',
  'CONTEXT_INFO',
  'IDENTITY_INSERT',
]);

export function optionStep(names: readonly string[], value: OptionValue, variables: VariableTable): Step {
  for (const name of names) {
    if (/^SHOWPLAN/.test(name)) throw notInSandbox('query plans');
    if (changes[name] === undefined && !switches.has(name) && !ignored.has(name)) throw unknownSetOption(name);
  }
  const index = typeof value === 'object' ? variables.get(value.variable).index : undefined;
  return ({ session, variables: values }) => {
    const given = typeof value === 'object' ? settable(values[index ?? 0] ?? null) : value;
    for (const name of names) {
      changes[name]?.(session.options, given);
      if (switches.has(name)) session.options.switches[given === true ? 'add' : 'delete'](name);
    }
    session.error = 0;
    session.rowCount = 0;
    return 'next';
  };
}

function settable(value: SqlValue): string | number | boolean {
  if (value === null) throw undeclaredVariable('');
  return typeof value === 'number' || typeof value === 'boolean'
    ? value
    : typeof value === 'bigint'
      ? Number(value)
      : String(value);
}

export function useStep(name: string): Step {
  return ({ session, reply }) => {
    const database = session.database.databases.find((known) => known.toLowerCase() === name.toLowerCase());
    if (database === undefined) throw unknownDatabase(name);
    const denied = session.database.databaseDenied?.(database, session.context);
    if (denied !== undefined) throw new SqlError(denied);
    const before = session.context.database;
    session.context = { ...session.context, database };
    reply.databaseChanged(before, database);
    session.error = 0;
    session.rowCount = 0;
    return 'next';
  };
}

/** The transaction is over, however: its locks are free. */
export function endTransaction(session: SessionState): void {
  session.transactionCount = 0;
  session.carriedOut.length = 0;
  session.savepoints.clear();
  session.locks.freeTransaction(session.id);
}

/**
 * Transactions are counted and own locks, but nothing is undone: a ROLLBACK after a procedure was carried out says so with an
 * error, since the client must not take its changes for gone. It ends the transaction all the same.
 */
export function transactionStep({ action, name }: TransactionStatement): Step {
  return ({ session }) => {
    session.error = 0;
    switch (action) {
      case 'begin':
        session.transactionCount += 1;
        break;
      case 'save':
        if (session.transactionCount === 0) {
          throw sqlError(628, 16, 0, 'Cannot issue SAVE TRANSACTION when there is no active transaction.');
        }
        session.savepoints.add((name ?? '').toLowerCase());
        break;
      case 'commit':
        if (session.transactionCount === 0) throw notInTransaction('COMMIT');
        if (session.transactionCount === 1) endTransaction(session);
        else session.transactionCount -= 1;
        break;
      case 'rollback':
        rollback(session, name);
        break;
    }
    session.rowCount = 0;
    return 'next';
  };
}

/** To a savepoint where the name is one; then the transaction goes on. */
function rollback(session: SessionState, name: string | undefined): void {
  if (session.transactionCount === 0) throw notInTransaction('ROLLBACK');
  const carriedOut = [...session.carriedOut];
  if (!session.savepoints.has((name ?? '').toLowerCase())) endTransaction(session);
  if (carriedOut.length === 0) return;
  throw sqlError(
    50_000,
    16,
    1,
    `The sandbox cannot undo what was done in the transaction: the changes of ${carriedOut.join(', ')} stay.`,
  );
}

export function securityStep(change: SecurityChange): Step {
  return ({ session: { database, context } }) => {
    if (database.changeSecurity === undefined) {
      const verb = change.of === 'role' ? 'ALTER ROLE' : 'ALTER LOGIN';
      throw sqlError(262, 14, 1, `${verb} permission denied in database '${context.database}'.`);
    }
    const refused = database.changeSecurity(change, context);
    if (refused !== undefined) throw new SqlError(refused);
    return 'next';
  };
}
