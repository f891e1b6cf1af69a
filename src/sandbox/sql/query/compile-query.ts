import type { CommonTableScope, CompiledQuery, QueryContext } from '../expressions/scope.js';
import { orderByInSubquery } from '../messages/names.js';
import { syntaxNear } from '../messages/syntax.js';
import type { CommonTable, Query, QueryBody } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { compileSelect } from './compile-select.js';
import { compileSetOperation } from './set-operation.js';
import { compileValues } from './values.js';

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
export function compileBody(body: QueryBody, query: Query | undefined, context: QueryContext): CompiledQuery {
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
