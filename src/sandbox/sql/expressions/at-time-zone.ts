import { localTicks, ticksPerMinute } from '../../instant.js';
import type { Instant } from '../../sql-value.js';
import { invalidArgument, invalidTimeZone } from '../messages/values.js';
import type { Expression } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { typeName } from '../types/type-name.js';
import { type Scalar, strict } from './scalar.js';

/** Of time zones the sandbox has UTC alone; what has an offset is shown in it, what has none is taken to be in it. */
export function compileAtTimeZone(
  { timestamp, time_zone: zone }: { readonly timestamp: Expression; readonly time_zone: Expression },
  scalarOf: (operand: Expression) => Scalar,
): Scalar {
  const value = scalarOf(timestamp);
  const name = scalarOf(zone);
  const { kind } = value.type;
  if (kind !== 'datetimeoffset' && kind !== 'datetime2' && kind !== 'datetime') {
    throw invalidArgument(typeName(value.type), 1, 'AT TIME ZONE');
  }
  const scale = 'scale' in value.type ? value.type.scale : 3;
  return strict({ kind: 'datetimeoffset', scale }, [value, name], ([instant, zoneName]) => {
    const written = String(zoneName);
    if (written.toUpperCase() !== 'UTC') {
      throw / Standard Time$/i.test(written) ? notInSandbox(`the time zone ${written}`) : invalidTimeZone(written);
    }
    return { ticks: (instant as Instant).ticks, offset: 0 };
  });
}

/** The same clock face at another offset, in minutes. */
export function atOffset(instant: Instant, offset: number): Instant {
  return { ticks: localTicks(instant) - BigInt(offset * ticksPerMinute), offset };
}
