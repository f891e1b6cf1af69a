import type { Column, SqlValue } from '../../sql-value.js';
import { commonTypeOf } from '../expressions/coerce.js';
import type { Scalar } from '../expressions/scalar.js';
import { type CompiledQuery, emptyScope, type QueryColumn, type QueryContext } from '../expressions/scope.js';
import { orderByNotInUnion, orderByOutOfRange, unequalUnion } from '../messages/names.js';
import type { OrderItem, Query, SetOperation } from '../parse/ast.js';
import { keyOf } from '../types/comparison.js';
import { nullableConversion } from '../types/conversion.js';
import { int } from '../types/type-name.js';
import { compileBody } from './compile-query.js';
import { groupKey } from './grouping.js';
import { outputOf } from './output.js';
import { compileRange } from './row-count.js';

type Row = readonly SqlValue[];

/** UNION, EXCEPT and INTERSECT: the columns are named by the first query and typed by both. */
export function compileSetOperation(
  operation: SetOperation,
  query: Query | undefined,
  context: QueryContext,
): CompiledQuery {
  const left = compileBody(operation.left, undefined, context);
  const right = compileBody(operation.right, undefined, context);
  if (left.columns.length !== right.columns.length) throw unequalUnion();
  const columns = left.columns.map((column, index) => combinedColumn(column, right.columns[index] ?? column));
  const combine = combination(operation, converted(left, columns), converted(right, columns), columns);

  // What is ordered is the result itself: its rows are read from a slot of their own.
  const { compilation } = context;
  const slot = compilation.slots;
  compilation.slots += 1;
  const scalars = columns.map(
    ({ type, nullable }, index): Scalar => ({ type, nullable, evaluate: ({ rows }) => rows[slot]?.[index] ?? null }),
  );
  const order = (query?.order_by?.kind.Expressions ?? []).map((item) => {
    const scalar = scalars[outputIndex(item, columns)] as Scalar;
    return { type: scalar.type, evaluate: scalar.evaluate, descending: item.options.asc === false };
  });
  const scope = emptyScope(context.outer, context.commonTables);
  return {
    columns,
    correlated: left.correlated || right.correlated,
    run: outputOf({
      produce(run, next) {
        let goOn = true;
        combine(run, (row) => {
          run.rows[slot] = row;
          goOn = next();
          return goOn;
        });
        return goOn;
      },
      scalars,
      distinct: false,
      order,
      range: compileRange(undefined, query, { compilation, scope }),
    }),
  };
}

function combinedColumn(one: QueryColumn, other: QueryColumn): QueryColumn {
  const type = commonTypeOf([asScalar(one), asScalar(other)]) ?? int;
  const isNull = (one.isNull ?? false) && (other.isNull ?? false);
  return { name: one.name, type, nullable: one.nullable || other.nullable, isNull };
}

const asScalar = ({ type, nullable, isNull = false }: QueryColumn): Scalar => ({
  type,
  nullable,
  isNull,
  evaluate: () => null,
});

/** The rows of one side in the types of the result. */
function converted(query: CompiledQuery, columns: readonly Column[]): CompiledQuery['run'] {
  const converts = query.columns.map(({ type, isNull }, index) =>
    isNull ? () => null : nullableConversion(type, columns[index]?.type ?? type),
  );
  return (run, emit) => query.run(run, (row) => emit(row.map((value, index) => converts[index]?.(value) ?? null)));
}

function combination(
  { op, set_quantifier: quantifier }: SetOperation,
  left: CompiledQuery['run'],
  right: CompiledQuery['run'],
  columns: readonly Column[],
): CompiledQuery['run'] {
  const keysOf = columns.map(({ type }) => keyOf(type));
  const key = (row: Row) => groupKey(row, keysOf);
  if (op === 'Union') {
    return (run, emit) => {
      const seen = new Set<string>();
      let goOn = true;
      const take = (row: Row) => {
        if (quantifier !== 'All') {
          if (seen.has(key(row))) return true;
          seen.add(key(row));
        }
        goOn = emit(row);
        return goOn;
      };
      left(run, take);
      if (goOn) right(run, take);
    };
  }
  return (run, emit) => {
    const others = new Set<string>();
    right(run, (row) => {
      others.add(key(row));
      return true;
    });
    const seen = new Set<string>();
    left(run, (row) => {
      const own = key(row);
      if (seen.has(own) || others.has(own) !== (op === 'Intersect')) return true;
      seen.add(own);
      return emit(row);
    });
  };
}

function outputIndex({ expr }: OrderItem, columns: readonly Column[]): number {
  if ('Value' in expr && expr.Value.value !== 'Null' && 'Number' in expr.Value.value) {
    const position = Number(expr.Value.value.Number[0]);
    if (columns[position - 1] === undefined) throw orderByOutOfRange(position);
    return position - 1;
  }
  const name = 'Identifier' in expr ? expr.Identifier.value.toLowerCase() : undefined;
  const index = columns.findIndex((column) => column.name.toLowerCase() === name);
  if (index < 0) throw orderByNotInUnion();
  return index;
}
