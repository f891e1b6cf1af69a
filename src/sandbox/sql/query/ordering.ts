import type { SqlType, SqlValue } from '../../sql-value.js';
import { compileScalar } from '../expressions/compile-scalar.js';
import type { Run, Scalar } from '../expressions/scalar.js';
import type { Place } from '../expressions/scope.js';
import type { OrderItem } from '../parse/ast.js';
import { comparisonOf } from '../types/comparison.js';

export interface OrderKey {
  readonly type: SqlType;
  readonly descending: boolean;
  readonly evaluate: Scalar['evaluate'];
}

/** Rows in an order: NULL comes before all else. */
export interface Order {
  keys(run: Run): readonly SqlValue[];
  compare(one: readonly SqlValue[], other: readonly SqlValue[]): number;
}

export function compileOrder(items: readonly OrderItem[], place: Place): readonly OrderKey[] {
  return items.map(({ expr, options }) => {
    const { type, evaluate } = compileScalar(expr, place);
    return { type, evaluate, descending: options.asc === false };
  });
}

export function orderOf(keys: readonly OrderKey[]): Order {
  const compares = keys.map(({ type }) => comparisonOf(type));
  return {
    keys: (run) => keys.map(({ evaluate }) => evaluate(run)),
    compare(one, other) {
      for (let index = 0; index < keys.length; index += 1) {
        const a = one[index] ?? null;
        const b = other[index] ?? null;
        const order =
          a === null || b === null ? Number(a !== null) - Number(b !== null) : (compares[index]?.(a, b) ?? 0);
        if (order !== 0) return keys[index]?.descending ? -order : order;
      }
      return 0;
    },
  };
}
