import type { Catalog } from '../../domain/catalog.js';
import type { Emit, EventBody, Plan } from '../../domain/documents.js';
import { type Diagnostic, diagnosticOf, isScaleoutError } from '../../errors/errors.js';
import type { Topology } from '../../topology/topology.js';
import { maintenanceCode } from '../guards/guard.js';
import { fleetView } from '../view/fleet.js';
import type { Observation } from '../view/machine.js';
import { isWantedEnabled, type Maintenance, maintenancesOf } from '../view/maintenance.js';
import {
  emptiedAt,
  type Maintained,
  readSuspensions,
  resumed,
  type Suspension,
  suspended,
  writeSuspensions,
} from '../view/suspensions.js';

/** What became of the notes of maintenances. */
export interface Settled {
  /** Their workers are back, and the notes are gone. */
  readonly ended: readonly Maintenance[];
  /** The notes of workers that were emptied for them, as they stand now. */
  readonly emptied: readonly Maintained[];
  /** The ids of workers of which it could not be noted that they were emptied. */
  readonly unmarked: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: Settled = { ended: [], emptied: [], unmarked: [], diagnostics: [] };

/**
 * Brings the notes of the maintenances to what is seen: those that are over and whose workers are back are taken out of the
 * catalog, and of those in `emptied` it is noted that they were. Under the catalog's lock. What keeps it from being written is
 * told as a warning; the next apply or watch tries again. Without a maintenance nothing is asked or written.
 */
export async function settleMaintenances(
  topology: Topology,
  observation: Observation,
  { catalog, emptied = none }: { readonly catalog: Pick<Catalog, 'observe' | 'setNote'>; readonly emptied?: Ids },
  signal: AbortSignal,
): Promise<Settled> {
  if (maintenancesOf(topology, observation.catalog).length === 0) return nothing;
  try {
    // What was done since it was looked at does not show in it yet, and somebody may have left another note.
    const now = { ...observation, catalog: await catalog.observe(signal) };
    const found = unsettled(topology, now, emptied);
    if (found === undefined) return nothing;
    await catalog.setNote('suspensions', writeSuspensions(found.kept), signal);
    return { ...nothing, ended: found.ended, emptied: found.emptied };
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    return { ...nothing, unmarked: [...emptied], diagnostics: [{ ...diagnosticOf(error), severity: 'warning' }] };
  }
}

type Ids = ReadonlySet<string>;

const none: Ids = new Set();

interface Unsettled {
  readonly kept: readonly Suspension[];
  readonly ended: readonly Maintenance[];
  readonly emptied: readonly Maintained[];
}

/** What the notes should be; undefined: as they are, or what they are cannot be seen. Pure. */
export function unsettled(topology: Topology, observation: Observation, emptied: Ids = none): Unsettled | undefined {
  const { notes, workers } = observation.catalog;
  const read = readSuspensions(notes);
  if (!read.known || !workers.known) return undefined;
  const fleet = fleetView(topology, observation);
  if (fleet.maintenances.length === 0) return undefined;
  let kept = read.value;
  const ended: Maintenance[] = [];
  const marked: Maintained[] = [];
  const now = Date.parse(observation.catalog.observedAt);
  for (const view of [...fleet.workers, ...fleet.leaving]) {
    const { maintenance, row, worker, match } = view;
    if (maintenance === undefined) continue;
    // One without a row has nobody to bring back.
    const isBack = row === undefined ? match.state === 'awaitingRegistration' : row.enabled === isWantedEnabled(view);
    if (maintenance.isOver && isBack) {
      kept = resumed(kept, maintenance);
      ended.push(maintenance);
    } else if (!maintenance.isOver && row?.enabled === false && emptied.has(`worker/${worker.machine}`)) {
      const { isOver: _, ...note } = maintenance;
      if (note.drained.emptied === true) continue;
      const emptiedNote = emptiedAt(note, now);
      kept = suspended(kept, emptiedNote);
      marked.push(emptiedNote);
    }
  }
  return kept === read.value ? undefined : { kept, ended, emptied: marked };
}

/** Takes down which workers the drains of maintenances have emptied. */
export interface EmptiedWorkers {
  readonly emit: Emit;
  readonly ids: Ids;
}

export function emptiedWorkers({ changes, steps }: Plan): EmptiedWorkers {
  const maintained = new Set(changes.flatMap(({ id, reasonCode }) => (reasonCode === maintenanceCode ? id : [])));
  const targets = new Map(steps.flatMap(({ id, target }) => (maintained.has(target) ? [[id, target] as const] : [])));
  const ids = new Set<string>();
  return {
    ids,
    emit(event: EventBody) {
      const target = event.type === 'step_complete' ? targets.get(event.step) : undefined;
      if (target !== undefined) ids.add(target);
    },
  };
}
