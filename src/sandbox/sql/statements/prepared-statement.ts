import type { Column } from '../../sql-value.js';
import type { ObjectName, Table } from '../database.js';
import type { Run } from '../expressions/scalar.js';
import { type Compilation, emptyScope, type Place } from '../expressions/scope.js';
import { invalidObject } from '../messages/names.js';
import { compileQuery } from '../query/compile-query.js';
import type { SessionState } from '../session-state.js';
import { SqlError } from '../sql-error.js';
import type { Execution } from './execution.js';
import { CompileError } from './guarded.js';
import type { VariableTable } from './variable-table.js';

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
