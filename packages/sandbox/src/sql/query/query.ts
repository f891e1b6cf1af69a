import type { Column, SqlValue } from '../../engine.js';
import { coerced, commonTypeOf } from '../expressions/coerce.js';
import {
  type CommonTableScope,
  type CompiledQuery,
  emptyScope,
  type QueryColumn,
  type QueryContext,
  type Scalar,
} from '../expressions/compilation.js';
import { compileScalar } from '../expressions/compile.js';
import { orderByInSubquery, orderByNotInUnion, orderByOutOfRange, unequalUnion } from '../messages/names.js';
import { syntaxNear } from '../messages/syntax.js';
import type { CommonTable, OrderItem, Query, QueryBody, SetOperation } from '../parse/ast.js';
import { notInSandbox, sqlError } from '../sql-error.js';
import { keyOf } from '../types/comparison.js';
import { nullableConversion } from '../types/conversion.js';
import { int } from '../types/type.js';
import { groupKey } from './grouping.js';
import { compileRange, outputOf } from './output.js';
import { compileSelect } from './select.js';

/*
 * Queries: SELECT with its sources, joins, groups, windows and order, set operations and common tables, compiled to functions
 * that pass rows on one by one. May use expressions/, functions/ and types/.
 */

export function compileQuery(query: Query, context: QueryContext): CompiledQuery {
  if (query.for_clause !== undefined && query.for_clause !== 'Browse') throw notInSandbox('FOR XML and FOR JSON');
  if (query.limit_clause !== undefined && query.order_by === undefined) throw syntaxNear('OFFSET');
  if (query.fetch !== undefined && query.limit_clause === undefined) throw syntaxNear('FETCH');
  if (context.nested && query.order_by !== undefined && !isLimited(query)) throw orderByInSubquery();
  const commonTables = (query.with?.cte_tables ?? []).reduce<CommonTableScope | undefined>(
    withTable,
    context.commonTables ?? context.outer?.commonTables,
  );
  return compileBody(query.body, query, { ...context, commonTables });
}

function isLimited({ body, limit_clause: offset }: Query): boolean {
  return offset !== undefined || ('Select' in body && body.Select.top !== undefined);
}

/** A body, and the query whose ORDER BY and OFFSET apply to it. */
function compileBody(body: QueryBody, query: Query | undefined, context: QueryContext): CompiledQuery {
  if ('Select' in body) return compileSelect(body.Select, query, context);
  if ('SetOperation' in body) return compileSetOperation(body.SetOperation, query, context);
  if ('Values' in body) return compileValues(body.Values, context);
  if ('Query' in body) {
    // (SELECT ...) ORDER BY ...: the outer order is the one that counts.
    const inner = body.Query;
    return query?.order_by === undefined
      ? compileQuery(inner, context)
      : compileBody(inner.body, { ...inner, ...query, body: inner.body }, context);
  }
  throw notInSandbox('such a query');
}

function withTable(outer: CommonTableScope | undefined, { alias, query }: CommonTable): CommonTableScope {
  return { name: alias.name.value, columns: alias.columns.map(({ name }) => name.value), query, outer };
}

type Row = readonly SqlValue[];

/** UNION, EXCEPT and INTERSECT: the columns are named by the first query and typed by both. */
function compileSetOperation(operation: SetOperation, query: Query | undefined, context: QueryContext): CompiledQuery {
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

/** A table of values, which has no column names of its own. */
function compileValues(
  { rows }: Extract<QueryBody, { readonly Values: unknown }>['Values'],
  { compilation, outer, commonTables }: QueryContext,
): CompiledQuery {
  const scope = emptyScope(outer, commonTables);
  const scalars = rows.map((row) =>
    ('content' in row ? row.content : row).map((value) => compileScalar(value, { compilation, scope })),
  );
  const width = scalars[0]?.length ?? 0;
  if (scalars.some((row) => row.length !== width)) {
    throw sqlError(10709, 16, 1, 'The number of columns for each row in a table value constructor must be the same.');
  }
  const types = Array.from(
    { length: width },
    (_, index) => commonTypeOf(scalars.flatMap((row) => row[index] ?? [])) ?? int,
  );
  const typed = scalars.map((row) => row.map((scalar, index) => coerced(scalar, types[index] ?? int)));
  return {
    columns: types.map((type, index) => ({
      name: '',
      type,
      nullable: typed.some((row) => row[index]?.nullable ?? true),
    })),
    correlated: scope.correlated,
    run(run, emit) {
      for (const row of typed) {
        if (!emit(row.map(({ evaluate }) => evaluate(run)))) return;
      }
    },
  };
}
