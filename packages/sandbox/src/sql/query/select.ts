import { columnScalar, fingerprint, isNamed } from '../expressions/columns.js';
import {
  type CompiledQuery,
  emptyScope,
  type Place,
  type QueryColumn,
  type QueryContext,
  type Scalar,
} from '../expressions/compilation.js';
import { compilePredicate, compileScalar } from '../expressions/compile.js';
import {
  notGrouped,
  orderByConstant,
  orderByNotSelected,
  orderByOutOfRange,
  unboundPrefix,
  unselectable,
} from '../messages/names.js';
import { syntaxNear } from '../messages/syntax.js';
import type { Expression, OrderItem, Query, Select, SelectItem } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { compileFrom } from './from.js';
import { compileGroups, hasAggregate, type OrderKey } from './grouping.js';
import { compileRange, outputOf } from './output.js';
import type { Produce } from './relation.js';
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

/** One column of the result; `expression` is absent for the columns of a star. */
interface OutputColumn {
  readonly name: string;
  readonly scalar: Scalar;
  readonly expression: Expression | undefined;
}

function compileProjection(items: readonly SelectItem[], place: Place): readonly OutputColumn[] {
  return items.flatMap((item): readonly OutputColumn[] => {
    if ('Wildcard' in item) {
      if (place.scope.sources.length === 0) throw unselectable();
      return allColumns(place, () => true);
    }
    if ('QualifiedWildcard' in item) {
      const qualifier = item.QualifiedWildcard[0].ObjectName.map(({ Identifier }) => Identifier.value);
      const lower = qualifier.map((part) => part.toLowerCase());
      if (!place.scope.sources.some((source) => isNamed(source, lower))) throw unboundPrefix(qualifier.join('.'));
      return allColumns(place, (source) => isNamed(source, lower));
    }
    const { name, expression } = nameAndExpression(item, place);
    return [{ name, scalar: compileScalar(expression, place), expression }];
  });
}

/** The alias, or the column's own name; an expression without alias has none. `'name' = expression` is an alias, too. */
function nameAndExpression(
  item: Exclude<SelectItem, { Wildcard: unknown } | { QualifiedWildcard: unknown }>,
  { scope }: Place,
) {
  if ('ExprWithAlias' in item) return { name: item.ExprWithAlias.alias.value, expression: item.ExprWithAlias.expr };
  const expression = item.UnnamedExpr;
  if ('BinaryOp' in expression && expression.BinaryOp.op === 'Eq' && 'Value' in expression.BinaryOp.left) {
    const { value } = expression.BinaryOp.left.Value;
    if (value !== 'Null' && 'SingleQuotedString' in value) {
      return { name: value.SingleQuotedString, expression: expression.BinaryOp.right };
    }
  }
  return { name: ownName(expression, scope), expression };
}

function ownName(expression: Expression, scope: Place['scope']): string {
  if ('Nested' in expression) return ownName(expression.Nested, scope);
  const ident =
    'Identifier' in expression
      ? expression.Identifier
      : 'CompoundIdentifier' in expression
        ? expression.CompoundIdentifier.at(-1)
        : undefined;
  if (ident === undefined || ident.value.startsWith('@')) return '';
  // A column shows its own spelling, not the query's.
  for (let at: Place['scope'] | undefined = scope; at !== undefined; at = at.outer) {
    for (const { columns } of at.sources) {
      const found = columns.find(({ name }) => name.toLowerCase() === ident.value.toLowerCase());
      if (found !== undefined) return found.name;
    }
  }
  return '';
}

function allColumns(
  place: Place,
  wanted: (source: Place['scope']['sources'][number]) => boolean,
): readonly OutputColumn[] {
  return place.scope.sources.filter(wanted).flatMap((source) =>
    source.columns.map((column, index) => {
      const expression: Expression = { CompoundIdentifier: [{ value: source.name }, { value: column.name }] };
      const grouped = place.grouping?.grouped(expression);
      if (place.grouping !== undefined && grouped === undefined) {
        throw notGrouped(`${source.name}.${column.name}`, place.grouping.clause);
      }
      return { name: column.name, scalar: grouped ?? columnScalar({ source, index }), expression };
    }),
  );
}

function columnOf({ name, scalar }: OutputColumn): QueryColumn {
  const { type, nullable, isNull } = scalar;
  return { name, type, nullable, ...(isNull ? { isNull } : {}) };
}
