import type { SqlValue } from '../../engine.js';
import { coerced } from '../expressions/coerce.js';
import {
  type CompiledQuery,
  type Emit,
  emptyScope,
  type Place,
  type Run,
  type Scalar,
} from '../expressions/compilation.js';
import { compileScalar } from '../expressions/compile.js';
import { countNotInteger, negativeCount } from '../messages/values.js';
import type { Expression, Query, Top } from '../parse/ast.js';
import { sqlError } from '../sql-error.js';
import { keyOf } from '../types/comparison.js';
import { bigint, familyOf } from '../types/type.js';
import { groupKey, type OrderKey, orderOf } from './grouping.js';
import type { Produce } from './relation.js';

type Row = readonly SqlValue[];

interface OutputOptions {
  readonly produce: Produce;
  readonly scalars: readonly Scalar[];
  readonly distinct: boolean;
  readonly order: readonly OrderKey[];
  readonly range: RowRange;
}

/** Makes the rows of the result: projected, without duplicates, in order, and no more than asked for. */
export function outputOf({ produce, scalars, distinct, order, range }: OutputOptions): CompiledQuery['run'] {
  const evaluates = scalars.map(({ evaluate }) => evaluate);
  const keysOf = distinct ? scalars.map(({ type }) => keyOf(type)) : undefined;
  const { keys, compare } = orderOf(order);

  /** Rows as they come; false from `take` ends it. */
  function rows(run: Parameters<Produce>[0], take: (row: Row, keys: Row) => boolean): void {
    const seen = new Set<string>();
    produce(run, () => {
      const row: SqlValue[] = [];
      for (const evaluate of evaluates) row.push(evaluate(run));
      if (keysOf !== undefined) {
        const key = groupKey(row, keysOf);
        if (seen.has(key)) return true;
        seen.add(key);
      }
      return take(row, order.length === 0 ? row : keys(run));
    });
  }

  return (run, emit) => {
    const skip = range.skip?.(run) ?? 0;
    const limit = range.limit?.(run);
    if (order.length === 0 && !range.percent) {
      inOrder(skip, limit ?? Number.POSITIVE_INFINITY, emit, (take) => rows(run, take));
      return;
    }
    const all: { readonly row: Row; readonly keys: Row }[] = [];
    rows(run, (row, rowKeys) => {
      all.push({ row, keys: rowKeys });
      return true;
    });
    if (order.length > 0) all.sort((one, other) => compare(one.keys, other.keys));
    const count = limit === undefined ? all.length : range.percent ? Math.ceil((all.length * limit) / 100) : limit;
    let end = Math.min(all.length, skip + count);
    while (range.withTies && end > 0 && end < all.length && isTie(all[end - 1]?.keys, all[end]?.keys, compare))
      end += 1;
    for (let index = skip; index < end; index += 1) {
      if (!emit(all[index]?.row ?? [])) return;
    }
  };
}

function isTie(one: Row | undefined, other: Row | undefined, compare: (one: Row, other: Row) => number): boolean {
  return one !== undefined && other !== undefined && compare(one, other) === 0;
}

/** Passes on what comes after `skip` rows, and stops as soon as there are enough. */
function inOrder(skip: number, limit: number, emit: Emit, each: (take: (row: Row) => boolean) => void): void {
  if (limit <= 0) return;
  let seen = 0;
  each((row) => {
    seen += 1;
    if (seen <= skip) return true;
    return emit(row) && seen < skip + limit;
  });
}

/** How many rows TOP, OFFSET and FETCH leave of those that there are. */
interface RowRange {
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
