import type { SqlType, SqlValue } from '../../sql-value.js';

/** An argument of a call, from EXEC or from the wire. */
export interface Argument {
  /** With its `@`; undefined or empty for a positional one. */
  readonly name: string | undefined;
  readonly type: SqlType;
  readonly value: SqlValue;
  /** The word DEFAULT instead of a value. */
  readonly isDefault?: boolean;
  readonly output: boolean;
  /** Where an output value goes in the caller's batch. */
  readonly assign?: (value: SqlValue, type: SqlType) => void;
}

/** An output value on its way to the client. */
export interface Output {
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
}

/** What a call gave; `ended` where an error ended the whole batch inside of it. */
export interface CallOutcome {
  readonly status: number;
  readonly ended: boolean;
}
