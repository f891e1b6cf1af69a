import { compilePredicate } from '../expressions/compile-predicate.js';
import { compileScalar } from '../expressions/compile-scalar.js';
import type { Scalar } from '../expressions/scalar.js';
import { type CompiledQuery, emptyScope, type Place, type QueryContext } from '../expressions/scope.js';
import { orderByConstant, orderByNotSelected, orderByOutOfRange } from '../messages/names.js';
import { syntaxNear } from '../messages/syntax.js';
import type { OrderItem, Query, Select } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { fingerprint } from './fingerprint.js';
import { compileFrom } from './from.js';
import { compileGroups, hasAggregate } from './grouping.js';
import type { OrderKey } from './ordering.js';
import { outputOf } from './output.js';
import { columnOf, compileProjection, type OutputColumn } from './projection.js';
import type { Produce } from './relation.js';
import { compileRange } from './row-count.js';
import { createWindows } from './window.js';

export function compileSelect(select: Select, query: Query | undefined, context: QueryContext): CompiledQuery {
  refuseUnknown(select);
  const { compilation } = context;
  const scope = emptyScope(context.outer, context.commonTables ?? context.outer?.commonTables);
  const place: Place = { compilation, scope };
  const relation = compileFrom(select.from, select.selection, place);
  const items = query?.order_by?.kind.Expressions ?? [];
  const groupBy = 'Expressions' in select.group_by ? select.group_by.Expressions[0] : [];
  const grouping = groupBy.length > 0 || hasAggregate([select.projection, select.having ?? null, items]);
  const groups = grouping ? compileGroups(groupBy, place) : undefined;
  const windows = createWindows(compilation);
  const placeOf = (clause: 'select list' | 'HAVING clause' | 'ORDER BY clause'): Place =>
    groups?.place(clause) ?? place;
  const windowed = (at: Place): Place => ({ ...at, window: (call) => windows.compile(call, at) });

  const having = select.having === undefined ? undefined : compilePredicate(select.having, placeOf('HAVING clause'));
  const columns = compileProjection(select.projection, windowed(placeOf('select list')));
  const distinct = select.distinct === 'Distinct';
  const order = compileOrderBy(items, columns, distinct, windowed(placeOf('ORDER BY clause')));
  const range = compileRange(select.top, query, place);

  const slots = groups === undefined ? relation.slots : [...relation.slots, groups.slot];
  const filtered = having === undefined ? undefined : having;
  let produce: Produce = groups?.grouped(relation.each) ?? relation.each;
  if (filtered !== undefined) {
    const inner = produce;
    produce = (run, next) => inner(run, () => (filtered(run) === true ? next() : true));
  }
  produce = windows.applied(produce, slots);
  return {
    columns: columns.map(columnOf),
    correlated: scope.correlated,
    run: outputOf({ produce, scalars: columns.map(({ scalar }) => scalar), distinct, order, range }),
  };
}

function refuseUnknown(select: Select): void {
  if (select.into !== undefined) throw notInSandbox('SELECT INTO');
  if (typeof select.distinct === 'object') throw syntaxNear('ON');
  if (!('Expressions' in select.group_by)) throw syntaxNear('ALL');
  if (select.group_by.Expressions[1].length > 0) throw notInSandbox('GROUP BY with ROLLUP or CUBE');
}

/** A number means a column of the result, a name first of all an alias there; else it is an expression of the rows. */
function compileOrderBy(
  items: readonly OrderItem[],
  columns: readonly OutputColumn[],
  distinct: boolean,
  place: Place,
): readonly OrderKey[] {
  return items.map(({ expr, options }, index) => {
    const scalar = selected(expr, columns, place) ?? unselected(index);
    return { type: scalar.type, evaluate: scalar.evaluate, descending: options.asc === false };

    function unselected(position: number): Scalar {
      if ('Value' in expr) throw orderByConstant(position + 1);
      if (distinct) throw orderByNotSelected();
      return compileScalar(expr, place);
    }
  });
}

function selected(expression: OrderItem['expr'], columns: readonly OutputColumn[], place: Place): Scalar | undefined {
  if ('Value' in expression && expression.Value.value !== 'Null' && 'Number' in expression.Value.value) {
    const position = Number(expression.Value.value.Number[0]);
    const column = columns[position - 1];
    if (column === undefined) throw orderByOutOfRange(position);
    return column.scalar;
  }
  if ('Identifier' in expression) {
    const name = expression.Identifier.value.toLowerCase();
    const column = columns.find((one) => one.name.toLowerCase() === name);
    if (column !== undefined) return column.scalar;
  }
  const print = fingerprint(expression, place.scope);
  return columns.find((one) => one.expression !== undefined && fingerprint(one.expression, place.scope) === print)
    ?.scalar;
}
