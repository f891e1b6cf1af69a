import { onlyNullInCase } from '../messages/values.js';
import { coerced, commonTypeOf } from './coerce.js';
import type { Predicate, Scalar } from './scalar.js';

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
