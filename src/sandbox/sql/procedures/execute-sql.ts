import type { SqlValue } from '../../sql-value.js';
import { ntextExpected, queryExpectsParameter, tooManyArguments, unknownParameter } from '../messages/procedures.js';
import { runPlan } from '../run-plan.js';
import type { Execution, Plan, PlanParameter } from '../statements/execution.js';
import { isCharacter } from '../types/family.js';
import type { Argument, CallOutcome } from './argument.js';
import { argumentValue } from './bind-arguments.js';
import type { SystemCall, SystemProcedure } from './system-procedure.js';

/** sp_executesql: statement, declaration of parameters, their values by name or position. */
export const executeSql: SystemProcedure = {
  name: 'sp_executesql',
  parameters: undefined,
  run(call) {
    const [statement, declaration, ...values] = call.given;
    const text = textOf(statement, '@statement');
    const declared = declaration === undefined ? '' : textOf(declaration, '@params');
    return executeText(text, declared, values, call);
  },
};

/** A text argument; SQL Server wants Unicode here, and gets told so for anything that is no text. */
export function textOf(argument: Argument | undefined, parameter: string): string {
  if (argument === undefined || !(isCharacter(argument.type) || argument.value === null))
    throw ntextExpected(parameter);
  return String(argument.value ?? '');
}

/** Runs a text with parameters as a scope of its own; its output parameters go to the caller. */
export async function executeText(
  text: string,
  declaration: string,
  args: readonly Argument[],
  { execution, send }: Pick<SystemCall, 'execution' | 'send'>,
): Promise<CallOutcome> {
  const plan = execution.plans.get(text, declaration, execution.session);
  const bound = bindParameters(plan, args, text, declaration);
  const variables = new Array<SqlValue>(plan.variables.length).fill(null);
  bound.forEach((argument, index) => {
    const parameter = plan.parameters[index];
    variables[index] =
      argument === undefined || parameter === undefined ? null : argumentValue(argument, parameter.type);
  });
  const flow = await runPlan(plan, variables, execution);
  plan.parameters.forEach((parameter, index) => {
    const argument = bound[index];
    if (!parameter.output || argument?.output !== true) return;
    const value = variables[index] ?? null;
    argument.assign?.(value, parameter.type);
    send({ name: parameter.name, type: parameter.type, value });
  });
  return { status: flow === 'next' || flow === 'return' ? 0 : execution.session.error, ended: flow === 'endBatch' };
}

function bindParameters(
  plan: Plan,
  args: readonly Argument[],
  text: string,
  declaration: string,
): readonly (Argument | undefined)[] {
  const { parameters } = plan;
  const bound = new Array<Argument | undefined>(parameters.length).fill(undefined);
  args.forEach((argument, position) => {
    // Most clients name them in order.
    const inOrder = !argument.name || argument.name.toLowerCase() === parameters[position]?.key;
    const index = inOrder ? position : indexOf(parameters, argument.name ?? '');
    if (index < 0) throw unknownParameter('', argument.name ?? '');
    if (index >= parameters.length) throw tooManyArguments('');
    bound[index] = argument;
  });
  const missing = parameters.find((parameter, index) => bound[index] === undefined && !parameter.hasDefault);
  if (missing !== undefined) {
    throw queryExpectsParameter(`(${declaration})${text.slice(0, 128 - declaration.length)}`, missing.name);
  }
  return bound;
}

function indexOf(parameters: readonly PlanParameter[], name: string): number {
  const lower = name.toLowerCase();
  return parameters.findIndex((parameter) => parameter.key === lower);
}

/** EXEC ('text'): no parameters. */
export function executeBatchText(text: string, execution: Execution): ReturnType<typeof runPlan> {
  const plan = execution.plans.get(text, '', execution.session);
  return runPlan(plan, new Array<SqlValue>(plan.variables.length).fill(null), execution);
}
