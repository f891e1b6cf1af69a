import type { Column } from '../../sql-value.js';
import type { ObjectName } from '../database.js';
import type { CompiledQuery, Place, Source } from '../expressions/scope.js';
import {
  duplicateColumn,
  duplicateSource,
  fewerColumnsThanNames,
  invalidObject,
  moreColumnsThanNames,
  unnamedColumn,
} from '../messages/names.js';
import type { Name, TableAlias, TableFactor } from '../parse/ast.js';
import { notInSandbox, SqlError } from '../sql-error.js';
import type { RowSource } from './leaf.js';

/** Hints in parentheses after a table, the old way to write WITH (...). */
const oldHints =
  /^(nolock|readuncommitted|readcommitted|repeatableread|serializable|holdlock|readpast|rowlock|paglock|tablock|tablockx|updlock|xlock|noexpand|fastfirstrow)$/i;

type TableReference = Extract<TableFactor, { readonly Table: unknown }>['Table'];

/** A table, view or common table by its name. Its source is put into the scope. */
export function tableSource({ name, alias, args }: TableReference, place: Place): RowSource {
  const parts = name.map(({ Identifier }) => Identifier.value);
  const isHint = (args?.args ?? []).every(
    ({ Unnamed }) =>
      Unnamed !== 'Wildcard' && 'Identifier' in Unnamed.Expr && oldHints.test(Unnamed.Expr.Identifier.value),
  );
  if (args !== undefined && (args.args.length === 0 || !isHint)) throw invalidObject(parts.join('.'));
  const common = parts.length === 1 ? commonTable(parts[0] ?? '', alias, place) : undefined;
  if (common !== undefined) return common;
  const { compilation } = place;
  const object = objectName(name);
  const denied = compilation.database.selectDenied?.(object, compilation.context);
  if (denied !== undefined) throw new SqlError(denied);
  const table = compilation.database.table(object, compilation.context);
  if (table === undefined) throw invalidObject(parts.join('.'));
  const number = compilation.tables.length;
  compilation.tables.push({ name: object, columns: table.columns, table });
  const full = { database: compilation.context.database, schema: 'dbo', ...object };
  const source = addSource(
    place,
    alias?.name.value ?? object.name,
    alias === undefined ? full : undefined,
    renamed(table.columns, alias),
  );
  const tableOf = (run: Parameters<RowSource['rows']>[0]) => {
    const now = run.tables[number];
    if (now === undefined) throw invalidObject(parts.join('.'));
    return now;
  };
  return { source, dependent: false, rows: (run) => tableOf(run).rows(), table: tableOf };
}

/** `a.b.c` from the right: name, schema, database. Four parts name another server, which the sandbox has not. */
export function objectName(name: Name): ObjectName {
  const [object = '', schema = '', database = '', server] = name.map(({ Identifier }) => Identifier.value).reverse();
  if (server !== undefined) throw notInSandbox('linked servers');
  return { name: object, ...(schema === '' ? {} : { schema }), ...(database === '' ? {} : { database }) };
}

function commonTable(name: string, alias: TableAlias | undefined, place: Place): RowSource | undefined {
  let table = place.scope.commonTables;
  while (table !== undefined && table.name.toLowerCase() !== name.toLowerCase()) table = table.outer;
  if (table === undefined) return undefined;
  if (table.query === undefined) throw notInSandbox('recursive common table expressions');
  const compiled = place.compilation.compileQuery(table.query, {
    compilation: place.compilation,
    commonTables: { ...table, query: undefined },
    nested: true,
  });
  const columns = named(compiled.columns, table.columns, table.name);
  const source = addSource(place, alias?.name.value ?? name, undefined, renamed(columns, alias));
  return { source, dependent: false, rows: rowsOf(compiled) };
}

/** A query in parentheses. After APPLY it sees the sources before it. */
export function derivedSource(
  { subquery, alias }: Extract<TableFactor, { readonly Derived: unknown }>['Derived'],
  place: Place,
  applied: boolean,
): RowSource {
  const { compilation, scope } = place;
  const compiled = compilation.compileQuery(subquery, {
    compilation,
    outer: applied ? scope : scope.outer,
    commonTables: scope.commonTables,
    nested: true,
  });
  const name = alias?.name.value ?? '';
  const columns = named(compiled.columns, alias?.columns.map((column) => column.name.value) ?? [], name);
  return { source: addSource(place, name, undefined, columns), dependent: compiled.correlated, rows: rowsOf(compiled) };
}

function rowsOf(compiled: CompiledQuery): RowSource['rows'] {
  return (run) => {
    const rows: (readonly (typeof run.variables)[number][])[] = [];
    compiled.run(run, (row) => {
      rows.push(row);
      return true;
    });
    return rows;
  };
}

function addSource(
  { compilation, scope }: Place,
  name: string,
  object: ObjectName | undefined,
  columns: readonly Column[],
): Source {
  const full = (one: ObjectName | undefined) => `${one?.schema ?? ''}.${one?.database ?? ''}`.toLowerCase();
  const twice = scope.sources.some(
    (other) => other.name.toLowerCase() === name.toLowerCase() && full(other.object) === full(object),
  );
  if (twice) throw duplicateSource(name);
  const source = { name, object, columns, slot: compilation.slots, optional: false };
  compilation.slots += 1;
  scope.sources.push(source);
  return source;
}

function renamed(columns: readonly Column[], alias: TableAlias | undefined): readonly Column[] {
  const names = alias?.columns.map((column) => column.name.value) ?? [];
  return names.length === 0 ? columns : named(columns, names, alias?.name.value ?? '');
}

/** Columns of a query that is a table: each needs a name of its own. */
function named(columns: readonly Column[], names: readonly string[], table: string): readonly Column[] {
  if (names.length > 0 && names.length < columns.length) throw moreColumnsThanNames(table);
  if (names.length > columns.length) throw fewerColumnsThanNames(table);
  const seen = new Set<string>();
  return columns.map((column, index) => {
    const name = names[index] ?? column.name;
    if (name === '') throw unnamedColumn(index + 1, table);
    if (seen.has(name.toLowerCase())) throw duplicateColumn(name, table);
    seen.add(name.toLowerCase());
    return { ...column, name };
  });
}
