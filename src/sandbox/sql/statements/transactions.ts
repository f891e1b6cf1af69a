import { notInTransaction } from '../messages/procedures.js';
import type { TransactionStatement } from '../parse/statement.js';
import type { SessionState } from '../session-state.js';
import { sqlError } from '../sql-error.js';
import type { Step } from './execution.js';

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
