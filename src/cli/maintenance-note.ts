import type { Emit } from '../domain/documents.js';
import { diagnosticOf, isScaleoutError, ScaleoutError } from '../errors/errors.js';
import { workerId } from '../reconciler/kinds/kind.js';
import { fleetView } from '../reconciler/view/fleet.js';
import type { Observation } from '../reconciler/view/machine.js';
import {
  emptiedAt,
  type Maintained,
  readSuspensions,
  resumed,
  type Suspension,
  writeSuspensions,
} from '../reconciler/view/suspensions.js';
import { moment } from '../text/times.js';
import type { Topology } from '../topology/topology.js';
import type { DrainCommandOptions } from './drain-options.js';
import type { EndedApply } from './run-apply.js';
import type { Prepared } from './run-command.js';

export interface Noted {
  readonly observation: Observation;
  readonly topology: Topology;
  readonly target: string;
  /** The maintenance that it is in already. */
  readonly before: Maintained | undefined;
}

/** The note to be left. By the server's clock, as it will end. Throws what keeps the worker from being drained. */
export function noteFor(
  { reason, length, until: given, timeout, onTimeout }: DrainCommandOptions,
  who: string,
  { observation, topology, target, before }: Noted,
): Maintained {
  const { observedAt } = observation.catalog;
  const now = Date.parse(observedAt);
  if (given !== undefined && Date.parse(given) <= now) {
    throw new ScaleoutError('command.usage', `The end that was named is over already: ${moment(given)}.`);
  }
  const view = fleetView(topology, observation).workers.find(({ worker }) => workerId(worker.machine) === target);
  const row = view?.row;
  if (row === undefined) {
    const detail = `${target} has no row in the catalog that is surely its own: there is nothing to take out of service.`;
    throw new ScaleoutError('guard.drain-no-row', detail);
  }
  const isStill = before !== undefined && !(before.until !== undefined && Date.parse(before.until) <= now);
  const note: Maintained = {
    topology: topology.name,
    target,
    reason,
    who,
    since: isStill ? before.since : new Date(now).toISOString(),
    ...(given === undefined ? {} : { until: given }),
    drained: {
      enabled: row.enabled || before?.drained.enabled === true,
      ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
      ...(onTimeout === undefined ? {} : { onTimeout }),
      ...(length === undefined ? {} : { lengthSeconds: length }),
    },
  };
  // What it lasts counts from when the worker is emptied: the time of a machine is nobody's who waits for a package.
  return before?.drained.emptied === true && !row.enabled ? emptiedAt(note, now) : note;
}

/**
 * What becomes of the note of a drain that did not end well. Where the worker is in service as before, nothing stays behind:
 * nobody has to find days later that a watch went on with a drain that had been given up. Else the note stays, for it
 * says why the worker is disabled. Returns whether it was taken out.
 */
export async function takeBack(
  prepared: Prepared,
  { outcome }: Pick<EndedApply, 'outcome'>,
  note: Maintained,
  emit: Emit,
): Promise<boolean> {
  // Who was cut off from the lock writes nothing.
  const keep = () => {
    tellMaintenance(emit, 'kept', note);
    return false;
  };
  if (outcome === undefined) return keep();
  const { catalog, topology } = prepared;
  const signal = AbortSignal.timeout(noteTimeout);
  try {
    const seen: Observation = { catalog: await catalog.observe(signal), machines: new Map() };
    const { notes, workers } = seen.catalog;
    const read = readSuspensions(notes);
    const own = (id: string) => workerId(id) === note.target;
    const row = workers.known && fleetView(topology, seen).workers.find(({ worker }) => own(worker.machine))?.row;
    if (!row || !read.known || row.enabled !== note.drained.enabled) return keep();
    await catalog.setNote('suspensions', writeSuspensions(resumed(read.value, note)), signal);
    tellMaintenance(emit, 'withdrawn', note);
    return true;
  } catch (error) {
    if (!isScaleoutError(error) && !signal.aborted) throw error;
    if (isScaleoutError(error))
      emit({ type: 'diagnostic', diagnostic: { ...diagnosticOf(error), severity: 'warning' } });
    return keep();
  }
}

/** Milliseconds for taking a note back. */
const noteTimeout = 30_000;

/** Throws `watch.notes-unseen`: who cannot see what stands there would write over it. */
export function notesOf({ catalog: { notes } }: Observation): readonly Suspension[] {
  const read = readSuspensions(notes);
  if (!read.known) throw new ScaleoutError('watch.notes-unseen', read.reason);
  return read.value;
}

export function withNotes(observation: Observation, suspensions: readonly Suspension[]): Observation {
  const { catalog } = observation;
  const others = catalog.notes.known ? catalog.notes.value : { approvals: null, waiting: null, acknowledgements: null };
  const value = { ...others, suspensions: writeSuspensions(suspensions) };
  return { ...observation, catalog: { ...catalog, notes: { known: true, value } } };
}

export function tellMaintenance(
  emit: Emit,
  state: MaintenanceState,
  { topology: _, ...maintenance }: Maintained,
): void {
  emit({ type: 'maintenance', state, maintenance });
}

type MaintenanceState = Extract<Parameters<Emit>[0], { readonly type: 'maintenance' }>['state'];
