import type { SqlValue } from '../../sql-value.js';
import type { ProcedureParameter } from '../database.js';
import type { Execution } from '../statements/execution.js';
import type { Argument, CallOutcome, Output } from './argument.js';

export interface SystemCall {
  readonly execution: Execution;
  /** By parameter name in lower case; empty where the procedure takes its arguments as they are given. */
  readonly arguments: ReadonlyMap<string, SqlValue>;
  readonly given: readonly Argument[];
  setOutput(parameter: string, value: SqlValue): void;
  /** An output value of a procedure without declared parameters. */
  send(output: Output): void;
}

/** A procedure of the system itself, which the T-SQL engine brings along. */
export interface SystemProcedure {
  readonly name: string;
  /** Undefined: it takes whatever it is given. */
  readonly parameters: readonly ProcedureParameter[] | undefined;
  run(call: SystemCall): Promise<CallOutcome>;
}
