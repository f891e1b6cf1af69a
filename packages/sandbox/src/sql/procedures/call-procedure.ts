import type { SqlMessage, SqlValue } from '../../engine.js';
import type { ObjectName, Procedure } from '../database.js';
import { nestingLimit, unknownProcedure } from '../messages/procedures.js';
import { SqlError } from '../sql-error.js';
import { type Execution, isCaught } from '../statements/execution.js';
import { nullableConversion } from '../types/conversion.js';
import { type Argument, bindArguments, type CallOutcome, type Output } from './system-procedure.js';
import { systemProcedureNamed } from './system-procedures.js';

/*
 * Calls of procedures, from a batch and from the wire: those of the system, which are written in system-procedures.ts, and those of
 * the database that is served.
 */

const deepest = 32;

/** Calls a procedure by its name: one of the system's own, or one of the world. Throws what keeps it from being called. */
export async function callProcedure(
  parts: readonly string[],
  args: readonly Argument[],
  execution: Execution,
): Promise<CallOutcome> {
  const { session, reply } = execution;
  const [name = '', schema, database] = [...parts].reverse();
  const object: ObjectName = { name, ...(schema ? { schema } : {}), ...(database ? { database } : {}) };
  const system = systemProcedureNamed(object);
  if (session.nestLevel >= deepest) throw nestingLimit();
  if (system !== undefined) {
    const { values, outputs } = inProcedure(system.name, () =>
      system.parameters === undefined
        ? { values: new Map<string, SqlValue>(), outputs: [] }
        : bindArguments(system.name, system.parameters, args),
    );
    return nested(execution, async () => {
      const sent: Output[] = [];
      const produced = new Map<string, SqlValue>();
      try {
        const outcome = await system.run({
          execution,
          arguments: values,
          given: args,
          setOutput: (parameter, value) => produced.set(parameter.toLowerCase(), value),
          send: (output) => sent.push(output),
        });
        sent.push(...assignOutputs(outputs, values, produced));
        reply.endProcedure(outcome.status, sent);
        return outcome;
      } catch (error) {
        return failedInside(error, execution);
      }
    });
  }
  const denied = session.database.executeDenied(object, session.context);
  if (denied !== undefined) throw new SqlError({ procedure: name, line: 1, ...denied });
  const procedure = session.database.procedure(object, session.context);
  if (procedure === undefined) throw unknownProcedure(parts.join('.'));
  return callOwn(procedure, args, execution);
}

async function callOwn(procedure: Procedure, args: readonly Argument[], execution: Execution): Promise<CallOutcome> {
  const { session, reply, signal } = execution;
  const { values, outputs } = inProcedure(procedure.name, () =>
    bindArguments(procedure.name, procedure.parameters, args),
  );
  const produced = new Map<string, SqlValue>();
  let firstError: SqlMessage | undefined;
  const status = await nested(execution, async () => {
    if (session.transactionCount > 0) session.carriedOut.push(procedure.name);
    const result = await procedure.run({
      context: session.context,
      arguments: values,
      signal,
      setOutput: (name, value) => produced.set(name.toLowerCase(), value),
      send(columns, rows) {
        reply.columns(columns);
        for (const row of rows) reply.row(row);
        reply.done({ rowCount: rows.length });
      },
      raise(raised) {
        const message: SqlMessage = { procedure: procedure.name, line: 1, ...raised };
        if (message.class <= 10) reply.message(message);
        else if (firstError === undefined || !isCaught(execution)) {
          firstError = message;
          // A TRY block takes the first error; there it is no message.
          if (!isCaught(execution)) reply.message(message);
        }
      },
    });
    reply.endProcedure(result, assignOutputs(outputs, values, produced));
    return result;
  });
  session.error = firstError?.number ?? 0;
  if (firstError !== undefined && isCaught(execution)) throw new SqlError(firstError);
  return { status, ended: signal.aborted };
}

/** An error of the procedure itself, such as that of a text that does not compile: the caller goes on. */
function failedInside(error: unknown, execution: Execution): CallOutcome {
  if (!(error instanceof SqlError)) throw error;
  const { session, reply } = execution;
  const detail: SqlMessage = { line: 1, ...error.detail };
  session.error = detail.number;
  if (!isCaught(execution)) {
    reply.message(detail);
    reply.done({ failed: true });
  }
  reply.endProcedure(detail.number, []);
  if (isCaught(execution)) throw error;
  return { status: detail.number, ended: false };
}

/** Errors of a call's arguments are the procedure's own. */
function inProcedure<Value>(name: string, bind: () => Value): Value {
  try {
    return bind();
  } catch (error) {
    throw error instanceof SqlError ? new SqlError({ procedure: name, line: 0, ...error.detail }) : error;
  }
}

async function nested<Value>({ session, reply }: Execution, run: () => Promise<Value>): Promise<Value> {
  session.nestLevel += 1;
  reply.beginProcedure();
  try {
    return await run();
  } finally {
    session.nestLevel -= 1;
  }
}

function assignOutputs(
  outputs: ReturnType<typeof bindArguments>['outputs'],
  values: ReadonlyMap<string, SqlValue>,
  produced: ReadonlyMap<string, SqlValue>,
): readonly Output[] {
  return outputs.map(({ parameter, argument }) => {
    const key = parameter.name.toLowerCase();
    const value = produced.has(key) ? (produced.get(key) ?? null) : (values.get(key) ?? null);
    argument.assign?.(value, parameter.type);
    return { name: parameter.name, type: parameter.type, value };
  });
}

/** Puts a value into a variable of another type. */
export function assigner(variables: SqlValue[], index: number, to: Output['type']): NonNullable<Argument['assign']> {
  return (value, from) => {
    variables[index] = nullableConversion(from, to)(value);
  };
}
