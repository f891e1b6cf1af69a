import { cutKey, isPossiblyCut, type MachineName, shortKey } from '../../machine-name.js';
import type { DesiredWorker, Topology } from '../../topology/topology.js';
import type { CatalogObservation } from '../catalog.js';
import { isMasterOnline, isWorkerOnline } from '../liveness.js';
import { isReached } from '../machine-state/sight.js';
import type { WorkerRow } from '../worker-row.js';

/** The machines that a new topology or what the catalog shows gives a reason to look at again. */
export interface ReasonsToLook {
  /** At once: something about them is another than before. */
  readonly changed: readonly MachineName[];
  /** Soon: they are not heard of although they should be. */
  readonly unheard: readonly MachineName[];
}

/** A topology with what its catalog showed. */
export interface Glance {
  readonly topology: Topology;
  readonly catalog: CatalogObservation;
}

/** Compares two looks; without one before, everything is new and nothing is a reason. */
export function reasonsToLook(before: Glance | undefined, now: Glance): ReasonsToLook {
  const { master } = now.topology;
  const workers = now.topology.workers.filter(({ access }) => isReached(access));
  const rows = workers.length === 0 ? none : rowsByMachine(now.catalog);
  const unheard = workers.filter(({ machine }) => {
    const mine = rows.get(cutKey(machine)) ?? [];
    const own = mine.filter((row) => shortKey(row.machineName ?? '') === shortKey(machine));
    // Rows of a name that is cut off may be of several machines: one that is offline may be any.
    const isUnheard = (row: WorkerRow) => row.enabled && isPossiblyCut(row.machineName ?? '') && !isWorkerOnline(row);
    return (own.some((row) => row.enabled) && !own.some(isWorkerOnline)) || mine.some(isUnheard);
  });
  const changed = before === undefined || workers.length === 0 ? [] : changedWorkers(before, now, workers, rows);
  const isOtherMaster =
    before !== undefined &&
    (standingOfMaster(before) !== standingOfMaster(now) ||
      JSON.stringify(before.topology.master) !== JSON.stringify(master));
  return {
    changed: [...changed, ...(isOtherMaster ? (master?.machines ?? []) : [])],
    unheard: unheard.map(({ machine }) => machine),
  };
}

function changedWorkers(
  before: Glance,
  now: Glance,
  workers: readonly DesiredWorker[],
  rows: Rows,
): readonly MachineName[] {
  const isSame = before.topology.source.sha256 === now.topology.source.sha256;
  const wished = isSame ? undefined : new Map(before.topology.workers.map((one) => [one.machine, wishOf(one)]));
  const rowsBefore = rowsByMachine(before.catalog);
  return workers
    .filter((worker) => {
      if (wished !== undefined && wished.get(worker.machine) !== wishOf(worker)) return true;
      const key = cutKey(worker.machine);
      return standingOf(rowsBefore.get(key)) !== standingOf(rows.get(key));
    })
    .map(({ machine }) => machine);
}

type Rows = ReadonlyMap<string, readonly WorkerRow[]>;

const none: Rows = new Map();

function rowsByMachine({ workers }: CatalogObservation): Rows {
  const found = new Map<string, WorkerRow[]>();
  for (const row of workers.known ? workers.value : []) {
    const key = cutKey(row.machineName ?? '');
    const known = found.get(key);
    if (known === undefined) found.set(key, [row]);
    else known.push(row);
  }
  return found;
}

/** What of the rows of a machine says something of the machine. */
function standingOf(rows: readonly WorkerRow[] = []): string {
  return rows.map((row) => `${row.id}${isWorkerOnline(row)}`).join();
}

function standingOfMaster({ catalog: { master } }: Glance): string {
  const { machineName, port, certificateThumbprint } = master;
  return JSON.stringify([isMasterOnline(master), machineName, port, certificateThumbprint]);
}

function wishOf({ range: _, access, ...worker }: DesiredWorker): string {
  const { range: __, ...reach } = access;
  return JSON.stringify([worker, reach]);
}
