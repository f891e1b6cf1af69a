import type { SqlType, SqlValue } from '../../sql-value.js';
import type { Table } from '../database.js';
import { coerced, commonTypeOf } from '../expressions/coerce.js';
import { resolveColumn } from '../expressions/columns.js';
import { compileScalar } from '../expressions/compile-scalar.js';
import type { Run, Scalar } from '../expressions/scalar.js';
import type { Place } from '../expressions/scope.js';
import type { Expression } from '../parse/ast.js';
import { familyOf } from '../types/family.js';
import { inRange, integerValue } from '../types/to-integer.js';
import { bigint } from '../types/type-name.js';
import { type Conjunct, slotsOf } from './conjuncts.js';
import type { RowSource } from './leaf.js';

/** The rows of a table that are found by its key, each at most once, and the condition that they then satisfy. */
export interface KeyLookup {
  readonly conjunct: Conjunct;
  readonly rows: (run: Run) => Iterable<readonly SqlValue[]>;
}

/** Where one of the conditions is `key = value` or `key IN (...)` with values that are known before the table is read. */
export function keyLookupOf(
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
