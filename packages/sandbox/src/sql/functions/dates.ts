import type { Instant, SqlType } from '../../engine.js';
import { instantOf, localTicks, ticksPerMinute } from '../../instant.js';
import { coerced } from '../expressions/coerce.js';
import { type Scalar, strict } from '../expressions/compilation.js';
import { unsupportedDatepart } from '../messages/names.js';
import {
  datediffOverflow,
  dateOverflow,
  invalidArgument,
  invalidOffset,
  invalidTimeZone,
  overflow,
} from '../messages/values.js';
import type { Expression } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { conversion } from '../types/conversion.js';
import { inRange } from '../types/numbers.js';
import { bigint, datetime, int, isCharacter, isTemporal, nvarchar, typeName } from '../types/type.js';
import { argument, type BuiltIn, builtIn } from './built-in.js';
import { added, boundariesBetween, type Datepart, nameDatepart, readDatepart } from './dateparts.js';

/** 1753-01-01, in ticks. */
const firstDatetime = instantOf(Date.UTC(1753, 0, 1)).ticks;

const zoned: SqlType = { kind: 'datetimeoffset', scale: 7 };

/** A function whose first argument is the name of a part of a date. */
interface DateFunction {
  readonly from: number;
  readonly to: number;
  compile(part: Datepart, args: readonly Scalar[], name: string): Scalar;
}

/** Text is read as datetimeoffset, which holds what any of the types can; numbers as datetime. */
function dateArgument(args: readonly Scalar[], index: number, name: string): Scalar {
  const scalar = argument(args, index);
  if (isTemporal(scalar.type)) return scalar;
  if (scalar.isNull) return { ...scalar, type: datetime };
  if (isCharacter(scalar.type)) return coerced(scalar, zoned);
  try {
    return coerced(scalar, datetime);
  } catch {
    throw invalidArgument(typeName(scalar.type), index + 2, name.toLowerCase());
  }
}

function refuseMissing(part: Datepart, name: string, type: SqlType): void {
  const ofDate = ['year', 'quarter', 'month', 'day', 'dayofyear', 'week', 'iso_week', 'weekday'].includes(part);
  const missing =
    (part === 'tzoffset' && type.kind !== 'datetimeoffset' && type.kind !== 'datetime2') ||
    (type.kind === 'date' && !ofDate) ||
    (type.kind === 'time' && ofDate);
  if (missing) throw unsupportedDatepart(part, name.toLowerCase(), typeName(type));
}

function difference(type: SqlType): DateFunction {
  return {
    from: 2,
    to: 2,
    compile(part, args, name) {
      const dates = [0, 1].map((index) => dateArgument(args, index, name));
      return strict(type, dates, ([from, to]) => {
        const count = boundariesBetween(part, from as Instant, to as Instant);
        if (type.kind === 'bigint') {
          if (!inRange(count, 'bigint')) throw datediffOverflow(name);
          return count;
        }
        if (!inRange(count, 'int')) throw datediffOverflow(name);
        return Number(count);
      });
    },
  };
}

export const dateFunctions: Readonly<Record<string, DateFunction>> = {
  DATEDIFF: difference(int),
  DATEDIFF_BIG: difference(bigint),
  DATEADD: {
    from: 2,
    to: 2,
    compile(part, args, name) {
      const written = argument(args, 1);
      // Text becomes a datetime; the other types stay as they are.
      const date = isCharacter(written.type) ? coerced(written, datetime) : dateArgument(args, 1, name);
      refuseMissing(part, name, date.type);
      const inType = conversion({ kind: 'datetimeoffset', scale: 7 }, date.type);
      const wide: SqlType = { kind: 'bigint' };
      return strict(date.type, [coerced(argument(args, 0), wide), date], ([count, instant]) => {
        if (!inRange(count as bigint, 'int')) throw overflow('expression', 'int');
        const result = added(part, count as bigint, instant as Instant);
        const before = date.type.kind === 'datetime' && result !== undefined && result.ticks < firstDatetime;
        if (result === undefined || before) throw dateOverflow(typeName(date.type));
        return inType(date.type.kind === 'time' ? { ticks: result.ticks % 864_000_000_000n, offset: 0 } : result);
      });
    },
  },
  DATEPART: {
    from: 1,
    to: 1,
    compile(part, args, name) {
      const date = dateArgument(args, 0, name);
      refuseMissing(part, name, date.type);
      return strict(int, [date], ([instant], run) =>
        readDatepart(part, instant as Instant, run.session.options.dateFirst),
      );
    },
  },
  DATENAME: {
    from: 1,
    to: 1,
    compile(part, args, name) {
      const date = dateArgument(args, 0, name);
      refuseMissing(part, name, date.type);
      return strict(nvarchar(30), [date], ([instant], run) =>
        nameDatepart(part, instant as Instant, run.session.options.dateFirst),
      );
    },
  },
};

