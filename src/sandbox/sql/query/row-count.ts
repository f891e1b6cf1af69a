import { coerced } from '../expressions/coerce.js';
import { compileScalar } from '../expressions/compile-scalar.js';
import type { Run, Scalar } from '../expressions/scalar.js';
import { emptyScope, type Place } from '../expressions/scope.js';
import { countNotInteger, negativeCount } from '../messages/values.js';
import type { Expression, Query, Top } from '../parse/ast.js';
import { sqlError } from '../sql-error.js';
import { familyOf } from '../types/family.js';
import { bigint } from '../types/type-name.js';

/** How many rows TOP, OFFSET and FETCH leave of those that there are. */
export interface RowRange {
  readonly skip: ((run: Run) => number) | undefined;
  readonly limit: ((run: Run) => number) | undefined;
  readonly percent: boolean;
  /** Rows that are equal in order to the last one come, too. */
  readonly withTies: boolean;
}

export function compileRange(top: Top | undefined, query: Query | undefined, place: Place): RowRange {
  const offset = query?.limit_clause?.LimitOffset.offset?.value;
  const fetch = query?.fetch?.quantity;
  const quantity = top?.quantity;
  const limit =
    quantity === undefined
      ? fetch === undefined
        ? undefined
        : compileCount(fetch, 'FETCH', place)
      : 'Constant' in quantity
        ? () => quantity.Constant
        : top?.percent
          ? compilePercent(quantity.Expr, place)
          : compileCount(quantity.Expr, 'TOP', place);
  return {
    skip: offset === undefined ? undefined : compileCount(offset, 'OFFSET', place),
    limit,
    percent: top?.percent ?? false,
    withTies: top?.with_ties ?? false,
  };
}

/** Names in it mean those of the queries around, never a column of the query itself. */
function outside(expression: Expression, { compilation, scope }: Place): Scalar {
  return compileScalar(expression, { compilation, scope: emptyScope(scope.outer, scope.commonTables) });
}

function compileCount(expression: Expression, clause: 'TOP' | 'OFFSET' | 'FETCH', place: Place): (run: Run) => number {
  const scalar = outside(expression, place);
  if (familyOf(scalar.type) !== 'integer') throw countNotInteger();
  const { evaluate } = coerced(scalar, bigint);
  return (run) => {
    const count = evaluate(run);
    if (count === null) throw sqlError(1014, 15, 1, 'A TOP or FETCH clause contains an invalid value.');
    if ((count as bigint) < (clause === 'FETCH' ? 1n : 0n)) throw negativeCount(clause);
    return Number(count);
  };
}

function compilePercent(expression: Expression, place: Place): (run: Run) => number {
  const { evaluate } = coerced(outside(expression, place), { kind: 'float' });
  return (run) => {
    const percent = Number(evaluate(run) ?? 0);
    if (percent < 0 || percent > 100) throw sqlError(1031, 15, 1, 'Percent values must be between 0 and 100.');
    return percent;
  };
}
