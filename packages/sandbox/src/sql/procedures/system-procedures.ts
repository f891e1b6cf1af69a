import type { SqlValue } from '../../engine.js';
import { type LockOwner, type LockTarget, requestableMode } from '../application-locks.js';
import type { ObjectName } from '../database.js';
import {
  invalidLockResource,
  invalidLockTimeout,
  lockNotHeld,
  missingParameter,
  ntextExpected,
  queryExpectsParameter,
  tooManyArguments,
  unknownHandle,
  unknownParameter,
} from '../messages/procedures.js';
import type { SessionState } from '../session-state.js';
import { notInSandbox } from '../sql-error.js';
import { type Execution, type Plan, type PlanParameter, runPlan } from '../statements/execution.js';
import { int, isCharacter, nvarchar, sysname } from '../types/type.js';
import {
  type Argument,
  argumentValue,
  type CallOutcome,
  type SystemCall,
  type SystemProcedure,
} from './system-procedure.js';

/** The return status for an argument that is no good (sp_getapplock: parameter validation or other call error). */
const invalid = { status: -999, ended: false };

const text = (call: SystemCall, name: string): string | null => {
  const value: SqlValue = call.arguments.get(name) ?? null;
  return value === null ? null : String(value);
};

/** Undefined where owner or mode is none, or the transaction that would own the lock is not there. */
function targetOf(call: SystemCall): LockTarget | undefined {
  const { session } = call.execution;
  const resource = text(call, '@resource');
  if (resource === null) throw invalidLockResource();
  const owner = ownerOf(text(call, '@lockowner'), session);
  const principal = text(call, '@dbprincipal');
  if (owner === undefined || principal === null) return undefined;
  return { session: session.id, owner, database: session.context.database, principal, resource };
}

function ownerOf(name: string | null, { transactionCount }: SessionState): LockOwner | undefined {
  const owner = name?.toLowerCase();
  if (owner === 'session') return owner;
  return owner === 'transaction' && transactionCount > 0 ? owner : undefined;
}

const resource = { name: '@Resource', type: nvarchar(255) };
const owner = { name: '@LockOwner', type: nvarchar(32), defaultValue: 'Transaction' };
const principal = { name: '@DbPrincipal', type: sysname, defaultValue: 'public' };

const getApplicationLock: SystemProcedure = {
  name: 'sp_getapplock',
  parameters: [
    resource,
    { name: '@LockMode', type: nvarchar(32) },
    owner,
    { name: '@LockTimeout', type: int, defaultValue: null },
    principal,
  ],
  async run(call) {
    const { session, signal } = call.execution;
    const target = targetOf(call);
    const mode = requestableMode(text(call, '@lockmode') ?? '');
    if (target === undefined || mode === undefined) return invalid;
    const timeout = Number(call.arguments.get('@locktimeout') ?? session.options.lockTimeout);
    if (timeout < -1) throw invalidLockTimeout();
    const status = await session.locks.acquire({ ...target, mode, timeout, signal });
    return { status, ended: signal.aborted };
  },
};

const releaseApplicationLock: SystemProcedure = {
  name: 'sp_releaseapplock',
  parameters: [resource, owner, principal],
  async run(call) {
    const target = targetOf(call);
    if (target === undefined) return invalid;
    if (call.execution.session.locks.release(target)) return { status: 0, ended: false };
    throw lockNotHeld(target.principal, target.resource);
  },
};

