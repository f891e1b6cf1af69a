import { columnScalar, isNamed } from '../expressions/columns.js';
import { compileScalar } from '../expressions/compile-scalar.js';
import type { Scalar } from '../expressions/scalar.js';
import type { Place, QueryColumn } from '../expressions/scope.js';
import { notGrouped, unboundPrefix, unselectable } from '../messages/names.js';
import type { Expression, SelectItem } from '../parse/ast.js';

/** One column of the result; `expression` is absent for the columns of a star. */
export interface OutputColumn {
  readonly name: string;
  readonly scalar: Scalar;
  readonly expression: Expression | undefined;
}

export function compileProjection(items: readonly SelectItem[], place: Place): readonly OutputColumn[] {
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

export function columnOf({ name, scalar }: OutputColumn): QueryColumn {
  const { type, nullable, isNull } = scalar;
  return { name, type, nullable, ...(isNull ? { isNull } : {}) };
}
