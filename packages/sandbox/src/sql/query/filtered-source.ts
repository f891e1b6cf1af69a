import type { SqlType, SqlValue } from '../../engine.js';
import type { Table } from '../database.js';
import { coerced, commonTypeOf } from '../expressions/coerce.js';
import { resolveColumn } from '../expressions/columns.js';
import {
  memoised,
  type Place,
  type Predicate,
  type Run,
  type Scalar,
  type Scope,
  type Source,
} from '../expressions/compilation.js';
import { compilePredicate, compileScalar, conjunction } from '../expressions/compile.js';
import type { Expression } from '../parse/ast.js';
import { keyOf } from '../types/comparison.js';
import { inRange, integerValue } from '../types/numbers.js';
import { bigint, familyOf, int } from '../types/type.js';
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

/** The rows of a table that are found by its key, each at most once, and the condition that they then satisfy. */
interface KeyLookup {
  readonly conjunct: Conjunct;
  readonly rows: (run: Run) => Iterable<readonly SqlValue[]>;
}

/** Where one of the conditions is `key = value` or `key IN (...)` with values that are known before the table is read. */
function keyLookupOf(
  from: RowSource,
  conjuncts: readonly Conjunct[],
  bound: ReadonlySet<number>,
  place: Place,
): KeyLookup | undefined {
  const { table } = from;
  const tableNow = place.compilation.tables.find(({ columns }) => columns === from.source.columns)?.table;
  const keyColumn = tableNow?.key?.column;
  const type = keyColumn === undefined ? undefined : from.source.columns[keyColumn]?.type;
  if (table === undefined || keyColumn === undefined || type === undefined || !isSearchable(type)) return undefined;
  for (const conjunct of conjuncts) {
    const candidates = valuesFor(conjunct.expression, from, keyColumn, place);
    const values = candidates?.every((value) => isBound(value, bound, place)) ? candidates : undefined;
    const scalars = values?.map((value) => keyScalar(compileScalar(value, place), type));
    if (scalars?.every((scalar) => scalar !== undefined)) {
      return { conjunct, rows: (run) => found(scalars as readonly Scalar[], table(run).key, run) };
    }
  }
  return undefined;
}

/** Text keys are left out: what counts as equal there is for the collation to say, not for the key. */
function isSearchable(type: SqlType): boolean {
  return type.kind === 'uniqueidentifier' || (familyOf(type) === 'integer' && type.kind !== 'bit');
}

/** The values that the key is compared with; undefined where the condition is of another kind. */
function valuesFor(
  expression: Expression,
  from: RowSource,
  key: number,
  place: Place,
): readonly Expression[] | undefined {
  if ('Nested' in expression) return valuesFor(expression.Nested, from, key, place);
  if ('InList' in expression && !expression.InList.negated) {
    return isKey(expression.InList.expr, from, key, place) ? expression.InList.list : undefined;
  }
  if ('BinaryOp' in expression && expression.BinaryOp.op === 'Eq') {
    const { left, right } = expression.BinaryOp;
    if (isKey(left, from, key, place)) return [right];
    return isKey(right, from, key, place) ? [left] : undefined;
  }
  return undefined;
}

function isKey(expression: Expression, { source }: RowSource, key: number, { scope }: Place): boolean {
  const parts =
    'Identifier' in expression
      ? [expression.Identifier.value]
      : 'CompoundIdentifier' in expression
        ? expression.CompoundIdentifier.map(({ value }) => value)
        : [];
  if (parts.length === 0 || parts[0]?.startsWith('@')) return false;
  try {
    const column = resolveColumn(parts, scope);
    return column.source === source && column.index === key;
  } catch {
    return false;
  }
}

function isBound(expression: Expression, bound: ReadonlySet<number>, { scope }: Place): boolean {
  const slots = slotsOf(expression, scope);
  return !slots.opaque && [...slots.own].every((slot) => bound.has(slot));
}

/** The value in the key's type; undefined where the comparison takes place in another type. */
function keyScalar(value: Scalar, type: SqlType): Scalar | undefined {
  const common = commonTypeOf([value, { ...value, type, isNull: false }]);
  if (common === undefined || familyOf(common) !== familyOf(type)) return undefined;
  if (familyOf(type) !== 'integer') return coerced(value, type);
  const kind = type.kind as 'tinyint' | 'smallint' | 'int' | 'bigint';
  const wide = coerced(value, bigint).evaluate;
  return {
    type,
    nullable: true,
    evaluate(run) {
      const whole = wide(run) as bigint | null;
      // Beyond the key's range there is no row.
      return whole === null || !inRange(whole, kind) ? null : integerValue(whole, kind);
    },
  };
}

function* found(scalars: readonly Scalar[], key: Table['key'], run: Run): Iterable<readonly SqlValue[]> {
  const seen = new Set<SqlValue>();
  for (const scalar of scalars) {
    const value = scalar.evaluate(run);
    if (value === null || seen.has(value)) continue;
    seen.add(value);
    const row = key?.find(value);
    if (row !== undefined) yield row;
  }
}

/** One of the conditions that AND joins, with the slots of the rows it reads. */
export interface Conjunct {
  readonly expression: Expression;
  readonly slots: Slots;
}

/** `own`: of the query's own sources; `outer`: it reads rows of a query around it; `opaque`: nobody knows. */
interface Slots {
  readonly own: ReadonlySet<number>;
  readonly outer: boolean;
  readonly opaque: boolean;
}

export function conjunctsOf(expression: Expression | undefined, scope: Scope): readonly Conjunct[] {
  if (expression === undefined) return [];
  if ('Nested' in expression) return conjunctsOf(expression.Nested, scope);
  if ('BinaryOp' in expression && expression.BinaryOp.op === 'And') {
    return [...conjunctsOf(expression.BinaryOp.left, scope), ...conjunctsOf(expression.BinaryOp.right, scope)];
  }
  return [{ expression, slots: slotsOf(expression, scope) }];
}

/** The rows that an expression reads. A subquery is opaque: it may read any. */
function slotsOf(expression: Expression, scope: Scope): Slots {
  const own = new Set<number>();
  let outer = false;
  let opaque = false;

  function readColumn(parts: readonly string[]): void {
    try {
      const { source, own: isOwn } = resolveColumn(parts, scope);
      if (isOwn) own.add(source.slot);
      else outer = true;
    } catch {
      // A part of a date, a type, or a fault that compiling will report.
    }
  }

  function visit(node: unknown): void {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === 'Identifier') readColumn([(value as { readonly value: string }).value]);
      else if (key === 'CompoundIdentifier')
        readColumn((value as readonly { value: string }[]).map((part) => part.value));
      else if (key === 'Subquery' || key === 'subquery') opaque = true;
      else if (key !== 'name' && key !== 'data_type' && key !== 'span') visit(value);
    }
  }

  visit(expression);
  return { own, outer, opaque };
}

/** Whether all that the conjunct reads is among these slots or further out. */
export function isCovered({ slots }: Conjunct, available: ReadonlySet<number>): boolean {
  return !slots.opaque && [...slots.own].every((slot) => available.has(slot));
}
