import type { SqlType, SqlValue } from '../../engine.js';
import { divideByZero, incompatibleOperands, invalidOperand, operandClash, overflow } from '../messages/values.js';
import type { Expression } from '../parse/ast.js';
import { aligned, decimalOf, fitted, inRange, integerValue } from '../types/numbers.js';
import { asDecimal, commonType, concatenated } from '../types/precedence.js';
import {
  type CharacterType,
  datetime,
  decimal,
  familyOf,
  float,
  int,
  isCharacter,
  isTemporal,
  typeName,
} from '../types/type.js';
import { coerced } from './coerce.js';
import { type Scalar, strict } from './compilation.js';

type ArithmeticOperator =
  | 'Plus'
  | 'Minus'
  | 'Multiply'
  | 'Divide'
  | 'Modulo'
  | 'BitwiseAnd'
  | 'BitwiseOr'
  | 'BitwiseXor';

/** As messages name them. */
const operatorNames: Readonly<Record<ArithmeticOperator, string>> = {
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

/** Of two values that are not NULL and have the operation's type. */
type Operation = (values: readonly NonNullable<SqlValue>[]) => SqlValue;

function integerOperation(operator: ArithmeticOperator, { kind }: SqlType): Operation {
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

function floatOperation(operator: ArithmeticOperator, { kind }: SqlType): Operation {
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

function decimalOperation(
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

type BinaryOperation = Extract<Expression, { readonly BinaryOp: unknown }>['BinaryOp'];

const additive = new Set(['Plus', 'Minus', 'BitwiseAnd', 'BitwiseOr', 'BitwiseXor']);

/**
 * In T-SQL `+`, `-`, `&`, `^` and `|` bind equally and from the left; the grammar library has an order among them. Gives the
 * operation as T-SQL means it; one without bit operators is so already.
 */
export function leftToRight(operation: BinaryOperation): BinaryOperation {
  if (!additive.has(operation.op)) return operation;
  const operands: Expression[] = [];
  const operators: string[] = [];

  function gather(expression: Expression): void {
    if ('BinaryOp' in expression && additive.has(expression.BinaryOp.op)) {
      gather(expression.BinaryOp.left);
      operators.push(expression.BinaryOp.op);
      gather(expression.BinaryOp.right);
    } else {
      operands.push(expression);
    }
  }

  gather({ BinaryOp: operation });
  if (!operators.some((operator) => operator.startsWith('Bitwise'))) return operation;
  const [first, ...rest] = operands;
  if (first === undefined) return operation;
  const tree = rest.reduce<Expression>(
    (left, right, index) => ({ BinaryOp: { left, op: operators[index] ?? operation.op, right } }),
    first,
  );
  return 'BinaryOp' in tree ? tree.BinaryOp : operation;
}