function partOf(part: Datepart): BuiltIn {
  return builtIn(1, 1, (args, _, name) =>
    strict(int, [dateArgument(args, 0, name)], ([instant]) => readDatepart(part, instant as Instant, 7)),
  );
}

/** The session's moment in that type: the batch's, it does not move. */
function moment(type: SqlType, of: (now: Instant) => Instant): BuiltIn {
  const inType = conversion({ kind: 'datetimeoffset', scale: 7 }, type);
  return builtIn(0, 0, () => ({ type, nullable: false, evaluate: ({ session }) => inType(of(session.context.now)) }));
}

const own = (now: Instant): Instant => now;
const inUtc = ({ ticks }: Instant): Instant => ({ ticks, offset: 0 });

/** `+02:00` or minutes. */
function offsetArgument(args: readonly Scalar[], name: string): { scalar: Scalar; read: (value: unknown) => number } {
  const scalar = argument(args, 1);
  return {
    scalar,
    read(value) {
      const match = /^([+-])(\d{2}):(\d{2})$/.exec(String(value));
      const minutes =
        match === null ? Number(value) : (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? -1 : 1);
      if (!Number.isInteger(minutes) || Math.abs(minutes) > 14 * 60) throw invalidOffset(name.toLowerCase());
      return minutes;
    },
  };
}

export const momentFunctions: Readonly<Record<string, BuiltIn>> = {
  GETDATE: moment(datetime, own),
  CURRENT_TIMESTAMP: moment(datetime, own),
  GETUTCDATE: moment(datetime, inUtc),
  SYSDATETIME: moment({ kind: 'datetime2', scale: 7 }, own),
  SYSUTCDATETIME: moment({ kind: 'datetime2', scale: 7 }, inUtc),
  SYSDATETIMEOFFSET: moment(zoned, own),
  YEAR: partOf('year'),
  MONTH: partOf('month'),
  DAY: partOf('day'),
  SWITCHOFFSET: builtIn(2, 2, (args, _, name) => {
    const date = argument(args, 0);
    const value = date.type.kind === 'datetimeoffset' ? date : coerced(date, zoned);
    const offset = offsetArgument(args, name);
    return strict(value.type, [value, offset.scalar], ([instant, minutes]) => ({
      ticks: (instant as Instant).ticks,
      offset: offset.read(minutes),
    }));
  }),
  TODATETIMEOFFSET: builtIn(2, 2, (args, _, name) => {
    const given = argument(args, 0);
    // The precision stays that of the date (TODATETIMEOFFSET, return type).
    const scale = 'scale' in given.type && isTemporal(given.type) ? given.type.scale : 7;
    const date = coerced(given, { kind: 'datetime2', scale });
    const offset = offsetArgument(args, name);
    return strict({ kind: 'datetimeoffset', scale }, [date, offset.scalar], ([instant, minutes]) =>
      atOffset(instant as Instant, offset.read(minutes)),
    );
  }),
  ISDATE: builtIn(1, 1, (args) => {
    const text = coerced(argument(args, 0), nvarchar(4000), { explicit: true });
    const convert = conversion(nvarchar(4000), datetime);
    return {
      type: int,
      nullable: false,
      evaluate(run) {
        const value = text.evaluate(run);
        if (value === null || value === '') return 0;
        try {
          convert(value);
          return 1;
        } catch {
          return 0;
        }
      },
    };
  }),
};

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
function atOffset(instant: Instant, offset: number): Instant {
  return { ticks: localTicks(instant) - BigInt(offset * ticksPerMinute), offset };
}
