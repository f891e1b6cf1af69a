import type { SqlType } from '../../engine.js';
import { type CharacterType, decimal, familyOf, isCharacter, isUnicode, lengthOf } from './type.js';

/** Data type precedence, lowest first (learn.microsoft.com: data type precedence). */
const order: readonly SqlType['kind'][] = [
  'binary',
  'varbinary',
  'char',
  'varchar',
  'nchar',
  'nvarchar',
  'uniqueidentifier',
  'bit',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'decimal',
  'real',
  'float',
  'time',
  'date',
  'datetime',
  'datetime2',
  'datetimeoffset',
  'sql_variant',
];
const rank = new Map(order.map((kind, index) => [kind, index]));

const rankOf = ({ kind }: SqlType): number => rank.get(kind) ?? 0;

/** The type that two values take when they are compared, or are results of one CASE, COALESCE or UNION. */
export function commonType(one: SqlType, other: SqlType): SqlType {
  const [lower, higher] = rankOf(one) <= rankOf(other) ? [one, other] : [other, one];
  if (isCharacter(one) && isCharacter(other)) return longer(one, other);
  if (higher.kind === 'decimal') return commonDecimal(higher, lower);
  if (lower.kind === 'binary' || lower.kind === 'varbinary') {
    return higher.kind === 'binary' || higher.kind === 'varbinary'
      ? ({ kind: lower.kind === higher.kind ? lower.kind : 'varbinary', length: maximum(lower, higher) } as SqlType)
      : higher;
  }
  if (lower.kind === higher.kind && 'scale' in lower && 'scale' in higher) {
    return lower.scale > higher.scale ? lower : higher;
  }
  if (higher.kind === 'datetime2' || higher.kind === 'datetimeoffset') {
    const scale = Math.max(higher.scale, 'scale' in lower && lower.kind !== 'decimal' ? lower.scale : 0);
    return lower.kind === 'datetime' ? { ...higher, scale: Math.max(scale, 3) } : { ...higher, scale };
  }
  return higher;
}

/** The length of two concatenated strings grows to the limit of the type, and becomes max only where one is max. */
export function concatenated(one: CharacterType, other: CharacterType): SqlType {
  const unicode = isUnicode(one) || isUnicode(other);
  const limit = unicode ? 4000 : 8000;
  const fixed = one.kind === other.kind && (one.kind === 'char' || one.kind === 'nchar');
  if (one.length === 'max' || other.length === 'max') {
    return { kind: unicode ? 'nvarchar' : 'varchar', length: 'max' };
  }
  const length = Math.min(one.length + other.length, limit);
  return fixed ? { kind: unicode ? 'nchar' : 'char', length } : { kind: unicode ? 'nvarchar' : 'varchar', length };
}

/** The decimal that holds every value of an exact type. */
export function asDecimal(type: SqlType): { readonly precision: number; readonly scale: number } {
  switch (type.kind) {
    case 'decimal':
      return type;
    case 'bit':
      return { precision: 1, scale: 0 };
    case 'tinyint':
      return { precision: 3, scale: 0 };
    case 'smallint':
      return { precision: 5, scale: 0 };
    case 'bigint':
      return { precision: 19, scale: 0 };
    default:
      return { precision: 10, scale: 0 };
  }
}

function commonDecimal(one: SqlType, other: SqlType): SqlType {
  if (familyOf(other) !== 'integer' && other.kind !== 'decimal') return one;
  const a = asDecimal(one);
  const b = asDecimal(other);
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  return decimal(Math.min(whole + scale, 38), Math.min(scale, Math.max(38 - whole, 0)));
}

function longer(one: CharacterType, other: CharacterType): SqlType {
  const unicode = isUnicode(one) || isUnicode(other);
  const length = maximum(one, other);
  if (length !== 'max' && one.kind === other.kind && (one.kind === 'char' || one.kind === 'nchar')) {
    return { kind: one.kind, length };
  }
  const limited = length === 'max' ? length : Math.min(length, unicode ? 4000 : 8000);
  return { kind: unicode ? 'nvarchar' : 'varchar', length: limited };
}

function maximum(one: SqlType, other: SqlType): number | 'max' {
  const a = lengthOf(one);
  const b = lengthOf(other);
  return a === 'max' || b === 'max' ? 'max' : Math.max(a, b);
}
