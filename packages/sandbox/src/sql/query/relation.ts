import type { SqlValue } from '../../engine.js';
import type { Predicate, Run } from '../expressions/compilation.js';

/** Calls `next` for each combination of rows, which then stand in the run; false where `next` wants no more. */
export type Produce = (run: Run, next: () => boolean) => boolean;

/** Something that gives rows: a source or a join of them. */
export interface Relation {
  readonly slots: readonly number[];
  /** How many columns the source in each slot has. */
  readonly widths: readonly number[];
  readonly each: Produce;
}

export function innerJoin(left: Relation, right: Relation, condition: Predicate | undefined): Relation {
  return {
    ...both(left, right),
    each: (run, next) =>
      left.each(run, () =>
        right.each(run, condition === undefined ? next : () => (condition(run) === true ? next() : true)),
      ),
  };
}

export function leftJoin(left: Relation, right: Relation, condition: Predicate | undefined): Relation {
  const nullify = nullifier(right);
  return {
    ...both(left, right),
    each: (run, next) =>
      left.each(run, () => {
        let matched = false;
        const goOn = right.each(run, () => {
          if (condition !== undefined && condition(run) !== true) return true;
          matched = true;
          return next();
        });
        if (!goOn || matched) return goOn;
        nullify(run);
        return next();
      }),
  };
}

export function fullJoin(left: Relation, right: Relation, condition: Predicate | undefined): Relation {
  const nullifyLeft = nullifier(left);
  const nullifyRight = nullifier(right);
  return {
    ...both(left, right),
    each(run, next) {
      const candidates = snapshots(right, run);
      const matched = new Set<number>();
      const goOn = left.each(run, () => {
        let found = false;
        for (const [index, rows] of candidates.entries()) {
          restore(right, rows, run);
          if (condition === undefined || condition(run) === true) {
            found = true;
            matched.add(index);
            if (!next()) return false;
          }
        }
        if (found) return true;
        nullifyRight(run);
        return next();
      });
      if (!goOn) return false;
      nullifyLeft(run);
      return candidates.every((rows, index) => {
        restore(right, rows, run);
        return matched.has(index) || next();
      });
    },
  };
}

/** The rows of each combination that a relation gives. */
export function snapshots(relation: Pick<Relation, 'slots' | 'each'>, run: Run): readonly Snapshot[] {
  const all: Snapshot[] = [];
  relation.each(run, () => {
    all.push(relation.slots.map((slot) => run.rows[slot] ?? []));
    return true;
  });
  return all;
}

export type Snapshot = readonly (readonly SqlValue[])[];

export function restore({ slots }: Pick<Relation, 'slots'>, rows: Snapshot, run: Run): void {
  slots.forEach((slot, index) => {
    run.rows[slot] = rows[index] ?? [];
  });
}

function nullifier({ slots, widths }: Relation): (run: Run) => void {
  const empty = widths.map((width) => new Array<SqlValue>(width).fill(null));
  return (run) => restore({ slots }, empty, run);
}

function both(left: Relation, right: Relation): Pick<Relation, 'slots' | 'widths'> {
  return { slots: [...left.slots, ...right.slots], widths: [...left.widths, ...right.widths] };
}
