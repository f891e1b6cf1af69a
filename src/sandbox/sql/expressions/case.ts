import { onlyNullInCase } from '../messages/values.js';
import type { CaseExpression } from '../parse/ast.js';
import { coerced, commonTypeOf } from './coerce.js';
import { compileComparison } from './comparisons.js';
import { compilePredicate } from './compile-predicate.js';
import { compileScalar } from './compile-scalar.js';
import { nullLiteral } from './literals.js';
import type { Predicate, Scalar } from './scalar.js';
import type { Place } from './scope.js';

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

/** The result of the first condition that holds, in the type that all results have together. */
export function choice(tests: readonly Predicate[], results: readonly Scalar[], otherwise: Scalar): Scalar {
  const type = commonTypeOf([...results, otherwise]);
  if (type === undefined) throw onlyNullInCase();
  const values = results.map((result) => coerced(result, type));
  const last = coerced(otherwise, type);
  return {
    type,
    nullable: [...values, last].some(({ nullable }) => nullable),
    evaluate(run) {
      for (let index = 0; index < tests.length; index += 1) {
        if (tests[index]?.(run) === true) return values[index]?.evaluate(run) ?? null;
      }
      return last.evaluate(run);
    },
  };
}
