import type { Column, SqlType, SqlValue } from '../../engine.js';
import type { Database, ObjectName, SessionContext, Table } from '../database.js';
import { redeclaredVariable, undeclaredVariable } from '../messages/syntax.js';
import type { Expression, FunctionCall, Query } from '../parse/ast.js';
import type { SessionState } from '../session-state.js';

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

/** One execution of one statement: what its closures work on. Closures keep nothing themselves, since they are shared. */
export interface Run {
  readonly session: SessionState;
  readonly variables: SqlValue[];
  /** The current row of each source, by its slot. */
  readonly rows: (readonly SqlValue[])[];
  /** The tables of the statement, by their number. */
  readonly tables: readonly Table[];
  /** What is worked out once for each run, such as the values of a subquery. */
  readonly memo: unknown[];
}

/** A compiled value. */
export interface Scalar {
  readonly type: SqlType;
  readonly nullable: boolean;
  evaluate(run: Run): SqlValue;
  /** The literal NULL, which takes the type of what it stands with. */
  readonly isNull?: boolean;
  /** A literal: its value is the same in every run. */
  readonly isLiteral?: boolean;
  /** A variable: its value is the same for all rows of a run. */
  readonly isFixed?: boolean;
  /** Digits of an integer literal: among decimals it counts as a decimal of so many. */
  readonly digits?: number;
}

/** A compiled condition; null is unknown. */
export type Predicate = (run: Run) => boolean | null;

export function literal(type: SqlType, value: SqlValue): Scalar {
  return { type, nullable: value === null, evaluate: () => value, isLiteral: true };
}

/** A function of values that is NULL where one of them is. */
export function strict(
  type: SqlType,
  args: readonly Scalar[],
  apply: (values: readonly NonNullable<SqlValue>[], run: Run) => SqlValue,
): Scalar {
  return {
    type,
    nullable: true,
    evaluate(run) {
      const values: NonNullable<SqlValue>[] = [];
      for (const arg of args) {
        const value = arg.evaluate(run);
        if (value === null) return null;
        values.push(value);
      }
      return apply(values, run);
    },
  };
}

export interface Variable {
  readonly name: string;
  readonly type: SqlType;
  readonly index: number;
}

/** The variables of a batch in order of declaration. */
export interface VariableTable {
  readonly all: readonly Variable[];
  declare(name: string, type: SqlType): Variable;
  /** Throws 137 where there is none. */
  get(name: string): Variable;
}

export function createVariableTable(): VariableTable {
  const all: Variable[] = [];
  const byName = new Map<string, Variable>();
  return {
    all,
    declare(name, type) {
      if (byName.has(name.toLowerCase())) throw redeclaredVariable(name);
      const variable = { name, type, index: all.length };
      all.push(variable);
      byName.set(name.toLowerCase(), variable);
      return variable;
    },
    get(name) {
      const variable = byName.get(name.toLowerCase());
      if (variable === undefined) throw undeclaredVariable(name);
      return variable;
    },
  };
}

/** What is worked out at most once in each run of the statement. */
export function memoised<Value>(compilation: Compilation, make: (run: Run) => Value): (run: Run) => Value {
  const memo = compilation.memos;
  compilation.memos += 1;
  return (run) => {
    const known = run.memo[memo] as { readonly value: Value } | undefined;
    if (known !== undefined) return known.value;
    const value = make(run);
    run.memo[memo] = { value };
    return value;
  };
}
