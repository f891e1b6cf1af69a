import type { SqlValue } from '../../sql-value.js';
import type { Table } from '../database.js';
import { coerced, commonTypeOf } from '../expressions/coerce.js';
import { compilePredicate, conjunction } from '../expressions/compile-predicate.js';
import { compileScalar } from '../expressions/compile-scalar.js';
import { memoised } from '../expressions/memoised.js';
import type { Predicate, Run, Scalar } from '../expressions/scalar.js';
import type { Place, Source } from '../expressions/scope.js';
import { keyOf } from '../types/comparison.js';
import { int } from '../types/type-name.js';
import { type Conjunct, slotsOf } from './conjuncts.js';
import { keyLookupOf } from './key-lookup.js';
import type { Relation } from './relation.js';

type Row = readonly SqlValue[];

/** A source of rows before any condition. */
export interface RowSource {
  readonly source: Source;
  /** Its rows in this run. */
  rows(run: Run): Iterable<Row>;
  /** They depend on the row of a query around it, or of a source before it. */
  readonly dependent: boolean;
  /** The table in the run, where it is one. */
  readonly table?: ((run: Run) => Table) | undefined;
}

/**
 * The rows of one source that satisfy conditions on it. `bound` are the slots that have their rows when it is asked: equality
 * with those goes by an index that is built once for each run, and equality with a table's key by the key.
 */
export function filteredLeaf(
  from: RowSource,
  conjuncts: readonly Conjunct[],
  bound: ReadonlySet<number>,
  place: Place,
): Relation {
  const { slot, columns } = from.source;
  const relation = { slots: [slot], widths: [columns.length] };
  const filterBut = (settled?: Conjunct) =>
    // What an index or a key has seen to need not be checked again.
    allOf(conjuncts.filter((one) => one !== settled).map(({ expression }) => compilePredicate(expression, place)));
  const lookup = from.table === undefined ? undefined : keyLookupOf(from, conjuncts, bound, place);
  if (lookup !== undefined) return { ...relation, each: eachOf(lookup.rows, filterBut(lookup.conjunct), slot) };
  const equalities = from.dependent ? [] : conjuncts.flatMap((conjunct) => equalityOf(conjunct, slot, bound, place));
  const index = equalities.find(({ probes }) => probes);
  if (index !== undefined) {
    return { ...relation, each: eachOf(rowsByIndex(from, index, place), filterBut(index.conjunct), slot) };
  }
  const repeated = bound.size > 0 || place.scope.outer !== undefined;
  const rowsOf = repeated && !from.dependent ? keptRows(from, place) : from.rows;
  return { ...relation, each: eachOf(rowsOf, filterBut(), slot) };
}

export function allOf(predicates: readonly Predicate[]): Predicate | undefined {
  return predicates.length === 0 ? undefined : predicates.reduce(conjunction);
}

function keptRows(from: RowSource, place: Place): (run: Run) => readonly Row[] {
  return memoised(place.compilation, (run) => [...from.rows(run)]);
}

interface Equality {
  readonly conjunct: Conjunct;
  /** Of the source's own row, and of rows that are there before it. */
  readonly own: Scalar;
  readonly other: Scalar;
  /** The other side changes from row to row. */
  readonly probes: boolean;
}

/** The sides of `own = other`, where only one of them reads the source. */
function equalityOf(conjunct: Conjunct, slot: number, bound: ReadonlySet<number>, place: Place): readonly Equality[] {
  const { expression } = conjunct;
  if (!('BinaryOp' in expression) || expression.BinaryOp.op !== 'Eq') return [];
  const { left, right } = expression.BinaryOp;
  return [
    [left, right],
    [right, left],
  ].flatMap(([own, other]) => {
    if (own === undefined || other === undefined) return [];
    const ownSlots = slotsOf(own, place.scope);
    const otherSlots = slotsOf(other, place.scope);
    const isOwn = !ownSlots.opaque && !ownSlots.outer && ownSlots.own.size === 1 && ownSlots.own.has(slot);
    const isBound = !otherSlots.opaque && [...otherSlots.own].every((read) => bound.has(read));
    if (!isOwn || !isBound) return [];
    const probes = otherSlots.outer || otherSlots.own.size > 0;
    return [{ conjunct, own: compileScalar(own, place), other: compileScalar(other, place), probes }];
  });
}

/** Rows by the value of one side; made once for each run. */
function rowsByIndex(from: RowSource, { own, other }: Equality, place: Place): (run: Run) => readonly Row[] {
  const { slot } = from.source;
  const type = commonTypeOf([own, other]) ?? int;
  const ownValue = coerced(own, type).evaluate;
  const otherValue = coerced(other, type).evaluate;
  const key = keyOf(type);
  const indexOf = memoised(place.compilation, (run) => {
    const index = new Map<ReturnType<typeof key>, Row[]>();
    for (const row of from.rows(run)) {
      run.rows[slot] = row;
      const value = ownValue(run);
      if (value === null) continue;
      const bucket = index.get(key(value));
      if (bucket === undefined) index.set(key(value), [row]);
      else bucket.push(row);
    }
    return index;
  });
  return (run) => {
    const value = otherValue(run);
    return value === null ? [] : (indexOf(run).get(key(value)) ?? []);
  };
}

function eachOf(rows: (run: Run) => Iterable<Row>, filter: Predicate | undefined, slot: number): Relation['each'] {
  return (run, next) => {
    for (const row of rows(run)) {
      run.rows[slot] = row;
      if ((filter === undefined || filter(run) === true) && !next()) return false;
    }
    return true;
  };
}
