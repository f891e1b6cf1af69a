import { splitTicks, ticksPerDay } from '../../instant.js';
import type { Instant, SqlType } from '../../sql-value.js';
import { errorConverting, overflow } from '../messages/values.js';
import type { Convert } from './family.js';
import { type Decimal, decimalOf, decimalOfNumber, fitted } from './decimal.js';
import { familyOf } from './family.js';
import { typeName } from './type-name.js';
import { day1900 } from './to-integer.js';

const decimalPattern = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const floatPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export function toDecimal(from: SqlType, to: SqlType): Convert {
  const { precision, scale } = to.kind === 'decimal' ? to : { precision: 38, scale: 0 };
  const inType = (value: Decimal, source: string) => fitted(value, precision, scale, source);
  const source = typeName(from);
  switch (familyOf(from)) {
    case 'decimal':
      return (value) => inType(decimalOf(value as string), source);
    case 'float':
      return (value) => inType(decimalOfNumber(value as number), source);
    case 'character':
      return (value) => {
        const text = (value as string).trim();
        if (!decimalPattern.test(text)) throw errorConverting(source, 'numeric');
        return inType(decimalOf(text.replace('+', '')), source);
      };
    case 'datetime':
      return (value) => inType(decimalOfNumber(daysSince1900(value as Instant)), source);
    default:
      return (value) => inType({ units: BigInt(value as boolean | number | bigint), scale: 0 }, source);
  }
}

export function toFloat(from: SqlType, to: SqlType): Convert {
  const inType =
    to.kind === 'real'
      ? (value: number) => {
          const single = Math.fround(value);
          if (!Number.isFinite(single)) throw overflow('expression', 'real');
          return single;
        }
      : (value: number) => value;
  switch (familyOf(from)) {
    case 'character':
      return (value) => {
        const text = (value as string).trim();
        if (text !== '' && !floatPattern.test(text)) throw errorConverting(typeName(from), to.kind);
        const number = Number(text);
        if (!Number.isFinite(number)) throw overflow('expression', to.kind);
        return inType(number);
      };
    case 'datetime':
      return (value) => inType(daysSince1900(value as Instant));
    default:
      return (value) => inType(Number(value as boolean | number | bigint | string));
  }
}

function daysSince1900({ ticks }: Instant): number {
  const { day, ticks: time } = splitTicks(ticks);
  return day - day1900 + time / ticksPerDay;
}
