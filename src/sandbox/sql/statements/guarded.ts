import { atLine, SqlError } from '../sql-error.js';
import { type Execution, type Flow, isCaught, type Step } from './execution.js';
import { endTransaction } from './transactions.js';

/** Errors of a run that end the batch and not their statement alone: conversions of text, and a database that is not there. */
const endsBatch: ReadonlySet<number> = new Set([241, 242, 244, 245, 248, 911, 916, 8114, 8169, 8170]);

/** An error of compiling: it ends its text, and only a TRY block further out catches it. */
export class CompileError extends SqlError {}

/** Thrown by THROW: ends the batch. */
export class ThrownError extends SqlError {}

/** A statement whose errors become messages, or go to the TRY block that waits for them. SET NOEXEC ON leaves it out. */
export function guarded(step: Step, line: number, evenUnderNoExec = false): Step {
  return (execution) => {
    if (execution.session.options.noExec && !evenUnderNoExec) return 'next';
    try {
      const flow = step(execution);
      return typeof flow === 'string' ? flow : flow.catch((error: unknown) => handled(error, line, execution));
    } catch (error) {
      return handled(error, line, execution);
    }
  };
}

function handled(error: unknown, line: number, execution: Execution): Flow {
  if (!(error instanceof SqlError)) throw error;
  const { session } = execution;
  const { detail } = atLine(error, line);
  session.error = detail.number;
  session.rowCount = 0;
  const compiling = error instanceof CompileError;
  if (compiling ? execution.caughtOutside : isCaught(execution)) throw new SqlError(detail);
  execution.reply.message(detail);
  execution.reply.done({ failed: true });
  if (session.options.xactAbort && session.transactionCount > 0) {
    endTransaction(session);
    return 'endBatch';
  }
  if (compiling) return 'endScope';
  const ends = endsBatch.has(detail.number) || error instanceof ThrownError || session.options.xactAbort;
  return ends ? 'endBatch' : 'next';
}
