import { localTicks, splitTicks, ticksPerDay } from '../../instant.js';
import type { Instant, SqlValue } from '../../sql-value.js';
import { coerced } from '../expressions/coerce.js';
import { compileScalar } from '../expressions/compile-scalar.js';
import type { Scalar } from '../expressions/scalar.js';
import type { Place } from '../expressions/scope.js';
import type { Expression } from '../parse/ast.js';
import { sqlError } from '../sql-error.js';
import { isCharacter } from '../types/family.js';
import { parseInstant } from '../types/parse-instant.js';
import { datetime, nvarchar } from '../types/type-name.js';
import type { Step } from './execution.js';
import type { PreparedPart } from './prepared-statement.js';

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
  const instant = typeof value === 'string' ? parseInstant(value)?.instant : (value as Instant);
  if (instant === undefined) {
    throw sqlError(148, 15, 1, `Incorrect time syntax in time string '${String(value)}' used with WAITFOR.`);
  }
  return splitTicks(instant.ticks).ticks;
}
