import type { SqlType, SqlValue } from '../../engine.js';
import { coerced } from '../expressions/coerce.js';
import type { Run, Scalar } from '../expressions/compilation.js';
import { invalidOperand, overflow } from '../messages/values.js';
import { comparisonOf, keyOf } from '../types/comparison.js';
import { decimalOf, divideRounded, fitted, inRange, integerValue, rescale } from '../types/numbers.js';
import {
  bigint,
  decimal,
  familyOf,
  float,
  int,
  isCharacter,
  isUnicode,
  lengthOf,
  nvarchar,
  typeName,
  varchar,
} from '../types/type.js';

const names = ['COUNT', 'COUNT_BIG', 'SUM', 'MIN', 'MAX', 'AVG', 'STRING_AGG'] as const;
export type AggregateName = (typeof names)[number];

export function isAggregate(name: string): name is AggregateName {
  return (names as readonly string[]).includes(name);
}

/** Gathers the values of one group. */
export interface Accumulator {
  add(run: Run): void;
  result(): SqlValue;
}

export interface Aggregate {
  readonly type: SqlType;
  readonly nullable: boolean;
  start(): Accumulator;
}

/** COUNT(*). */
export function countRows(name: 'COUNT' | 'COUNT_BIG'): Aggregate {
  return counting(name, () => true);
}

export function compileAggregate(
  name: Exclude<AggregateName, 'STRING_AGG'>,
  argument: Scalar,
  distinct: boolean,
): Aggregate {
  if (name === 'COUNT' || name === 'COUNT_BIG') return counting(name, valueTest(argument, distinct));
  const fold = foldOf(name, argument);
  const wanted = distinct ? keyOf(fold.argument.type) : undefined;
  return {
    type: fold.type,
    nullable: true,
    start() {
      const seen = new Set<unknown>();
      const values = fold.start();
      return {
        add(run) {
          const value = fold.argument.evaluate(run);
          if (value === null) return;
          if (wanted !== undefined) {
            if (seen.has(wanted(value))) return;
            seen.add(wanted(value));
          }
          values.add(value);
        },
        result: () => values.result(),
      };
    },
  };
}

/** Makes the test, anew for each group, whether a row counts. */
function valueTest({ evaluate, type }: Scalar, distinct: boolean): () => (run: Run) => boolean {
  if (!distinct) return () => (run) => evaluate(run) !== null;
  const key = keyOf(type);
  return () => {
    const seen = new Set<unknown>();
    return (run) => {
      const value = evaluate(run);
      if (value === null || seen.has(key(value))) return false;
      seen.add(key(value));
      return true;
    };
  };
}

function counting(name: 'COUNT' | 'COUNT_BIG', makeTest: (() => (run: Run) => boolean) | (() => true)): Aggregate {
  const big = name === 'COUNT_BIG';
  return {
    type: big ? bigint : int,
    nullable: false,
    start() {
      const test = makeTest();
      let count = 0;
      return {
        add(run) {
          if (test === true || test(run)) count += 1;
        },
        result: () => (big ? BigInt(count) : count),
      };
    },
  };
}

interface Fold {
  readonly type: SqlType;
  readonly argument: Scalar;
  start(): { add(value: NonNullable<SqlValue>): void; result(): SqlValue };
}

function foldOf(name: 'SUM' | 'MIN' | 'MAX' | 'AVG', argument: Scalar): Fold {
  if (name === 'MIN' || name === 'MAX') return extreme(argument, name === 'MIN' ? -1 : 1);
  const { type } = argument;
  switch (familyOf(type)) {
    case 'integer':
      if (type.kind === 'bit') throw invalidOperand('bit', name.toLowerCase());
      return integerFold(name, type.kind === 'bigint' ? argument : coerced(argument, int));
    case 'decimal':
      return decimalFold(name, argument);
    case 'float':
      return floatFold(name, coerced(argument, float));
    default:
      throw invalidOperand(typeName(type), name.toLowerCase());
  }
}

function extreme(argument: Scalar, direction: number): Fold {
  if (argument.type.kind === 'bit') throw invalidOperand('bit', direction < 0 ? 'min' : 'max');
  const compare = comparisonOf(argument.type);
  return {
    type: argument.type,
    argument,
    start() {
      let best: SqlValue = null;
      return {
        add(value) {
          if (best === null || compare(value, best) * direction > 0) best = value;
        },
        result: () => best,
      };
    },
  };
}

function integerFold(name: 'SUM' | 'AVG', argument: Scalar): Fold {
  const kind = argument.type.kind === 'bigint' ? 'bigint' : 'int';
  return {
    type: argument.type,
    argument,
    start() {
      let sum = 0n;
      let count = 0n;
      return {
        add(value) {
          sum += BigInt(value as number | bigint);
          count += 1n;
        },
        result() {
          if (count === 0n) return null;
          if (!inRange(sum, kind)) throw overflow('expression', kind);
          return integerValue(name === 'SUM' ? sum : sum / count, kind);
        },
      };
    },
  };
}

function decimalFold(name: 'SUM' | 'AVG', argument: Scalar): Fold {
  const scale = argument.type.kind === 'decimal' ? argument.type.scale : 0;
  const resultScale = name === 'SUM' ? scale : Math.max(scale, 6);
  return {
    type: decimal(38, resultScale),
    argument,
    start() {
      let units = 0n;
      let count = 0n;
      return {
        add(value) {
          units += rescale(decimalOf(value as string), scale).units;
          count += 1n;
        },
        result() {
          if (count === 0n) return null;
          if (name === 'SUM') return fitted({ units, scale }, 38, scale, 'expression');
          const wide = rescale({ units, scale }, resultScale).units;
          return fitted({ units: divideRounded(wide, count), scale: resultScale }, 38, resultScale, 'expression');
        },
      };
    },
  };
}

function floatFold(name: 'SUM' | 'AVG', argument: Scalar): Fold {
  return {
    type: float,
    argument,
    start() {
      let sum = 0;
      let count = 0;
      return {
        add(value) {
          sum += value as number;
          count += 1;
        },
        result: () => (count === 0 ? null : name === 'SUM' ? sum : sum / count),
      };
    },
  };
}

/** STRING_AGG, with the order of WITHIN GROUP where there is one. */
export function compileStringAggregate(
  argument: Scalar,
  separator: Scalar,
  order: {
    readonly keys: (run: Run) => readonly SqlValue[];
    readonly compare: (one: readonly SqlValue[], other: readonly SqlValue[]) => number;
  },
): Aggregate {
  const text = isCharacter(argument.type) ? argument : coerced(argument, nvarchar(4000), { explicit: true });
  const unicode = isUnicode(text.type);
  const type = lengthOf(text.type) === 'max' ? text.type : unicode ? nvarchar(4000) : varchar(8000);
  return {
    type,
    nullable: true,
    start() {
      const parts: { readonly text: string; readonly keys: readonly SqlValue[] }[] = [];
      let between = '';
      return {
        add(run) {
          const value = text.evaluate(run);
          if (value === null) return;
          between = String(separator.evaluate(run) ?? '');
          parts.push({ text: String(value), keys: order.keys(run) });
        },
        result() {
          if (parts.length === 0) return null;
          return [...parts]
            .sort((one, other) => order.compare(one.keys, other.keys))
            .map((part) => part.text)
            .join(between);
        },
      };
    },
  };
}
