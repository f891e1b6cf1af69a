import type { Column } from '../../engine.js';
import type { ObjectName, Table } from '../database.js';
import { type Compilation, emptyScope, type Place, type Run, type VariableTable } from '../expressions/compilation.js';
import { invalidObject } from '../messages/names.js';
import { compileQuery } from '../query/query.js';
import type { SessionState } from '../session-state.js';
import { atLine, SqlError } from '../sql-error.js';
import { type Execution, type Flow, isCaught, type Step } from './execution.js';
import { endTransaction } from './session-steps.js';

/** What of a statement is compiled once and used by many runs, as long as its tables stay as they were. */
export interface PreparedPart<Inner> {
  /** Compiles ahead of any run; throws a CompileError. */
  compile(session: SessionState): Inner;
  /** For one run: compiles where that is due, and looks its tables up. */
  start(execution: Execution): { readonly inner: Inner; readonly run: Run };
}

export function preparedPart<Inner>(variables: VariableTable, make: (place: Place) => Inner): PreparedPart<Inner> {
  let known: { readonly inner: Inner; readonly compilation: Compilation } | undefined;

  function compileNow({ database, context }: SessionState) {
    const compilation: Compilation = { database, context, variables, compileQuery, slots: 0, memos: 0, tables: [] };
    try {
      const inner = make({ compilation, scope: emptyScope() });
      // A session is not kept by what others use, too.
      known = { inner, compilation: { ...compilation, context: neutral(context) } };
      return known;
    } catch (error) {
      throw error instanceof SqlError ? new CompileError(error.detail) : error;
    }
  }

  return {
    compile: (session) => compileNow(session).inner,
    start(execution) {
      const { session, variables: values } = execution;
      let ready = known ?? compileNow(session);
      let tables = tablesOf(ready.compilation, session);
      if (tables === undefined) {
        ready = compileNow(session);
        tables = tablesOf(ready.compilation, session) ?? [];
      }
      return { inner: ready.inner, run: { session, variables: values, rows: [], tables, memo: [] } };
    },
  };
}

/** The tables of this moment; undefined where one has other columns than those that were compiled. */
function tablesOf({ tables }: Compilation, session: SessionState): readonly Table[] | undefined {
  const now: Table[] = [];
  for (const { name, columns } of tables) {
    const denied = session.database.selectDenied?.(name, session.context);
    if (denied !== undefined) throw new SqlError(denied);
    const table = session.database.table(name, session.context);
    if (table === undefined) throw new CompileError(invalidObject(written(name)).detail);
    if (table.columns !== columns && !sameColumns(table.columns, columns)) return undefined;
    now.push(table);
  }
  return now;
}

function sameColumns(one: readonly Column[], other: readonly Column[]): boolean {
  return one.length === other.length && JSON.stringify(one) === JSON.stringify(other);
}

const written = ({ database, schema, name }: ObjectName): string =>
  [database, schema ?? (database === undefined ? undefined : ''), name].filter((part) => part !== undefined).join('.');

const neutral = (context: SessionState['context']): SessionState['context'] => ({
  ...context,
  loginName: '',
  hostName: '',
});

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
