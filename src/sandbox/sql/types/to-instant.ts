import { joinTicks, localTicks, splitTicks, ticksPerDay } from '../../instant.js';
import type { Instant, SqlType } from '../../sql-value.js';
import { dateOutOfRange, notADate, overflow } from '../messages/values.js';
import type { Convert } from './family.js';
import { familyOf } from './family.js';
import { parseInstant } from './parse-instant.js';
import { typeName } from './type-name.js';
import { day1900 } from './to-integer.js';

/** Days from 0001-01-01 to 1753-01-01, the first of datetime, and to 1900-01-01, where it counts from. */
const day1753 = 639_905;
/** Days from 0001-01-01 to 9999-12-31. */
const lastDay = 3_652_058;

export function toInstant(from: SqlType, to: SqlType): Convert {
  switch (familyOf(from)) {
    case 'character':
      return (value) => {
        const parsed = parseInstant(value as string);
        if (parsed === undefined) throw notADate();
        if (to.kind === 'datetime' && parsed.precise) throw notADate();
        return inType(parsed.instant, to, typeName(from));
      };
    case 'integer':
    case 'decimal':
    case 'float':
      return (value) => {
        const days = Number(value as boolean | number | bigint | string);
        const whole = Math.floor(days);
        const ticks = Math.round((days - whole) * ticksPerDay);
        const day = day1900 + whole;
        if (day < day1753 || day > lastDay) throw overflow('expression', 'datetime');
        return inType({ ticks: joinTicks({ day, ticks }), offset: 0 }, to, typeName(from));
      };
    default:
      return (value) => inType(ofKind(value as Instant, from, to), to, typeName(from));
  }
}

/** A time has no date: it takes 1900-01-01; what has no offset takes UTC's. */
function ofKind(value: Instant, from: SqlType, to: SqlType): Instant {
  if (from.kind === 'time' && to.kind !== 'time') {
    return { ticks: joinTicks({ day: day1900, ticks: splitTicks(value.ticks).ticks }), offset: 0 };
  }
  return value;
}

function inType(value: Instant, to: SqlType, from: string): Instant {
  if (to.kind === 'datetimeoffset') return { ticks: rounded(value.ticks, to.scale), offset: value.offset };
  const ticks = localTicks(value);
  const { day, ticks: time } = splitTicks(ticks);
  switch (to.kind) {
    case 'date':
      return { ticks: joinTicks({ day, ticks: 0 }), offset: 0 };
    case 'time': {
      const rest = rounded(BigInt(time), to.scale);
      return { ticks: rest >= BigInt(ticksPerDay) ? 0n : rest, offset: 0 };
    }
    case 'datetime2':
      return { ticks: rounded(ticks, to.scale), offset: 0 };
    default:
      if (day < day1753) throw dateOutOfRange(from, 'datetime');
      return { ticks: joinTicks({ day, ticks: 0 }) + datetimeTicks(time), offset: 0 };
  }
}

/** Half up to `scale` decimals of a second. */
export function rounded(ticks: bigint, scale: number): bigint {
  if (scale >= 7) return ticks;
  const unit = 10n ** BigInt(7 - scale);
  return ((ticks + unit / 2n) / unit) * unit;
}

/** datetime counts in 1/300 s and shows that in milliseconds that end in 0, 3 or 7. */
export function datetimeTicks(ticks: number): bigint {
  const units = Math.floor((ticks * 3) / 100_000 + 0.5);
  return BigInt(Math.round((units * 10) / 3)) * 10_000n;
}
