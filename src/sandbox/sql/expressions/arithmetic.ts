import type { SqlType } from '../../sql-value.js';
import { incompatibleOperands, invalidOperand, operandClash } from '../messages/values.js';
import { type CharacterType, familyOf, isCharacter, isTemporal } from '../types/family.js';
import { asDecimal, commonType, concatenated } from '../types/precedence.js';
import { datetime, decimal, float, int, typeName } from '../types/type-name.js';
import { coerced } from './coerce.js';
import { decimalOperation, floatOperation, integerOperation } from './number-operations.js';
import { type Scalar, strict } from './scalar.js';

export type ArithmeticOperator =
  | 'Plus'
  | 'Minus'
  | 'Multiply'
  | 'Divide'
  | 'Modulo'
  | 'BitwiseAnd'
  | 'BitwiseOr'
  | 'BitwiseXor';

/** As messages name them. */
export const operatorNames: Readonly<Record<ArithmeticOperator, string>> = {
  Plus: 'add',
  Minus: 'subtract',
  Multiply: 'multiply',
  Divide: 'divide',
  Modulo: 'modulo',
  BitwiseAnd: '&',
  BitwiseOr: '|',
  BitwiseXor: '^',
};

export function isArithmetic(operator: string): operator is ArithmeticOperator {
  return operator in operatorNames;
}

export function compileArithmetic(operator: ArithmeticOperator, left: Scalar, right: Scalar): Scalar {
  const one = left.isNull ? { ...left, type: right.type } : left;
  const other = right.isNull ? { ...right, type: left.type } : right;
  if (operator === 'Plus' && isCharacter(one.type) && isCharacter(other.type)) return concatenation(one, other);
  if (isTemporal(one.type) || isTemporal(other.type)) return datetimeArithmetic(operator, one, other);
  if (familyOf(one.type) === 'binary' && familyOf(other.type) === 'binary' && operator === 'Plus') {
    throw incompatibleOperands(typeName(one.type), typeName(other.type), 'add');
  }
  const type = resultType(operator, one, other);
  const nullable = one.nullable || other.nullable;
  switch (type.kind) {
    case 'decimal': {
      const left10 = coerced(one, decimalType(one));
      const right10 = coerced(other, decimalType(other));
      return { ...strict(type, [left10, right10], decimalOperation(operator, type)), nullable };
    }
    case 'float':
    case 'real':
      return { ...strict(type, [coerced(one, type), coerced(other, type)], floatOperation(operator, type)), nullable };
    default:
      return {
        ...strict(type, [coerced(one, type), coerced(other, type)], integerOperation(operator, type)),
        nullable,
      };
  }
}

function concatenation(one: Scalar, other: Scalar): Scalar {
  const type = concatenated(one.type as CharacterType, other.type as CharacterType);
  const limit = 'length' in type && type.length !== 'max' ? type.length : Number.POSITIVE_INFINITY;
  return {
    ...strict(type, [one, other], ([a, b]) => ((a as string) + (b as string)).slice(0, limit)),
    nullable: one.nullable || other.nullable,
  };
}

/** The type of the result, before its decimals are worked out; throws 402 and 8117. */
function resultType(operator: ArithmeticOperator, one: Scalar, other: Scalar): SqlType {
  const type = commonType(one.type, other.type);
  const name = operatorNames[operator];
  const bitwise = operator.startsWith('Bitwise');
  switch (familyOf(type)) {
    case 'integer':
      if (type.kind === 'bit' && !bitwise) throw incompatibleOperands('bit', 'bit', name);
      return type;
    case 'decimal':
      if (bitwise) throw incompatibleOperands(typeName(one.type), typeName(other.type), name);
      return decimalResult(operator, decimalType(one), decimalType(other));
    case 'float':
      if (bitwise || operator === 'Modulo') throw incompatibleOperands(typeName(one.type), typeName(other.type), name);
      return one.type.kind === 'real' && other.type.kind === 'real' ? type : type.kind === 'real' ? type : float;
    case 'character':
      if (one.isNull && other.isNull) return int;
      throw invalidOperand(typeName(type), name);
    case 'binary':
      throw invalidOperand(typeName(type), name);
    default:
      throw invalidOperand(typeName(type), name);
  }
}

function decimalType({ type, digits }: Scalar): Extract<SqlType, { kind: 'decimal' }> {
  const { precision, scale } = digits === undefined ? asDecimal(type) : { precision: digits, scale: 0 };
  return { kind: 'decimal', precision, scale };
}

/** learn.microsoft.com: precision, scale and length. */
function decimalResult(
  operator: ArithmeticOperator,
  a: { readonly precision: number; readonly scale: number },
  b: { readonly precision: number; readonly scale: number },
): SqlType {
  const wholeA = a.precision - a.scale;
  const wholeB = b.precision - b.scale;
  switch (operator) {
    case 'Multiply':
      return reduced(a.precision + b.precision + 1, a.scale + b.scale);
    case 'Divide': {
      const scale = Math.max(6, a.scale + b.precision + 1);
      return reduced(wholeA + b.scale + scale, scale);
    }
    case 'Modulo': {
      const scale = Math.max(a.scale, b.scale);
      return decimal(Math.min(wholeA, wholeB) + scale || 1, scale);
    }
    default: {
      const scale = Math.max(a.scale, b.scale);
      const whole = Math.max(wholeA, wholeB) + 1;
      return decimal(Math.min(38, whole + scale), whole + scale > 38 ? Math.max(0, 38 - whole) : scale);
    }
  }
}

function reduced(precision: number, scale: number): SqlType {
  if (precision <= 38) return decimal(precision, scale);
  const whole = precision - scale;
  return decimal(38, whole < 32 ? Math.min(scale, 38 - whole) : Math.min(scale, 6));
}

/** Only datetime takes numbers of days; the newer types have DATEADD. */
function datetimeArithmetic(operator: ArithmeticOperator, one: Scalar, other: Scalar): Scalar {
  const allowed = [one, other].every(({ type }) => type.kind === 'datetime' || familyOf(type) !== 'moment');
  const additive = operator === 'Plus' || operator === 'Minus';
  if (!allowed || !additive) {
    const names = [typeName(one.type), typeName(other.type)] as const;
    if (isTemporal(one.type) && isTemporal(other.type)) throw incompatibleOperands(...names, operatorNames[operator]);
    const temporal = isTemporal(one.type) ? one.type : other.type;
    if (familyOf(temporal) === 'moment') throw operandClash(typeName(temporal), names[temporal === one.type ? 1 : 0]);
    throw invalidOperand(typeName(temporal), operatorNames[operator]);
  }
  const days = [one, other].map((scalar) => coerced(coerced(scalar, datetime), float, { explicit: true }));
  const sign = operator === 'Minus' ? -1 : 1;
  return coerced(
    strict(float, days, ([a, b]) => (a as number) + sign * (b as number)),
    datetime,
  );
}
