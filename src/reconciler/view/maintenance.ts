import type { CatalogObservation } from '../../domain/catalog.js';
import type { WorkerRow } from '../../domain/rows.js';
import type { DesiredWorker, Policy, Topology } from '../../topology/topology.js';
import { isMaintenance, type Maintained, maintenanceOf, readSuspensions } from './suspensions.js';

/** A maintenance of the topology as the catalog has it, whether or not its time is over. */
export interface Maintenance extends Maintained {
  /** Its time is over, by the server's clock: the worker is wanted back. */
  readonly isOver: boolean;
}

/** One empty list for all: most fleets are in no maintenance. */
const none: readonly Maintenance[] = [];

/** The maintenances of a topology, those that are over too. None where the notes cannot be seen, which others tell. */
export function maintenancesOf({ name }: Pick<Topology, 'name'>, catalog: CatalogObservation): readonly Maintenance[] {
  const { notes, observedAt } = catalog;
  if (!notes.known || notes.value.suspensions === null) return none;
  const read = readSuspensions(notes);
  if (!read.known) return none;
  const now = Date.parse(observedAt);
  const mine = read.value.filter(isMaintenance).filter(({ topology }) => topology.toUpperCase() === name.toUpperCase());
  return mine.map((one) => ({ ...one, isOver: one.until !== undefined && Date.parse(one.until) <= now }));
}

/** That of one worker, by its change's id. */
export function maintenanceIn(
  maintenances: readonly Maintenance[],
  of: { readonly topology: string; readonly target: string },
): Maintenance | undefined {
  if (maintenances.length === 0) return undefined;
  const found = maintenanceOf(maintenances, of);
  return maintenances.find((one) => one === found);
}

/** How a worker is emptied: as its maintenance says, else as the policy does. */
export function drainPolicy({ drained }: Maintained, { drain }: Pick<Policy, 'drain'>): Policy['drain'] {
  const { timeoutSeconds = drain.timeoutSeconds, onTimeout = drain.onTimeout } = drained;
  return { ...drain, timeoutSeconds, onTimeout };
}

/**
 * Whether a maintenance holds that is not done yet: its worker is enabled, or nobody has noted that it was emptied. A drain that
 * was killed right after it had disabled the worker may have left it with a task, so it is looked at again. Once it has been
 * emptied it is not enabled again for what the catalog still shows as its own: somebody works on the machine.
 */
export function isToBeEmptied({
  row,
  maintenance,
}: {
  readonly row: WorkerRow | undefined;
  readonly maintenance?: Maintenance;
}): boolean {
  if (row === undefined || maintenance === undefined || maintenance.isOver) return false;
  return row.enabled || maintenance.drained.emptied !== true;
}

/**
 * How a maintenance stands.
 * - `draining`: it holds, and its worker is not emptied and disabled yet. - `drained`: it is.
 * - `over`: its time is over, and the worker is not back. - `back`: it is, and the note is to be taken out.
 * - `unseen`: the topology does not list the worker, or which row it has cannot be told.
 */
export const maintenanceStates = ['draining', 'drained', 'over', 'back', 'unseen'] as const;

export type MaintenanceState = (typeof maintenanceStates)[number];

export interface StatedMaintenance {
  readonly maintenance: Maintenance;
  readonly state: MaintenanceState;
}

interface MaintainedWorker {
  readonly worker: DesiredWorker;
  readonly row: WorkerRow | undefined;
  readonly maintenance?: Maintenance;
}

/** How each maintenance of a fleet stands. */
export function statedMaintenances({
  workers,
  maintenances,
}: {
  readonly workers: readonly MaintainedWorker[];
  readonly maintenances: readonly Maintenance[];
}): readonly StatedMaintenance[] {
  if (maintenances.length === 0) return [];
  const views = new Map(workers.map((view) => [view.maintenance, view] as const));
  return maintenances.map((maintenance) => ({ maintenance, state: stateOf(maintenance, views.get(maintenance)) }));
}

function stateOf({ isOver }: Maintenance, view: MaintainedWorker | undefined): MaintenanceState {
  if (view?.row === undefined) return 'unseen';
  if (isOver) return view.row.enabled === isWantedEnabled(view) ? 'back' : 'over';
  return isToBeEmptied(view) ? 'draining' : 'drained';
}

/** Whether a worker is wanted enabled: as the topology says, else as it was before its maintenance. Undefined: nobody says. */
export function isWantedEnabled({
  worker,
  maintenance,
}: {
  readonly worker: DesiredWorker;
  readonly maintenance?: Maintenance;
}): boolean | undefined {
  return worker.enabled ?? maintenance?.drained.enabled;
}
