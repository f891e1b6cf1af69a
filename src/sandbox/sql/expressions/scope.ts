import type { Column, SqlValue } from '../../sql-value.js';
import type { Database, ObjectName, SessionContext, Table } from '../database.js';
import type { Expression, FunctionCall, Query } from '../parse/ast.js';
import type { VariableTable } from '../statements/variable-table.js';
import type { Run, Scalar } from './scalar.js';

/** A table, view, derived table or common table in a FROM clause. */
export interface Source {
  /** Its alias or its name, as written. */
  readonly name: string;
  /** Where it has no alias: its full name, by which columns may be qualified, too. */
  readonly object: ObjectName | undefined;
  readonly columns: readonly Column[];
  /** Where its current row is found in a run. */
  readonly slot: number;
  /** It is on the side of an outer join that may be missing: all its columns may be NULL. */
  optional: boolean;
}

export interface CommonTableScope {
  readonly name: string;
  readonly columns: readonly string[];
  /** Undefined while its own query is compiled: a reference to it is a recursion. */
  readonly query: Query | undefined;
  /** The common tables before it. */
  readonly outer: CommonTableScope | undefined;
}

/** The sources that names may mean, from the innermost query outward. */
export interface Scope {
  readonly sources: Source[];
  readonly outer: Scope | undefined;
  readonly commonTables: CommonTableScope | undefined;
  /** A name was found further out: the query depends on the row of the query around it. */
  correlated: boolean;
}

/** What one statement needs to run, gathered while it is compiled. */
export interface Compilation {
  readonly database: Database;
  readonly context: SessionContext;
  readonly variables: VariableTable;
  /** Compiles a query inside of another: subqueries and derived tables are reached through it. */
  readonly compileQuery: (query: Query, context: QueryContext) => CompiledQuery;
  slots: number;
  memos: number;
  readonly tables: { readonly name: ObjectName; readonly columns: readonly Column[]; readonly table: Table }[];
}

/** What an aggregate or a grouped expression reads instead, in a query with groups. */
export interface Grouping {
  /** The scalar of an expression that is one of GROUP BY. */
  grouped(expression: Expression): Scalar | undefined;
  aggregate(call: FunctionCall): Scalar;
  readonly clause: 'select list' | 'HAVING clause' | 'ORDER BY clause';
}

/** Where an expression stands. */
export interface Place {
  readonly compilation: Compilation;
  readonly scope: Scope;
  readonly grouping?: Grouping | undefined;
  /** Where windowed functions may stand: gives the scalar of one. */
  readonly window?: ((call: FunctionCall) => Scalar) | undefined;
}

export function emptyScope(outer?: Scope, commonTables = outer?.commonTables): Scope {
  return { sources: [], outer, commonTables, correlated: false };
}

/** Takes a row; false where no more are wanted. */
export type Emit = (row: readonly SqlValue[]) => boolean;

export interface QueryColumn extends Column {
  /** The literal NULL: it takes the type of what it is united with. */
  readonly isNull?: boolean;
}

export interface CompiledQuery {
  readonly columns: readonly QueryColumn[];
  /** It reads rows of a query around it. */
  readonly correlated: boolean;
  run(run: Run, emit: Emit): void;
}

export interface QueryContext {
  readonly compilation: Compilation;
  /** What names in it may mean besides its own sources. */
  readonly outer?: Scope | undefined;
  readonly commonTables?: CommonTableScope | undefined;
  /** It stands in another query: an order alone means nothing there. */
  readonly nested?: boolean;
}
