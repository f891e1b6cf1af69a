import { compilePredicate } from '../expressions/compile-predicate.js';
import type { Predicate } from '../expressions/scalar.js';
import type { Place } from '../expressions/scope.js';
import { syntaxNear } from '../messages/syntax.js';
import type { Expression, Join, TableFactor, TableWithJoins } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { type Conjunct, conjunctsOf, isCovered } from './conjuncts.js';
import { allOf, filteredLeaf, type RowSource } from './leaf.js';
import { fullJoin, innerJoin, leftJoin, type Relation } from './relation.js';
import { derivedSource, tableSource } from './sources.js';

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
