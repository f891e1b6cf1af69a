import { missingParameter, unknownHandle } from '../messages/procedures.js';
import type { Execution } from '../statements/execution.js';
import { int } from '../types/type-name.js';
import type { Argument } from './argument.js';
import { executeText, textOf } from './execute-sql.js';
import type { SystemCall, SystemProcedure } from './system-procedure.js';

/** Keeps a statement under a new number, which goes out as the value of the first argument. */
function keep(
  { execution, given, send }: SystemCall,
  procedure: string,
): { handle: number; text: string; declaration: string } {
  const [handle, declared, statement] = given;
  if (handle === undefined) throw missingParameter(procedure, '@handle');
  const { session } = execution;
  const text = textOf(statement, '@stmt');
  const declaration = declared === undefined ? '' : textOf(declared, '@params');
  // Faults of the text show now, and there is no handle then.
  execution.plans.get(text, declaration, session);
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
export const prepare: SystemProcedure = {
  name: 'sp_prepare',
  parameters: undefined,
  async run(call) {
    const { text, declaration } = keep(call, 'sp_prepare');
    const { execution, given } = call;
    const columns = execution.plans.get(text, declaration, execution.session).columns?.(execution);
    if (Number(given[3]?.value ?? 0) === 1 && columns !== undefined) {
      execution.reply.columns(columns);
      execution.reply.done();
    }
    return { status: 0, ended: false };
  },
};

/** sp_execute @handle, values. */
export const executePrepared: SystemProcedure = {
  name: 'sp_execute',
  parameters: undefined,
  async run(call) {
    const [handle, ...values] = call.given;
    const { text, declaration } = kept(handle, call.execution);
    return executeText(text, declaration, values, call);
  },
};

/** sp_prepexec @handle OUTPUT, @params, @stmt, values. */
export const prepareAndExecute: SystemProcedure = {
  name: 'sp_prepexec',
  parameters: undefined,
  async run(call) {
    const { text, declaration } = keep(call, 'sp_prepexec');
    return executeText(text, declaration, call.given.slice(3), call);
  },
};

/** sp_unprepare @handle. */
export const unprepare: SystemProcedure = {
  name: 'sp_unprepare',
  parameters: undefined,
  async run({ execution, given }) {
    execution.session.prepared.delete(kept(given[0], execution).handle);
    return { status: 0, ended: false };
  },
};
