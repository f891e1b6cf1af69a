import { keyOf } from '../types/comparison.js';
import { int } from '../types/type-name.js';
import { coerced, commonTypeOf } from './coerce.js';
import { testOf } from './comparisons.js';
import type { Predicate, Scalar } from './scalar.js';

/** `value IN (...)`: true where one is equal, else unknown where one is NULL. Literals are looked up rather than compared. */
export function compileInList(value: Scalar, items: readonly Scalar[]): Predicate {
  const type = commonTypeOf([value, ...items]) ?? int;
  const subject = coerced(value, type).evaluate;
  const converted = items.map((item) => coerced(item, type));
  const literals = converted.filter(({ isLiteral, isNull }) => isLiteral === true && isNull !== true);
  const hasNull = converted.some(({ isNull }) => isNull === true);
  const others = converted.filter(({ isLiteral }) => isLiteral !== true);
  const key = keyOf(type);
  const keys = new Set(literals.map((item) => key(item.evaluate(noRun))));
  const equal = testOf('Eq', type);
  return (run) => {
    const wanted = subject(run);
    if (wanted === null) return null;
    if (keys.size > 0 && keys.has(key(wanted))) return true;
    let unknown = hasNull;
    for (const item of others) {
      const candidate = item.evaluate(run);
      if (candidate === null) unknown = true;
      else if (equal(wanted, candidate)) return true;
    }
    return unknown ? null : false;
  };
}

/** A literal asks nothing of its run. */
const noRun = {} as Parameters<Scalar['evaluate']>[0];
