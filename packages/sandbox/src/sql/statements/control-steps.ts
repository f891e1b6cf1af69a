import type { Instant, SqlValue } from '../../engine.js';
import { localTicks, splitTicks, ticksPerDay } from '../../instant.js';
import { coerced } from '../expressions/coerce.js';
import type { Place, Predicate, Scalar } from '../expressions/compilation.js';
import { compileScalar } from '../expressions/compile.js';
import { invalidObject } from '../messages/names.js';
import type { Expression } from '../parse/ast.js';
import type { RefusedStatement } from '../parse/statement.js';
import { notInSandbox, SqlError, sqlError } from '../sql-error.js';
import { parseInstant } from '../types/to-instant.js';
import { datetime, isCharacter, nvarchar } from '../types/type.js';
import { type Execution, type Flow, runSteps, type Step } from './execution.js';
import type { PreparedPart } from './prepared-statement.js';

export function ifStep(condition: PreparedPart<Predicate>, then: Step, otherwise: Step | undefined): Step {
  return (execution) => {
    const { inner, run } = condition.start(execution);
    const holds = inner(run) === true;
    execution.session.error = 0;
    return holds ? then(execution) : (otherwise?.(execution) ?? 'next');
  };
}

/** Rounds of a loop between which others get their turn, and an attention is heard. */
const roundsAtOnce = 200;

export function whileStep(condition: PreparedPart<Predicate>, body: Step): Step {
  return async (execution) => {
    for (let round = 1; ; round += 1) {
      if (execution.signal.aborted) return 'endBatch';
      const { inner, run } = condition.start(execution);
      if (inner(run) !== true) return 'next';
      const flow = await body(execution);
      if (flow === 'break') return 'next';
      if (flow !== 'next' && flow !== 'continue') return flow;
      if (round % roundsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

export function blockStep(body: readonly Step[]): Step {
  return (execution) => runSteps(body, execution);
}

/** Errors of the body go to the handler, which the ERROR_ functions tell about them. */
export function tryStep(body: readonly Step[], handler: readonly Step[]): Step {
  return async (execution) => {
    execution.tries += 1;
    let caught: SqlError;
    try {
      return await runSteps(body, execution);
    } catch (error) {
      if (!(error instanceof SqlError) || error.detail.class >= 20) throw error;
      caught = error;
    } finally {
      execution.tries -= 1;
    }
    return handle(caught, handler, execution);
  };
}

async function handle({ detail }: SqlError, handler: readonly Step[], execution: Execution): Promise<Flow> {
  const { session } = execution;
  const before = session.caught;
  session.caught = detail;
  session.error = detail.number;
  try {
    return await runSteps(handler, execution);
  } finally {
    session.caught = before;
  }
}

/** RETURN in a batch: its value means nothing there. */
export const returnStep: Step = () => 'return';

export function compileWaitTime(expression: Expression, place: Place): Scalar {
  const scalar = compileScalar(expression, place);
  return isCharacter(scalar.type) ? coerced(scalar, nvarchar(4000)) : coerced(scalar, datetime);
}

/** WAITFOR DELAY and WAITFOR TIME; ends at once when the signal is aborted. */
export function waitStep(part: PreparedPart<Scalar>, until: 'delay' | 'time'): Step {
  return async (execution) => {
    const { inner, run } = part.start(execution);
    const ticks = timeOfDay(inner.evaluate(run));
    const { session, signal } = execution;
    const now = splitTicks(localTicks(session.context.now)).ticks;
    const wait = until === 'delay' ? ticks : (ticks - now + ticksPerDay) % ticksPerDay;
    await execution.sleep(wait / 10_000, signal);
    session.error = 0;
    session.rowCount = 0;
    return signal.aborted ? 'endBatch' : 'next';
  };
}

function timeOfDay(value: SqlValue): number {
  if (value === null) return 0;
  const parsed = typeof value === 'string' ? parseInstant(value) : { instant: value as Instant };
  if (parsed === undefined || parsed === 'no such day') {
    throw sqlError(148, 15, 1, `Incorrect time syntax in time string '${String(value)}' used with WAITFOR.`);
  }
  return splitTicks(parsed.instant.ticks).ticks;
}

const permissions: Readonly<Record<string, string>> = {
  INSERT: 'INSERT',
  UPDATE: 'UPDATE',
  DELETE: 'DELETE',
  MERGE: 'UPDATE',
};

/** A statement that would change something: whoever is there may not, and a table that is not there is said to be so. */
export function refusedStep({ verb, object }: RefusedStatement): Step {
  return ({ session }) => {
    const permission = permissions[verb];
    const [name = '', schema, database] = [...object].reverse();
    const written = object.join('.');
    if (name.startsWith('#') || name.startsWith('@')) throw notInSandbox('temporary tables and table variables');
    if (permission !== undefined && object.length > 0) {
      const known = { name, ...(schema ? { schema } : {}), ...(database ? { database } : {}) };
      if (session.database.table(known, session.context) === undefined) throw invalidObject(written);
      throw sqlError(
        229,
        14,
        5,
        `The ${permission} permission was denied on the object '${name}', database '${database || session.context.database}', schema '${schema || 'dbo'}'.`,
      );
    }
    if (/^(CREATE|ALTER|DROP)/.test(verb)) {
      throw sqlError(262, 14, 1, `${verb} permission denied in database '${session.context.database}'.`);
    }
    throw notInSandbox(verb);
  };
}
