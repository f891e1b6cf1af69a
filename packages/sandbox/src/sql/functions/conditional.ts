import { coerced, commonTypeOf } from '../expressions/coerce.js';
import { comparableType, testOf } from '../expressions/comparisons.js';
import type { Predicate, Scalar } from '../expressions/compilation.js';
import { nullifOfNull, onlyNullInCase, onlyNullInCoalesce } from '../messages/values.js';
import { argument, type BuiltIn, builtIn } from './built-in.js';

export const nullFunctions: Readonly<Record<string, BuiltIn>> = {
  /** Has the type of its first argument, unlike COALESCE. */
  ISNULL: builtIn(2, 2, (args) => {
    const value = argument(args, 0);
    const type = value.isNull ? argument(args, 1).type : value.type;
    const replacement = coerced(argument(args, 1), type);
    return {
      type,
      nullable: value.nullable && replacement.nullable,
      evaluate: (run) => value.evaluate(run) ?? replacement.evaluate(run),
    };
  }),
  COALESCE: builtIn(2, 254, (args) => {
    const type = commonTypeOf(args);
    if (type === undefined) throw onlyNullInCoalesce();
    const values = args.map((arg) => coerced(arg, type));
    return {
      type,
      nullable: values.every(({ nullable }) => nullable),
      evaluate(run) {
        for (const { evaluate } of values) {
          const value = evaluate(run);
          if (value !== null) return value;
        }
        return null;
      },
    };
  }),
  NULLIF: builtIn(2, 2, (args) => {
    const value = argument(args, 0);
    const other = argument(args, 1);
    if (value.isNull) throw nullifOfNull();
    const type = comparableType(value, other);
    const one = coerced(value, type).evaluate;
    const two = coerced(other, type).evaluate;
    const equal = testOf('Eq', type);
    return {
      type: value.type,
      nullable: true,
      evaluate(run) {
        const a = one(run);
        const b = two(run);
        return a !== null && b !== null && equal(a, b) ? null : value.evaluate(run);
      },
    };
  }),
};

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
