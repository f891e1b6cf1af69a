import type { SqlType, SqlValue } from '../../engine.js';
import type { Place, Run, Scalar } from '../expressions/compilation.js';
import { compileScalar } from '../expressions/compile.js';
import { splitName } from '../functions/metadata.js';
import { syntaxNear } from '../messages/syntax.js';
import type { ExecuteArgument, ExecuteStatement } from '../parse/statement.js';
import { assigner, callProcedure } from '../procedures/call-procedure.js';
import type { Argument } from '../procedures/system-procedure.js';
import { executeBatchText } from '../procedures/system-procedures.js';
import { int } from '../types/type.js';
import type { Step } from './execution.js';
import type { PreparedPart } from './prepared-statement.js';

interface CompiledArgument {
  readonly name: string | undefined;
  /** Undefined: DEFAULT. */
  readonly scalar: Scalar | undefined;
  readonly output: { readonly index: number; readonly type: SqlType } | undefined;
}

export interface CompiledCall {
  readonly procedure: readonly string[] | Scalar;
  readonly arguments: readonly CompiledArgument[];
  readonly status: { readonly index: number; readonly type: SqlType } | undefined;
}

export function compileCall(statement: ExecuteStatement, place: Place): CompiledCall {
  const { variables } = place.compilation;
  const { procedure, status } = statement;
  return {
    procedure:
      'variable' in procedure ? compileScalar({ Identifier: { value: procedure.variable } }, place) : procedure,
    arguments: statement.arguments.map((argument) => compileArgument(argument, place)),
    status: status === undefined ? undefined : variables.get(status),
  };
}

function compileArgument({ name, value, output }: ExecuteArgument, place: Place): CompiledArgument {
  if (value === 'default') return { name, scalar: undefined, output: undefined };
  const variable = 'Identifier' in value ? value.Identifier.value : undefined;
  if (output && variable === undefined) {
    throw syntaxNear('OUTPUT');
  }
  return {
    name,
    scalar: compileScalar(value, place),
    output: output && variable !== undefined ? place.compilation.variables.get(variable) : undefined,
  };
}

export function executeStep(part: PreparedPart<CompiledCall>): Step {
  return async (execution) => {
    const { inner, run } = part.start(execution);
    const parts = 'evaluate' in inner.procedure ? namesOf(inner.procedure.evaluate(run)) : inner.procedure;
    const args = inner.arguments.map((argument) => argumentOf(argument, run));
    const { status, ended } = await callProcedure(parts, args, execution);
    if (inner.status !== undefined) assigner(run.variables, inner.status.index, inner.status.type)(status, int);
    return ended ? 'endBatch' : 'next';
  };
}

function argumentOf({ name, scalar, output }: CompiledArgument, run: Run): Argument {
  if (scalar === undefined) return { name, type: int, value: null, isDefault: true, output: false };
  return {
    name,
    type: scalar.type,
    value: scalar.evaluate(run),
    output: output !== undefined,
    ...(output === undefined ? {} : { assign: assigner(run.variables, output.index, output.type) }),
  };
}

function namesOf(value: SqlValue): readonly string[] {
  const name = splitName(String(value ?? ''));
  return name === undefined ? [''] : [name.database ?? '', name.schema ?? '', name.name].filter((part) => part !== '');
}

/** EXEC ('text'). An error that ends that text lets this one go on. */
export function executeTextStep(part: PreparedPart<Scalar>): Step {
  return async (execution) => {
    const { inner, run } = part.start(execution);
    const text = inner.evaluate(run);
    if (text === null) return 'next';
    const flow = await executeBatchText(String(text), execution);
    return flow === 'endBatch' ? 'endBatch' : 'next';
  };
}
