import type { SqlType, SqlValue } from '../../engine.js';
import type { Compilation, Place, Run, Scalar } from '../expressions/compilation.js';
import { compileScalar } from '../expressions/compile.js';
import { type Aggregate, isAggregate } from '../functions/aggregates.js';
import { unknownFunction } from '../messages/names.js';
import type { FunctionCall } from '../parse/ast.js';
import { notInSandbox, sqlError } from '../sql-error.js';
import { keyOf } from '../types/comparison.js';
import { bigint } from '../types/type.js';
import { aggregateOf, compileOrder, groupKey, type Order, orderOf } from './grouping.js';
import { type Produce, restore, snapshots } from './relation.js';

/** The windowed functions of one SELECT; their values stand in a row of their own. */
export interface Windows {
  compile(call: FunctionCall, place: Place): Scalar;
  /** Works the functions out over all rows before it passes them on. */
  applied(produce: Produce, slots: readonly number[]): Produce;
}

/** One row on its way through a window. */
interface Member {
  readonly partition: string;
  readonly keys: readonly SqlValue[];
  readonly index: number;
}

interface WindowFunction {
  readonly type: SqlType;
  readonly partition: (run: Run) => string;
  readonly order: Order;
  /** Values of one partition, in order. */
  values(partition: readonly Member[], restoreRow: (index: number) => void, run: Run): readonly SqlValue[];
}

export function createWindows(compilation: Compilation): Windows {
  const functions: WindowFunction[] = [];
  let slot: number | undefined;

  return {
    compile(call, place) {
      const at = slot ?? compilation.slots;
      if (slot === undefined) compilation.slots += 1;
      slot = at;
      const index = functions.length;
      const made = compileWindow(call, place);
      functions.push(made);
      return { type: made.type, nullable: made.type !== bigint, evaluate: ({ rows }) => rows[at]?.[index] ?? null };
    },
    applied(produce, slots) {
      if (slot === undefined) return produce;
      const at = slot;
      return (run, next) => {
        const rows = snapshots({ slots, each: produce }, run);
        const results: SqlValue[][] = rows.map(() => []);
        for (const one of functions) fill(one, rows, slots, run, results);
        return rows.every((row, index) => {
          restore({ slots }, row, run);
          run.rows[at] = results[index] ?? [];
          return next();
        });
      };
    },
  };
}

function fill(
  one: WindowFunction,
  rows: ReturnType<typeof snapshots>,
  slots: readonly number[],
  run: Run,
  results: readonly SqlValue[][],
): void {
  const partitions = new Map<string, Member[]>();
  const restoreRow = (index: number) => restore({ slots }, rows[index] ?? [], run);
  rows.forEach((_, index) => {
    restoreRow(index);
    const partition = one.partition(run);
    const members = partitions.get(partition) ?? [];
    members.push({ partition, keys: one.order.keys(run), index });
    partitions.set(partition, members);
  });
  for (const members of partitions.values()) {
    members.sort((a, b) => one.order.compare(a.keys, b.keys));
    const values = one.values(members, restoreRow, run);
    for (const [position, member] of members.entries()) results[member.index]?.push(values[position] ?? null);
  }
}

function compileWindow(call: FunctionCall, place: Place): WindowFunction {
  const name = call.name.at(-1)?.Identifier.value.toUpperCase() ?? '';
  if (call.over === undefined || !('WindowSpec' in call.over)) throw notInSandbox('named windows');
  const spec = call.over.WindowSpec;
  if (spec.window_frame !== undefined && spec.window_frame !== null) throw notInSandbox('window frames');
  const partitionKeys = spec.partition_by.map((expression) => compileScalar(expression, place));
  const keysOf = partitionKeys.map(({ type }) => keyOf(type));
  const partition = (run: Run) =>
    groupKey(
      partitionKeys.map(({ evaluate }) => evaluate(run)),
      keysOf,
    );
  const order = orderOf(compileOrder(spec.order_by, place));
  if (isAggregate(name)) {
    if (spec.order_by.length > 0) throw notInSandbox('running totals (an aggregate with ORDER BY in OVER)');
    const aggregate = aggregateOf(call, place);
    return { type: aggregate.type, partition, order, values: aggregated(aggregate) };
  }
  if (name !== 'ROW_NUMBER' && name !== 'RANK' && name !== 'DENSE_RANK') throw unknownFunction(name);
  if (spec.order_by.length === 0) {
    throw sqlError(4112, 15, 1, `The function '${name}' must have an OVER clause with ORDER BY.`);
  }
  return { type: bigint, partition, order, values: (members) => ranks(name, members, order) };
}

function ranks(
  name: 'ROW_NUMBER' | 'RANK' | 'DENSE_RANK',
  members: readonly Member[],
  order: Order,
): readonly SqlValue[] {
  let rank = 0;
  let dense = 0;
  return members.map(({ keys }, index) => {
    const before = members[index - 1];
    if (before === undefined || order.compare(before.keys, keys) !== 0) {
      rank = index + 1;
      dense += 1;
    }
    return BigInt(name === 'ROW_NUMBER' ? index + 1 : name === 'RANK' ? rank : dense);
  });
}

function aggregated(aggregate: Aggregate): WindowFunction['values'] {
  return (members, restoreRow, run) => {
    const accumulator = aggregate.start();
    for (const { index } of members) {
      restoreRow(index);
      accumulator.add(run);
    }
    const value = accumulator.result();
    return members.map(() => value);
  };
}
