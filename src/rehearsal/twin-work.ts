import { type FleetExecution, type FleetWork, packageKey } from '../domain/fleet-work.js';
import type { TwinExecution } from './twin.js';

/** How long a package still runs, in seconds, and what that was taken from. */
interface Remaining {
  readonly seconds: number;
  readonly basis: TwinExecution['basis'];
  readonly runs: number;
}

/** What is taken where nothing is known of a package. */
export interface AssumedWork {
  /** Seconds that it still runs. */
  readonly packageSeconds: number;
}

/**
 * An execution as the twin has it. One that runs ends when the median of its earlier runs is over; where it has run longer than that,
 * when the median of those is over that ran longer still. Of one that has run longer than all of them nothing is known any more.
 */
export function twinExecution(one: FleetExecution, work: FleetWork, assumed: AssumedWork): TwinExecution {
  const { executionId, folder, project, status, worker, heldBy = null } = one;
  const isNew = status === 'pending' || heldBy?.status === 'pulled';
  const ran = isNew ? 0 : Math.max(0, one.age ?? 0);
  const { seconds, basis, runs } = remaining(ran, runsOf(one, work), assumed);
  return {
    id: executionId,
    folder,
    project,
    package: one.package,
    status,
    worker: status === 'pending' ? null : worker,
    holder: heldBy,
    started: one.started ?? work.observedAt,
    seconds: (one.started === null ? 0 : ran) + seconds,
    basis,
    runs,
  };
}

function runsOf(one: FleetExecution, { durations }: FleetWork): readonly number[] {
  return durations.known ? (durations.value.get(packageKey(one)) ?? []) : [];
}

function remaining(ran: number, runs: readonly number[], { packageSeconds }: AssumedWork): Remaining {
  const usual = median(runs);
  if (usual !== undefined && usual > ran) return { seconds: usual - ran, basis: 'history', runs: runs.length };
  const longer = runs.filter((seconds) => seconds > ran);
  const next = median(longer);
  if (next === undefined) return { seconds: packageSeconds, basis: 'assumed', runs: runs.length };
  return { seconds: next - ran, basis: 'history', runs: longer.length };
}

/** Of an even number the mean of the two in the middle. */
function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return below === undefined || above === undefined ? undefined : (below + above) / 2;
}
