import type { Observation } from '../reconciler/view/machine.js';

/** Seconds that a rehearsal takes for what nobody can know. */
export interface Assumptions {
  readonly operationSeconds: number;
  readonly catalogSeconds: number;
  readonly serviceSeconds: number;
  readonly packageSeconds: number;
  /** A person named it. */
  readonly packageNamed?: true;
}

/** Seconds that a service takes to start or stop. Nobody has measured it (inferred). */
export const serviceSeconds = 10;

/** Seconds that a running package still runs of which nothing is known: 10 minutes, and never so long that each drain gives up. */
export function packageSeconds(drainTimeoutSeconds: number): number {
  return Math.min(600, drainTimeoutSeconds / 2);
}

/** Seconds of a machine's operation where no machine was timed. */
const untimed = 3;

/** Seconds that one takes at least: less is a machine nearby with nothing to do. */
const least = 0.1;

/**
 * Seconds that an operation on a machine takes: the median of what looking at each took. So many were looked at
 * side by side: who waited for another one's turn is counted from the end of that.
 */
export function operationSeconds(
  { machines }: Observation,
  parallelism: number,
): {
  readonly seconds: number;
  /** How many machines were timed. */
  readonly timed: number;
} {
  const asked = [...machines.values()].flatMap((seen) => (seen.known && seen.value.asked ? [seen.value.asked] : []));
  const ends = asked.toSorted((one, other) => one.to - other.to);
  const took = ends.map(({ from, to }, index) => to - Math.max(from, ends[index - parallelism]?.to ?? from));
  const median = took.toSorted((one, other) => one - other)[Math.floor(took.length / 2)];
  if (median === undefined) return { seconds: untimed, timed: 0 };
  // Tenths: the document is read by people, and no median is more exact.
  return { seconds: Math.max(least, Math.round(median / 100) / 10), timed: took.length };
}

/**
 * Seconds that a request to the catalog takes: what looking at it took, with the same connecting and the same load in it as
 * looking at the machines. So steps of the catalog and of machines begin in the order in which an apply begins them. It is
 * never more than an operation on a machine, which starts a PowerShell there: a look at a large catalog is no such request. 0 where nobody noted it.
 */
export function catalogSeconds({ catalog: { asked } }: Observation, operation: number): number {
  return asked === undefined ? 0 : Math.min(operation, Math.round((asked.to - asked.from) / 10) / 100);
}
