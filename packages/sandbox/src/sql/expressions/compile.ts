import { compileFunction, compileGlobal } from '../functions/compile-function.js';
import { choice } from '../functions/conditional.js';
import { compileAtTimeZone } from '../functions/dates.js';
import { notBoolean, syntaxNear } from '../messages/syntax.js';
import { invalidOperand, overflow } from '../messages/values.js';
import type { CaseExpression, Expression } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { decimalOf, decimalText, inRange, integerValue } from '../types/numbers.js';
import { familyOf, isCharacter, isUnicode, nvarchar, smallint, typeName } from '../types/type.js';
import { compileArithmetic, isArithmetic, leftToRight } from './arithmetic.js';
import { compileCast, compileConvert } from './cast.js';
import { coerced, compileLiteral, nullLiteral, numberLiteral } from './coerce.js';
import { compileColumn } from './columns.js';
import { compileComparison, compileInList, isComparison, likeMatcher } from './comparisons.js';
import { type Place, type Predicate, type Scalar, strict } from './compilation.js';
import { compileExists, compileInSubquery, compileQuantified, compileScalarSubquery } from './subqueries.js';

/*
 * Values and conditions: a tree becomes a function of the run, with the type of what it gives. May use types/ and functions/;
 * queries in expressions come through the compilation (compilation.ts), so that this folder does not know query/.
 */

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
function scalarsAt(place: Place): (operand: Expression) => Scalar {
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

/** Compiles an expression that is a condition; a value where a condition must stand is an error (4145). */
export function compilePredicate(expression: Expression, place: Place): Predicate {
  if ('Nested' in expression) return compilePredicate(expression.Nested, place);
  if ('BinaryOp' in expression) return compileBinary(expression.BinaryOp, place);
  if ('UnaryOp' in expression && expression.UnaryOp.op === 'Not') {
    return negation(compilePredicate(expression.UnaryOp.expr, place));
  }
  if ('IsNull' in expression) {
    const { evaluate } = compileScalar(expression.IsNull, place);
    return (run) => evaluate(run) === null;
  }
  if ('IsNotNull' in expression) {
    const { evaluate } = compileScalar(expression.IsNotNull, place);
    return (run) => evaluate(run) !== null;
  }
  if ('InList' in expression) {
    const { expr, list, negated } = expression.InList;
    const items = list.map((item) => compileScalar(item, place));
    return maybeNegated(compileInList(compileScalar(expr, place), items, place.compilation), negated);
  }
  if ('InSubquery' in expression) {
    const { expr, subquery, negated } = expression.InSubquery;
    return maybeNegated(compileInSubquery(compileScalar(expr, place), subquery, place), negated);
  }
  if ('Between' in expression) {
    const { expr, low, high, negated } = expression.Between;
    const value = compileScalar(expr, place);
    const between = conjunction(
      compileComparison('GtEq', value, compileScalar(low, place)),
      compileComparison('LtEq', value, compileScalar(high, place)),
    );
    return maybeNegated(between, negated);
  }
  if ('Like' in expression) return compileLike(expression.Like, place);
  if ('Exists' in expression) {
    return maybeNegated(compileExists(expression.Exists.subquery, place), expression.Exists.negated);
  }
  if ('AnyOp' in expression) return compileQuantified(expression.AnyOp, 'any', place, scalarsAt(place));
  if ('AllOp' in expression) return compileQuantified(expression.AllOp, 'all', place, scalarsAt(place));
  // A value: compiled for its own faults first.
  compileScalar(expression, place);
  throw notBoolean(nameOf(expression));
}

type Tagged<Key extends string> = Extract<Expression, { readonly [key in Key]: unknown }>;

function compileBinary({ left, op, right }: Tagged<'BinaryOp'>['BinaryOp'], place: Place): Predicate {
  if (op === 'And') return conjunction(compilePredicate(left, place), compilePredicate(right, place));
  if (op === 'Or') return disjunction(compilePredicate(left, place), compilePredicate(right, place));
  if (isComparison(op)) return compileComparison(op, compileScalar(left, place), compileScalar(right, place));
  compileScalar({ BinaryOp: { left, op, right } }, place);
  throw notBoolean(')');
}

/** False where one is false, else unknown where one is unknown. */
export function conjunction(one: Predicate, other: Predicate): Predicate {
  return (run) => {
    const first = one(run);
    if (first === false) return false;
    const second = other(run);
    return second === false ? false : first === null || second === null ? null : true;
  };
}

function disjunction(one: Predicate, other: Predicate): Predicate {
  return (run) => {
    const first = one(run);
    if (first === true) return true;
    const second = other(run);
    return second === true ? true : first === null || second === null ? null : false;
  };
}

function negation(predicate: Predicate): Predicate {
  return (run) => {
    const value = predicate(run);
    return value === null ? null : !value;
  };
}

function maybeNegated(predicate: Predicate, negated: boolean): Predicate {
  return negated ? negation(predicate) : predicate;
}

function compileLike(
  { expr, pattern, negated, escape_char: escapeWith }: Tagged<'Like'>['Like'],
  place: Place,
): Predicate {
  const subject = asText(compileScalar(expr, place));
  const matched = asText(compileScalar(pattern, place));
  const escapeText = escapeWith === undefined ? undefined : Object.values(escapeWith.value)[0];
  if (escapeText !== undefined && typeof escapeText !== 'string') throw notInSandbox('an escape that is no text');
  // Blanks at the end count for Unicode alone.
  const trims = !isUnicode(subject.type) && !isUnicode(matched.type);
  let lastPattern: string | undefined;
  let match: (text: string) => boolean = () => false;
  const predicate: Predicate = (run) => {
    const text = subject.evaluate(run) as string | null;
    const wanted = matched.evaluate(run) as string | null;
    if (text === null || wanted === null) return null;
    if (wanted !== lastPattern) {
      match = likeMatcher(wanted, escapeText);
      lastPattern = wanted;
    }
    return match(text) || (trims && match(text.trimEnd()));
  };
  return maybeNegated(predicate, negated);
}

const asText = (scalar: Scalar): Scalar => (isCharacter(scalar.type) ? scalar : coerced(scalar, nvarchar(4000)));

function nameOf(expression: Expression): string {
  if ('Identifier' in expression) return expression.Identifier.value;
  if ('Value' in expression) {
    const { value } = expression.Value;
    return value === 'Null' ? 'NULL' : 'Number' in value ? value.Number[0] : String(Object.values(value)[0]);
  }
  return ')';
}

function compileCase({ operand, conditions, else_result: otherwise }: CaseExpression, place: Place): Scalar {
  const subject = operand === undefined ? undefined : compileScalar(operand, place);
  const tests = conditions.map(({ condition }) =>
    subject === undefined
      ? compilePredicate(condition, place)
      : compileComparison('Eq', subject, compileScalar(condition, place)),
  );
  const results = conditions.map(({ result }) => compileScalar(result, place));
  return choice(tests, results, otherwise === undefined ? nullLiteral : compileScalar(otherwise, place));
}