/** sp_executesql: statement, declaration of parameters, their values by name or position. */
const executeSql: SystemProcedure = {
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
function textOf(argument: Argument | undefined, parameter: string): string {
  if (argument === undefined || !(isCharacter(argument.type) || argument.value === null))
    throw ntextExpected(parameter);
  return String(argument.value ?? '');
}

/** Runs a text with parameters as a scope of its own; its output parameters go to the caller. */
async function executeText(
  text: string,
  declaration: string,
  args: readonly Argument[],
  { execution, send }: Pick<SystemCall, 'execution' | 'send'>,
): Promise<CallOutcome> {
  const plan = await execution.plans.get(text, declaration, execution.session);
  const bound = bindParameters(plan, args, text, declaration);
  const variables = new Array<SqlValue>(plan.variables.length).fill(null);
  bound.forEach((argument, index) => {
    const parameter = plan.parameters[index];
    if (parameter === undefined) return;
    variables[index] =
      argument === undefined ? (parameter.defaultOf?.(execution) ?? null) : argumentValue(argument, parameter.type);
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
  const missing = parameters.find(
    (parameter, index) => bound[index] === undefined && parameter.defaultOf === undefined,
  );
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
export async function executeBatchText(text: string, execution: Execution): ReturnType<typeof runPlan> {
  const plan = await execution.plans.get(text, '', execution.session);
  return runPlan(plan, new Array<SqlValue>(plan.variables.length).fill(null), execution);
}

/** Keeps a statement under a new number, which goes out as the value of the first argument. */
async function keep(
  { execution, given, send }: SystemCall,
  procedure: string,
): Promise<{ handle: number; text: string; declaration: string }> {
  const [handle, declared, statement] = given;
  if (handle === undefined) throw missingParameter(procedure, '@handle');
  const { session } = execution;
  const text = textOf(statement, '@stmt');
  const declaration = declared === undefined ? '' : textOf(declared, '@params');
  // Faults of the text show now, and there is no handle then.
  await execution.plans.get(text, declaration, session);
  session.lastHandle += 1;
  session.prepared.set(session.lastHandle, { text, declaration });
  handle.assign?.(session.lastHandle, int);
  send({ name: handle.name || '@handle', type: int, value: session.lastHandle });
  return { handle: session.lastHandle, text, declaration };
}

function kept(argument: Argument | undefined, { session }: Execution) {
  const handle = Number(argument?.value ?? 0);
  const statement = session.prepared.get(handle);
  if (statement === undefined) throw unknownHandle(handle);
  return { handle, ...statement };
}

/** sp_prepare @handle OUTPUT, @params, @stmt, @options; with option 1 it sends the columns that the statement would have. */
const prepare: SystemProcedure = {
  name: 'sp_prepare',
  parameters: undefined,
  async run(call) {
    const { text, declaration } = await keep(call, 'sp_prepare');
    const { execution, given } = call;
    const plan = await execution.plans.get(text, declaration, execution.session);
    const columns = plan.columns?.(execution);
    if (Number(given[3]?.value ?? 0) === 1 && columns !== undefined) {
      execution.reply.columns(columns);
      execution.reply.done();
    }
    return { status: 0, ended: false };
  },
};

/** sp_execute @handle, values. */
const executePrepared: SystemProcedure = {
  name: 'sp_execute',
  parameters: undefined,
  async run(call) {
    const [handle, ...values] = call.given;
    const { text, declaration } = kept(handle, call.execution);
    return executeText(text, declaration, values, call);
  },
};

/** sp_prepexec @handle OUTPUT, @params, @stmt, values. */
const prepareAndExecute: SystemProcedure = {
  name: 'sp_prepexec',
  parameters: undefined,
  async run(call) {
    const { text, declaration } = await keep(call, 'sp_prepexec');
    return executeText(text, declaration, call.given.slice(3), call);
  },
};

/** sp_unprepare @handle. */
const unprepare: SystemProcedure = {
  name: 'sp_unprepare',
  parameters: undefined,
  async run({ execution, given }) {
    execution.session.prepared.delete(kept(given[0], execution).handle);
    return { status: 0, ended: false };
  },
};

const resetConnection: SystemProcedure = {
  name: 'sp_reset_connection',
  parameters: [],
  async run({ execution: { session } }) {
    session.reset();
    return { status: 0, ended: false };
  },
};

const procedures = new Map(
  [
    executeSql,
    prepare,
    executePrepared,
    prepareAndExecute,
    unprepare,
    getApplicationLock,
    releaseApplicationLock,
    resetConnection,
  ].map((procedure) => [procedure.name, procedure]),
);

/** A procedure of the system by its name in any database; those of cursors are refused with a word. */
export function systemProcedureNamed({ schema, name }: ObjectName): SystemProcedure | undefined {
  const own = schema === undefined || ['sys', 'dbo'].includes(schema.toLowerCase());
  if (own && /^sp_cursor/i.test(name)) throw notInSandbox('cursors');
  return own ? procedures.get(name.toLowerCase()) : undefined;
}
