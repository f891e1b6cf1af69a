import { notBoolean } from '../messages/syntax.js';
import type { CaseExpression, Expression } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { isCharacter, isUnicode } from '../types/family.js';
import { nvarchar } from '../types/type-name.js';
import { choice } from './case.js';
import { coerced } from './coerce.js';
import { compileComparison, isComparison } from './comparisons.js';
import { compileScalar, scalarsAt } from './compile-scalar.js';
import { compileInList } from './in-list.js';
import { likeMatcher } from './like.js';
import { nullLiteral } from './literals.js';
import type { Predicate, Scalar } from './scalar.js';
import type { Place } from './scope.js';
import { compileExists, compileInSubquery, compileQuantified } from './subqueries.js';

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

export function compileCase({ operand, conditions, else_result: otherwise }: CaseExpression, place: Place): Scalar {
  const subject = operand === undefined ? undefined : compileScalar(operand, place);
  const tests = conditions.map(({ condition }) =>
    subject === undefined
      ? compilePredicate(condition, place)
      : compileComparison('Eq', subject, compileScalar(condition, place)),
  );
  const results = conditions.map(({ result }) => compileScalar(result, place));
  return choice(tests, results, otherwise === undefined ? nullLiteral : compileScalar(otherwise, place));
}
