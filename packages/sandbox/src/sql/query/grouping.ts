import type { SqlType, SqlValue } from '../../engine.js';
import { fingerprint } from '../expressions/columns.js';
import type { Grouping, Place, Run, Scalar } from '../expressions/compilation.js';
import { compileScalar } from '../expressions/compile.js';
import {
  type Accumulator,
  type Aggregate,
  type AggregateName,
  compileAggregate,
  compileStringAggregate,
  countRows,
  isAggregate,
} from '../functions/aggregates.js';
import { nestedAggregate, wrongArgumentCount } from '../messages/names.js';
import type { Expression, FunctionCall, OrderItem } from '../parse/ast.js';
import { notInSandbox } from '../sql-error.js';
import { comparisonOf, keyOf } from '../types/comparison.js';
import type { Produce } from './relation.js';

/** The groups of a query. What reads them is compiled with `place`; then `grouped` gives one row a group. */
interface Groups {
  readonly slot: number;
  place(clause: Grouping['clause']): Place;
  grouped(produce: Produce): Produce;
}

/** Whether a query groups: it has GROUP BY, or an aggregate outside of OVER. */
export function hasAggregate(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some(hasAggregate);
  return Object.entries(node).some(([key, value]) => {
    if (key === 'Subquery' || key === 'subquery') return false;
    if (key === 'Function') {
      const call = value as FunctionCall;
      const name = call.name.at(-1)?.Identifier.value.toUpperCase() ?? '';
      if (isAggregate(name) && call.over === undefined && call.name.length === 1) return true;
    }
    return hasAggregate(value);
  });
}

export function compileGroups(expressions: readonly Expression[], place: Place): Groups {
  const { compilation, scope } = place;
  const slot = compilation.slots;
  compilation.slots += 1;
  const keys = expressions.map((expression) => ({
    scalar: compileScalar(expression, place),
    print: fingerprint(expression, scope),
  }));
  const aggregates: { readonly print: string; readonly aggregate: Aggregate }[] = [];

  const read = (index: number, type: SqlType, nullable: boolean): Scalar => ({
    type,
    nullable,
    evaluate: ({ rows }) => rows[slot]?.[index] ?? null,
  });

  function grouped(expression: Expression): Scalar | undefined {
    if ('Value' in expression) return undefined;
    const print = fingerprint(expression, scope);
    const index = keys.findIndex((key) => key.print === print);
    const key = keys[index];
    return key === undefined ? undefined : read(index, key.scalar.type, key.scalar.nullable);
  }

  function aggregate(call: FunctionCall): Scalar {
    const print = fingerprint({ Function: call }, scope);
    let index = aggregates.findIndex((known) => known.print === print);
    if (index < 0) {
      index = aggregates.length;
      aggregates.push({ print, aggregate: aggregateOf(call, { compilation, scope }) });
    }
    const { type, nullable } = aggregates[index]?.aggregate ?? { type: { kind: 'int' } as const, nullable: true };
    return read(keys.length + index, type, nullable);
  }

  return {
    slot,
    place: (clause) => ({ ...place, grouping: { grouped, aggregate, clause } }),
    grouped: (produce) => (run, next) => {
      for (const row of gather(
        produce,
        run,
        keys.map(({ scalar }) => scalar),
        aggregates.map((one) => one.aggregate),
      )) {
        run.rows[slot] = row;
        if (!next()) return false;
      }
      return true;
    },
  };
}

interface Group {
  readonly values: readonly SqlValue[];
  readonly accumulators: readonly Accumulator[];
}

/** One row a group: its keys, then its aggregates. Without keys there is one group, even of no rows. */
function gather(
  produce: Produce,
  run: Run,
  keys: readonly Scalar[],
  aggregates: readonly Aggregate[],
): readonly (readonly SqlValue[])[] {
  const keysOf = keys.map(({ type }) => keyOf(type));
  const groups = new Map<string, Group>();
  const start = (values: readonly SqlValue[]): Group => ({
    values,
    accumulators: aggregates.map((one) => one.start()),
  });
  if (keys.length === 0) groups.set('', start([]));
  produce(run, () => {
    const values = keys.map(({ evaluate }) => evaluate(run));
    const key = values.length === 0 ? '' : groupKey(values, keysOf);
    const group = groups.get(key) ?? start(values);
    groups.set(key, group);
    for (const accumulator of group.accumulators) accumulator.add(run);
    return true;
  });
  return [...groups.values()].map(({ values, accumulators }) => [
    ...values,
    ...accumulators.map((one) => one.result()),
  ]);
}

/** One text for all values; NULLs are equal here. */
export function groupKey(values: readonly SqlValue[], keysOf: readonly ReturnType<typeof keyOf>[]): string {
  let text = '';
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? null;
    const part = value === null ? undefined : String(keysOf[index]?.(value));
    text += part === undefined ? 'n;' : `${part.length}:${part};`;
  }
  return text;
}

/** Its arguments are compiled outside of the groups: an aggregate in an aggregate is an error. */
export function aggregateOf(call: FunctionCall, place: Place): Aggregate {
  const name = (call.name.at(-1)?.Identifier.value.toUpperCase() ?? '') as AggregateName;
  if (call.args === 'None' || !('List' in call.args)) throw notInSandbox('a query as argument of an aggregate');
  const { args, duplicate_treatment: duplicates } = call.args.List;
  if (hasAggregate(args)) throw call.over === undefined ? nestedAggregate() : notInSandbox('windows over aggregates');
  const [first, second] = args.map(({ Unnamed }) => Unnamed);
  if (first === 'Wildcard' && (name === 'COUNT' || name === 'COUNT_BIG')) return countRows(name);
  if (first === undefined || first === 'Wildcard')
    throw wrongArgumentCount(name.toLowerCase(), name === 'STRING_AGG' ? '2' : '1');
  const value = compileScalar(first.Expr, place);
  if (name !== 'STRING_AGG') {
    if (second !== undefined) throw wrongArgumentCount(name.toLowerCase(), '1');
    return compileAggregate(name, value, duplicates === 'Distinct');
  }
  if (second === undefined || second === 'Wildcard') throw wrongArgumentCount('string_agg', '2');
  return compileStringAggregate(
    value,
    compileScalar(second.Expr, place),
    orderOf(compileOrder(call.within_group, place)),
  );
}

export interface OrderKey {
  readonly type: SqlType;
  readonly descending: boolean;
  readonly evaluate: Scalar['evaluate'];
}

/** Rows in an order: NULL comes before all else. */
export interface Order {
  keys(run: Run): readonly SqlValue[];
  compare(one: readonly SqlValue[], other: readonly SqlValue[]): number;
}

export function compileOrder(items: readonly OrderItem[], place: Place): readonly OrderKey[] {
  return items.map(({ expr, options }) => {
    const { type, evaluate } = compileScalar(expr, place);
    return { type, evaluate, descending: options.asc === false };
  });
}

export function orderOf(keys: readonly OrderKey[]): Order {
  const compares = keys.map(({ type }) => comparisonOf(type));
  return {
    keys: (run) => keys.map(({ evaluate }) => evaluate(run)),
    compare(one, other) {
      for (let index = 0; index < keys.length; index += 1) {
        const a = one[index] ?? null;
        const b = other[index] ?? null;
        const order =
          a === null || b === null ? Number(a !== null) - Number(b !== null) : (compares[index]?.(a, b) ?? 0);
        if (order !== 0) return keys[index]?.descending ? -order : order;
      }
      return 0;
    },
  };
}
