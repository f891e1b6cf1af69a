import { compileFunction } from '../functions/compile-function.js';
import { compileGlobal } from '../functions/globals.js';
import { syntaxNear } from '../messages/syntax.js';
import { invalidOperand, overflow } from '../messages/values.js';
import type { Expression } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { decimalOf, decimalText } from '../types/decimal.js';
import { familyOf } from '../types/family.js';
import { inRange, integerValue } from '../types/to-integer.js';
import { smallint, typeName } from '../types/type-name.js';
import { compileArithmetic, isArithmetic } from './arithmetic.js';
import { compileAtTimeZone } from './at-time-zone.js';
import { compileCast, compileConvert } from './cast.js';
import { coerced } from './coerce.js';
import { compileColumn } from './columns.js';
import { compileCase, compilePredicate } from './compile-predicate.js';
import { leftToRight } from './left-to-right.js';
import { compileLiteral, numberLiteral } from './literals.js';
import { type Scalar, strict } from './scalar.js';
import type { Place } from './scope.js';
import { compileScalarSubquery } from './subqueries.js';

/** Compiles an expression that is a value; a condition where a value must stand is a syntax error. */
export function compileScalar(expression: Expression, place: Place): Scalar {
  const grouped = place.grouping?.grouped(expression);
  if (grouped !== undefined) return grouped;
  if ('Identifier' in expression) {
    const { value, quote_style: quote } = expression.Identifier;
    return quote === undefined ? compileName(value, place) : compileColumn([value], place);
  }
  if ('CompoundIdentifier' in expression) {
    return compileColumn(
      expression.CompoundIdentifier.map(({ value }) => value),
      place,
    );
  }
  if ('Value' in expression) return compileLiteral(expression.Value.value);
  if ('Nested' in expression) return compileScalar(expression.Nested, place);
  if ('Collate' in expression) return compileScalar(expression.Collate.expr, place);
  if ('BinaryOp' in expression) {
    const { left, op, right } = leftToRight(expression.BinaryOp);
    if (!isArithmetic(op)) throw syntaxNear(operatorText[op] ?? op);
    return compileArithmetic(op, compileScalar(left, place), compileScalar(right, place));
  }
  if ('UnaryOp' in expression) return compileUnary(expression.UnaryOp.op, expression.UnaryOp.expr, place);
  if ('Case' in expression) return compileCase(expression.Case, place);
  if ('Cast' in expression) return compileCast(expression.Cast, scalarsAt(place));
  if ('Convert' in expression) return compileConvert(expression.Convert, scalarsAt(place));
  if ('Subquery' in expression) return compileScalarSubquery(expression.Subquery, place);
  if ('AtTimeZone' in expression) return compileAtTimeZone(expression.AtTimeZone, scalarsAt(place));
  return compileFunction(expression, place, {
    scalar: scalarsAt(place),
    predicate: (condition) => compilePredicate(condition, place),
  });
}

/** Compiles the operands of an expression that stands there. */
export function scalarsAt(place: Place): (operand: Expression) => Scalar {
  return (operand) => compileScalar(operand, place);
}

const operatorText: Readonly<Record<string, string>> = {
  Eq: '=',
  NotEq: '<>',
  Lt: '<',
  LtEq: '<=',
  Gt: '>',
  GtEq: '>=',
  And: 'AND',
  Or: 'OR',
  StringConcat: '|',
};

/** A variable, a global such as @@SPID, a function without parentheses, or a column. */
function compileName(name: string, place: Place): Scalar {
  if (name.startsWith('@@') || !name.startsWith('@')) {
    return compileGlobal(name) ?? compileColumn([name], place);
  }
  const { type, index } = place.compilation.variables.get(name);
  return { type, nullable: true, evaluate: ({ variables }) => variables[index] ?? null, isFixed: true };
}

function compileUnary(operator: string, operand: Expression, place: Place): Scalar {
  if (operator === 'Minus' && 'Value' in operand) {
    const { value } = operand.Value;
    if (value !== 'Null' && 'Number' in value) return numberLiteral(`-${value.Number[0]}`);
  }
  const scalar = compileScalar(operand, place);
  switch (operator) {
    case 'Plus':
      return scalar;
    case 'Minus':
      return negated(scalar);
    case 'BitwiseNot':
      if (familyOf(scalar.type) !== 'integer') throw invalidOperand(typeName(scalar.type), '~');
      return strict(scalar.type, [scalar], ([value]) =>
        typeof value === 'bigint' ? ~value : typeof value === 'boolean' ? !value : invert(value as number, scalar),
      );
    case 'Not':
      throw syntaxNear('NOT');
    default:
      throw notInSandbox(`the operator ${operator}`);
  }
}

/** tinyint has no negative values. */
function invert(value: number, { type }: Scalar): number {
  return type.kind === 'tinyint' ? ~value & 0xff : ~value;
}

function negated(scalar: Scalar): Scalar {
  const operand = scalar.type.kind === 'tinyint' ? coerced(scalar, smallint) : scalar;
  const { type } = operand;
  switch (familyOf(type)) {
    case 'integer': {
      if (type.kind === 'bit') throw invalidOperand('bit', 'minus');
      const kind = type.kind as 'smallint' | 'int' | 'bigint';
      return strict(type, [operand], ([value]) => {
        const result = -BigInt(value as number | bigint);
        if (!inRange(result, kind)) throw overflow('expression', kind);
        return integerValue(result, kind);
      });
    }
    case 'decimal':
      return strict(type, [operand], ([value]) => {
        const { units, scale } = decimalOf(value as string);
        return decimalText({ units: -units, scale });
      });
    case 'float':
      return strict(type, [operand], ([value]) => -(value as number));
    default:
      if (scalar.isNull) return scalar;
      throw invalidOperand(typeName(type), 'minus');
  }
}
