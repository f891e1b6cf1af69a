import type { Column } from '../../engine.js';
import type { ObjectName } from '../database.js';
import type { CompiledQuery, Place, Predicate, Source } from '../expressions/compilation.js';
import { compilePredicate } from '../expressions/compile.js';
import {
  duplicateColumn,
  duplicateSource,
  fewerColumnsThanNames,
  invalidObject,
  moreColumnsThanNames,
  unnamedColumn,
} from '../messages/names.js';
import { syntaxNear } from '../messages/syntax.js';
import type { Expression, Join, Name, TableAlias, TableFactor, TableWithJoins } from '../parse/ast.js';
import { notInSandbox, SqlError } from '../sql-error.js';
import { allOf, type Conjunct, conjunctsOf, filteredLeaf, isCovered, type RowSource } from './filtered-source.js';
import { fullJoin, innerJoin, leftJoin, type Relation } from './relation.js';

type Node =
  | { readonly kind: 'leaf'; readonly from: RowSource }
  | {
      readonly kind: 'inner' | 'left' | 'full';
      readonly left: Node;
      readonly right: Node;
      readonly on: readonly Conjunct[];
    };

/** The rows that FROM and WHERE give. Undefined `from`: one row without columns. */
export function compileFrom(from: readonly TableWithJoins[], where: Expression | undefined, place: Place): Relation {
  const trees = from.map((table) => joinTree(table, place));
  const [first, ...others] = trees;
  if (first === undefined) {
    const condition = where === undefined ? undefined : compilePredicate(where, place);
    return filtered({ slots: [], widths: [], each: (_, next) => next() }, condition);
  }
  const tree = others.reduce<Node>((left, right) => ({ kind: 'inner', left, right, on: [] }), first);
  return buildAlone(tree, conjunctsOf(where, place.scope), new Set(), place);
}

function filtered(relation: Relation, condition: Predicate | undefined): Relation {
  if (condition === undefined) return relation;
  return { ...relation, each: (run, next) => relation.each(run, () => (condition(run) === true ? next() : true)) };
}

function joinTree({ relation, joins }: TableWithJoins, place: Place): Node {
  return joins.reduce<Node>((left, join) => joined(left, join, place), factor(relation, place, false));
}

function factor(table: TableFactor, place: Place, applied: boolean): Node {
  if ('Table' in table) return { kind: 'leaf', from: tableSource(table.Table, place) };
  if ('Derived' in table) return { kind: 'leaf', from: derivedSource(table.Derived, place, applied) };
  if ('NestedJoin' in table && table.NestedJoin.alias === undefined)
    return joinTree(table.NestedJoin.table_with_joins, place);
  throw notInSandbox('such a source of rows');
}

function joined(left: Node, { relation, join_operator: operator }: Join, place: Place): Node {
  const [name, constraint] =
    typeof operator === 'string' ? [operator, 'None'] : (Object.entries(operator)[0] ?? ['', 'None']);
  const applied = name.endsWith('Apply');
  const right = factor(relation, place, applied);
  const condition =
    typeof constraint === 'object' && constraint !== null && 'On' in constraint
      ? (constraint.On as Expression)
      : undefined;
  if (condition === undefined && !applied && name !== 'CrossJoin') throw syntaxNear('JOIN');
  const on = conjunctsOf(condition, place.scope);
  if (/^(Left|Full|Outer)/.test(name)) makeOptional(right);
  if (/^(Right|Full)/.test(name)) makeOptional(left);
  switch (name) {
    case 'Join':
    case 'Inner':
    case 'CrossJoin':
    case 'CrossApply':
      return { kind: 'inner', left, right, on };
    case 'Left':
    case 'LeftOuter':
    case 'OuterApply':
      return { kind: 'left', left, right, on };
    case 'Right':
    case 'RightOuter':
      return { kind: 'left', left: right, right: left, on };
    case 'FullOuter':
      return { kind: 'full', left, right, on };
    default:
      throw notInSandbox(`the join ${name}`);
  }
}

function makeOptional(node: Node): void {
  if (node.kind === 'leaf') {
    node.from.source.optional = true;
  } else {
    makeOptional(node.left);
    makeOptional(node.right);
  }
}

/** Builds the relation of a tree; what it can make use of is taken out of the pool of conditions. */
function build(node: Node, pool: Conjunct[], bound: ReadonlySet<number>, place: Place): Relation {
  if (node.kind === 'leaf') {
    const { slot } = node.from.source;
    const own = take(
      pool,
      (conjunct) => conjunct.slots.own.has(slot) && isCovered(conjunct, new Set([...bound, slot])),
    );
    return filteredLeaf(node.from, own, bound, place);
  }
  if (node.kind === 'inner') {
    pool.push(...node.on);
    const left = build(node.left, pool, bound, place);
    const boundNow = new Set([...bound, ...left.slots]);
    const right = build(node.right, pool, boundNow, place);
    const available = new Set([...boundNow, ...right.slots]);
    const condition = take(pool, (conjunct) => conjunct.slots.own.size > 0 && isCovered(conjunct, available));
    return innerJoin(left, right, predicateOf(condition, place));
  }
  const on = [...node.on];
  if (node.kind === 'left') {
    // Conditions of WHERE on the side that is kept may go down, those on the other may not: they see its NULLs.
    const left = build(node.left, pool, bound, place);
    const right = build(node.right, on, new Set([...bound, ...left.slots]), place);
    return leftJoin(left, right, predicateOf(on, place));
  }
  const left = buildAlone(node.left, [], bound, place);
  const right = buildAlone(node.right, [], bound, place);
  return fullJoin(left, right, predicateOf(on, place));
}

/** Conditions that no part took, also those of its own joins, are checked at its end. */
function buildAlone(node: Node, conditions: readonly Conjunct[], bound: ReadonlySet<number>, place: Place): Relation {
  const pool = [...conditions];
  const relation = build(node, pool, bound, place);
  return filtered(relation, predicateOf(pool, place));
}

function predicateOf(conjuncts: readonly Conjunct[], place: Place): Predicate | undefined {
  return allOf(conjuncts.map(({ expression }) => compilePredicate(expression, place)));
}

function take(pool: Conjunct[], wanted: (conjunct: Conjunct) => boolean): readonly Conjunct[] {
  const taken = pool.filter(wanted);
  const kept = pool.filter((conjunct) => !taken.includes(conjunct));
  pool.splice(0, pool.length, ...kept);
  return taken;
}

/** Hints in parentheses after a table, the old way to write WITH (...). */
const oldHints =
  /^(nolock|readuncommitted|readcommitted|repeatableread|serializable|holdlock|readpast|rowlock|paglock|tablock|tablockx|updlock|xlock|noexpand|fastfirstrow)$/i;

type TableReference = Extract<TableFactor, { readonly Table: unknown }>['Table'];

/** A table, view or common table by its name. Its source is put into the scope. */
function tableSource({ name, alias, args }: TableReference, place: Place): RowSource {
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
function objectName(name: Name): ObjectName {
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
function derivedSource(
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
