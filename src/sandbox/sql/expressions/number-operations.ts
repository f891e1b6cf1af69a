import type { SqlType, SqlValue } from '../../sql-value.js';
import { divideByZero, overflow } from '../messages/values.js';
import { aligned, decimalOf, fitted } from '../types/decimal.js';
import { inRange, integerValue } from '../types/to-integer.js';
import type { ArithmeticOperator } from './arithmetic.js';

/** Of two values that are not NULL and have the operation's type. */
type Operation = (values: readonly NonNullable<SqlValue>[]) => SqlValue;

export function integerOperation(operator: ArithmeticOperator, { kind }: SqlType): Operation {
  if (kind === 'bit') {
    return ([a, b]) => apply(operator, BigInt(a as boolean), BigInt(b as boolean)) !== 0n;
  }
  const integer = kind as 'tinyint' | 'smallint' | 'int' | 'bigint';
  return ([a, b]) => {
    const result = apply(operator, BigInt(a as number | bigint), BigInt(b as number | bigint));
    if (!inRange(result, integer)) throw overflow('expression', kind);
    return integerValue(result, integer);
  };
}

function apply(operator: ArithmeticOperator, a: bigint, b: bigint): bigint {
  switch (operator) {
    case 'Plus':
      return a + b;
    case 'Minus':
      return a - b;
    case 'Multiply':
      return a * b;
    case 'Divide':
      if (b === 0n) throw divideByZero();
      return a / b;
    case 'Modulo':
      if (b === 0n) throw divideByZero();
      return a % b;
    case 'BitwiseAnd':
      return a & b;
    case 'BitwiseOr':
      return a | b;
    case 'BitwiseXor':
      return a ^ b;
  }
}

export function floatOperation(operator: ArithmeticOperator, { kind }: SqlType): Operation {
  return ([one, other]) => {
    const a = one as number;
    const b = other as number;
    if (operator === 'Divide' && b === 0) throw divideByZero();
    const exact = operator === 'Plus' ? a + b : operator === 'Minus' ? a - b : operator === 'Multiply' ? a * b : a / b;
    const result = kind === 'real' ? Math.fround(exact) : exact;
    if (!Number.isFinite(result)) throw overflow('expression', kind);
    return result;
  };
}

export function decimalOperation(
  operator: ArithmeticOperator,
  { precision, scale }: Extract<SqlType, { kind: 'decimal' }>,
): Operation {
  return ([one, other]) => {
    const a = decimalOf(one as string);
    const b = decimalOf(other as string);
    if (operator === 'Multiply') {
      return fitted({ units: a.units * b.units, scale: a.scale + b.scale }, precision, scale, 'expression');
    }
    if (operator === 'Divide') {
      if (b.units === 0n) throw divideByZero();
      // Division cuts off rather than rounds.
      const shifted = a.units * 10n ** BigInt(scale + b.scale);
      const units = shifted / (b.units * 10n ** BigInt(a.scale));
      return fitted({ units, scale }, precision, scale, 'expression');
    }
    const [left, right, common] = aligned(a, b);
    return fitted({ units: apply(operator, left, right), scale: common }, precision, scale, 'expression');
  };
}
