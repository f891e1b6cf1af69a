import type { SqlType, SqlValue } from '../../sql-value.js';
import { incompatibleOperands } from '../messages/values.js';
import { textEqual } from '../types/collation.js';
import { comparisonOf } from '../types/comparison.js';
import { familyOf, isCharacter } from '../types/family.js';
import { int, typeName } from '../types/type-name.js';
import { coerced, commonTypeOf } from './coerce.js';
import type { Predicate, Scalar } from './scalar.js';

export type ComparisonOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtEq' | 'Gt' | 'GtEq';

const tests: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  Eq: (order) => order === 0,
  NotEq: (order) => order !== 0,
  Lt: (order) => order < 0,
  LtEq: (order) => order <= 0,
  Gt: (order) => order > 0,
  GtEq: (order) => order >= 0,
};

export function isComparison(operator: string): operator is ComparisonOperator {
  return operator in tests;
}

/** Whether two values of one type that are not NULL stand in that order. */
export function testOf(operator: ComparisonOperator, type: SqlType): (one: SqlValue, other: SqlValue) => boolean {
  // Equality of text is far cheaper than its order.
  if (isCharacter(type) && operator === 'Eq') return (one, other) => textEqual(one as string, other as string);
  if (isCharacter(type) && operator === 'NotEq') return (one, other) => !textEqual(one as string, other as string);
  const family = familyOf(type);
  if (
    (operator === 'Eq' || operator === 'NotEq') &&
    (family === 'guid' || family === 'integer' || family === 'float')
  ) {
    const equal = operator === 'Eq';
    return (one, other) => (one === other) === equal;
  }
  const compare = comparisonOf(type);
  const test = tests[operator];
  return (one, other) => test(compare(one, other));
}

export function compileComparison(operator: ComparisonOperator, left: Scalar, right: Scalar): Predicate {
  const type = comparableType(left, right, operator);
  const one = coerced(left, type).evaluate;
  const other = coerced(right, type).evaluate;
  const test = testOf(operator, type);
  return (run) => {
    const a = one(run);
    if (a === null) return null;
    const b = other(run);
    return b === null ? null : test(a, b);
  };
}

/** The type in which two values are compared; throws 206 or 402 where there is none. */
export function comparableType(left: Scalar, right: Scalar, operator = 'Eq'): SqlType {
  const type = commonTypeOf([left, right]) ?? int;
  const clash =
    (left.type.kind === 'date' && right.type.kind === 'time') ||
    (left.type.kind === 'time' && right.type.kind === 'date');
  if (clash) throw incompatibleOperands(typeName(left.type), typeName(right.type), operatorNames[operator] ?? operator);
  return type;
}

const operatorNames: Readonly<Record<string, string>> = {
  Eq: 'equal to',
  NotEq: 'not equal to',
  Lt: 'less than',
  LtEq: 'less than or equal to',
  Gt: 'greater than',
  GtEq: 'greater than or equal to',
};
