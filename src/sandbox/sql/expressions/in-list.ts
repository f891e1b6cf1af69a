import type { SqlValue } from '../../sql-value.js';
import { keyOf } from '../types/comparison.js';
import { int } from '../types/type-name.js';
import { coerced, commonTypeOf } from './coerce.js';
import { testOf } from './comparisons.js';
import { memoised } from './memoised.js';
import type { Predicate, Run, Scalar } from './scalar.js';
import type { Compilation } from './scope.js';

type Keys = { readonly has: ReadonlySet<unknown>; readonly hasNull: boolean };

/**
 * `value IN (...)`: true where one is equal, else unknown where one is NULL. Literals and variables are looked up, once put
 * into a set; only what changes from row to row is compared.
 */
export function compileInList(value: Scalar, items: readonly Scalar[], compilation: Compilation): Predicate {
  const type = commonTypeOf([value, ...items]) ?? int;
  const subject = coerced(value, type).evaluate;
  const converted = items.map((item) => coerced(item, type));
  const fixed = converted.filter(({ isLiteral, isFixed }) => isLiteral === true || isFixed === true);
  const others = converted.filter((item) => !fixed.includes(item));
  const key = keyOf(type);
  const equal = testOf('Eq', type);
  const keysOf = memoised(
    compilation,
    (run: Run): Keys =>
      keysIn(
        fixed.map(({ evaluate }) => evaluate(run)),
        key,
      ),
  );
  return (run) => {
    const wanted = subject(run);
    if (wanted === null) return null;
    const keys = keysOf(run);
    if (keys.has.has(key(wanted))) return true;
    let unknown = keys.hasNull;
    for (const item of others) {
      const candidate = item.evaluate(run);
      if (candidate === null) unknown = true;
      else if (equal(wanted, candidate)) return true;
    }
    return unknown ? null : false;
  };
}

function keysIn(values: readonly SqlValue[], key: (value: SqlValue) => unknown): Keys {
  const present = values.filter((value) => value !== null);
  return { has: new Set(present.map(key)), hasNull: present.length < values.length };
}
