import type { SqlType, SqlValue } from '../../engine.js';
import type { ProcedureParameter } from '../database.js';
import {
  missingParameter,
  notAnOutput,
  parameterTwice,
  tooManyArguments,
  unknownParameter,
} from '../messages/procedures.js';
import { errorConverting } from '../messages/values.js';
import { SqlError } from '../sql-error.js';
import type { Execution } from '../statements/execution.js';
import { conversion } from '../types/conversion.js';
import { typeName } from '../types/type.js';

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

interface BoundArguments {
  /** By parameter name in lower case, converted to the parameter's type. */
  readonly values: ReadonlyMap<string, SqlValue>;
  /** The arguments that asked for an output value, by parameter. */
  readonly outputs: readonly { readonly parameter: ProcedureParameter; readonly argument: Argument }[];
}

/** Gives each parameter its argument; throws 201, 8144, 8145, 8143, 8162 and 8114 as SQL Server does. */
export function bindArguments(
  procedure: string,
  parameters: readonly ProcedureParameter[],
  args: readonly Argument[],
): BoundArguments {
  const values = new Map<string, SqlValue>();
  const outputs: { readonly parameter: ProcedureParameter; readonly argument: Argument }[] = [];
  const given = new Set<string>();
  // Whether the arguments fit the parameters is asked before their values are looked at.
  const targets = args.map((argument, position) => parameterOf(procedure, parameters, argument, position));
  targets.forEach((parameter, position) => {
    const argument = args[position];
    if (argument === undefined) return;
    const name = parameter.name.toLowerCase();
    if (given.has(name)) throw parameterTwice(parameter.name);
    given.add(name);
    if (argument.output && parameter.output !== true) throw notAnOutput(parameter.name);
    if (argument.output) outputs.push({ parameter, argument });
    if (argument.isDefault !== true) values.set(name, argumentValue(argument, parameter.type));
  });
  for (const { name, defaultValue, output } of parameters) {
    const key = name.toLowerCase();
    if (values.has(key)) continue;
    // An output parameter needs no value, but an argument.
    if (defaultValue === undefined && !(output === true && given.has(key))) throw missingParameter(procedure, name);
    values.set(key, defaultValue ?? null);
  }
  return { values, outputs };
}

function parameterOf(
  procedure: string,
  parameters: readonly ProcedureParameter[],
  { name }: Argument,
  position: number,
): ProcedureParameter {
  if (name === undefined || name === '') {
    const parameter = parameters[position];
    if (parameter === undefined) throw tooManyArguments(procedure);
    return parameter;
  }
  const parameter = parameters.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (parameter === undefined)
    throw parameters.length === 0 ? tooManyArguments(procedure) : unknownParameter(procedure, name);
  return parameter;
}

/** The value in the parameter's type; 8114 where it does not convert. */
export function argumentValue({ value, type }: Argument, target: SqlType): SqlValue {
  if (value === null || type === target) return value;
  try {
    return conversion(type, target)(value);
  } catch (error) {
    // Whatever is wrong with the value, for a parameter it is this error.
    throw error instanceof SqlError && error.detail.number !== 206 && error.detail.number !== 257
      ? errorConverting(typeName(type), typeName(target))
      : error;
  }
}
