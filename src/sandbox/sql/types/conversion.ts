import type { SqlType, SqlValue } from '../../sql-value.js';
import { explicitConversion, implicitConversion, operandClash } from '../messages/values.js';
import { notInSandbox } from '../sql-error.js';
import { type Convert, type Family, familyOf, isUnicode, sameType } from './family.js';
import { toBinary } from './to-binary.js';
import { toGuid } from './to-guid.js';
import { toInstant } from './to-instant.js';
import { toBit, toInteger } from './to-integer.js';
import { toDecimal, toFloat } from './to-number.js';
import { toText } from './to-text.js';
import { typeName } from './type-name.js';

export interface ConversionOptions {
  /** CAST and CONVERT may do more than an assignment. */
  readonly explicit?: boolean;
  /** The third argument of CONVERT. */
  readonly style?: number;
}

/** The way from one type to another; throws where SQL Server has none (206, 257, 529). */
export function conversion(
  from: SqlType,
  to: SqlType,
  { explicit = false, style = 0 }: ConversionOptions = {},
): Convert {
  if (style === 0 && sameType(from, to)) return same;
  refuseUnlessAllowed(from, to, explicit);
  if (to.kind === 'sql_variant') {
    return (value) => (from.kind === 'sql_variant' ? value : { type: from, value });
  }
  if (from.kind === 'sql_variant') {
    return (value) => {
      const { type, value: inner } = value as { type: SqlType; value: SqlValue };
      return inner === null ? null : conversion(type, to, { explicit: true, style })(inner);
    };
  }
  switch (familyOf(to)) {
    case 'integer':
      return to.kind === 'bit' ? toBit(from) : toInteger(from, to);
    case 'decimal':
      return toDecimal(from, to);
    case 'float':
      return toFloat(from, to);
    case 'character':
      return toText(from, to, style);
    case 'binary':
      return toBinary(from, to, style);
    case 'guid':
      return toGuid(from);
    default:
      return toInstant(from, to);
  }
}

/** The same for values that may be NULL. */
export function nullableConversion(from: SqlType, to: SqlType): (value: SqlValue) => SqlValue {
  const convert = conversion(from, to);
  return (value) => (value === null ? null : convert(value));
}

const same: Convert = (value) => value;

/** What may not even be cast, by families; the rest is allowed at least explicitly (CAST and CONVERT, the chart). */
const never: Readonly<Record<Family, readonly Family[]>> = {
  integer: ['guid', 'moment'],
  decimal: ['guid', 'moment'],
  float: ['guid', 'moment'],
  character: [],
  binary: [],
  guid: ['integer', 'decimal', 'float', 'datetime', 'moment'],
  datetime: ['guid'],
  moment: ['integer', 'decimal', 'float', 'guid'],
  variant: [],
};

/** Types whose bytes are SQL Server's own affair. */
const hasOwnBytes = (one: Family, other: Family): boolean =>
  one === 'binary' && (other === 'datetime' || other === 'moment' || other === 'decimal' || other === 'float');

function refuseUnlessAllowed(from: SqlType, to: SqlType, explicit: boolean): void {
  const source = familyOf(from);
  const target = familyOf(to);
  const timeAndDate = (from.kind === 'time' && to.kind === 'date') || (from.kind === 'date' && to.kind === 'time');
  if (never[source].includes(target) || timeAndDate) {
    throw explicit ? explicitConversion(typeName(from), typeName(to)) : operandClash(typeName(from), typeName(to));
  }
  if (hasOwnBytes(source, target) || hasOwnBytes(target, source)) {
    throw notInSandbox(`conversions between ${typeName(from)} and ${typeName(to)}`);
  }
  if (explicit) return;
  const needsConvert =
    (source === 'variant' && target !== 'variant') ||
    (source === 'character' && target === 'binary') ||
    (source === 'datetime' && (target === 'integer' || target === 'decimal' || target === 'float')) ||
    (source === 'binary' && target === 'character' && isUnicode(to) && to.kind === 'nchar');
  if (needsConvert) throw implicitConversion(typeName(from), typeName(to));
}
