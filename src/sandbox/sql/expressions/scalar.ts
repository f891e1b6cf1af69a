import type { SqlType, SqlValue } from '../../sql-value.js';
import type { Table } from '../database.js';
import type { SessionState } from '../session-state.js';

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
