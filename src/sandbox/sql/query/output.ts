import type { SqlValue } from '../../sql-value.js';
import type { Scalar } from '../expressions/scalar.js';
import type { CompiledQuery, Emit } from '../expressions/scope.js';
import { keyOf } from '../types/comparison.js';
import { groupKey } from './grouping.js';
import { type OrderKey, orderOf } from './ordering.js';
import type { Produce } from './relation.js';
import type { RowRange } from './row-count.js';

type Row = readonly SqlValue[];

export interface OutputOptions {
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
