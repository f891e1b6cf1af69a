import type { Emit } from '../../domain/documents.js';
import { diagnostic, type ExitCode, isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { type Actor, commandActor, isByPage } from '../../history/provenance.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import { fleetView } from '../../reconciler/view/fleet.js';
import type { Observation } from '../../reconciler/view/machine.js';
import {
  isMaintenance,
  type Maintained,
  maintenanceOf,
  readSuspensions,
  suspended,
  suspensionFor,
  suspensionsOf,
  suspensionsToKeep,
} from '../../reconciler/view/suspensions.js';
import { shellWord } from '../../text/printable.js';
import { age, moment } from '../../text/times.js';
import { counted } from '../../text/words.js';
import { refuseLeaving, type Topology } from '../../topology/topology.js';
import type { DrainCommandOptions, MaintenanceOptions } from '../drain-options.js';
import { noteFor, notesOf, takeBack, tellMaintenance, withNotes } from '../maintenance-note.js';
import type { ApplyView } from '../render/apply-view.js';
import { type EndedApply, runApply } from '../run-apply.js';
import type { Prepared } from '../run-command.js';
import type { Command, Terminal } from '../terminal.js';
import { rewrite, targetIn } from './suspend.js';

/** scaleout drain: notes a maintenance, then empties and disables its worker. */
export const drainCommand: Command<DrainCommandOptions> = (options, terminal) =>
  runDrain(options, terminal, commandActor(terminal.env));

/** How the page shows what is carried out, and when it is known that it is. */
export interface CarryingOut {
  readonly view?: ApplyView;
  /** Told once its note is in the catalog, before the first step. */
  readonly onBegun?: () => void;
}

/** The same for whoever asks for it. */
export function runDrain(
  options: DrainCommandOptions,
  terminal: Terminal,
  actor: Actor,
  { view, onBegun }: CarryingOut = {},
): Promise<ExitCode> {
  let note: Maintained | undefined;
  let isRenewal = false;
  let isGivenUp = false;
  return runApply(options, terminal, {
    ...{ actor: applying(actor), view },
    // Where its note was taken back, or is over, an apply has nothing to go on with.
    again: () => ({
      remains: 'plan',
      goesOn: isGivenUp ? `drain ${options.worker} --reason ${shellWord(options.reason, process.platform)}` : 'apply',
    }),
    targets: (topology) => [drainable(topology, options.worker)],
    warnings: (observation, topology) => [
      ...heldToo(observation, topology, options.worker),
      ...endsEarly(options, observation, topology),
    ],
    plannedBy(observation, topology) {
      const known = notesOf(observation);
      const target = targetIn(topology, options.worker);
      const before = maintenanceOf(known, { topology: topology.name, target });
      isRenewal = before !== undefined;
      note = noteFor(options, actor.note, { observation, topology, target, before });
      // What else is suspended is nothing that keeps a person from it, and nothing else of the worker is touched.
      return withNotes(observation, [note]);
    },
    async begin(prepared, observation, emit) {
      if (note === undefined) return;
      const now = Date.parse(observation.catalog.observedAt);
      const noted = note;
      await rewrite(prepared.catalog, (known) => suspended(suspensionsToKeep(known, now), noted), {
        signal: terminal.interrupts.abort,
      });
      tellMaintenance(emit, isRenewal ? 'renewed' : 'begun', note);
      onBegun?.();
    },
    async end(prepared, ended, emit) {
      if (note === undefined) return true;
      if (ended.outcome?.result !== 'done') {
        isGivenUp = await takeBack(prepared, ended, note, emit);
        return false;
      }
      const { target } = note;
      const left = ended.emptied.find((one) => one.target === target) ?? note;
      if (isOver(left, ended.after)) {
        isGivenUp = true;
        emit({
          type: 'diagnostic',
          diagnostic: tooShort(
            `It ended at ${moment(left.until ?? '')}. ${target} is wanted back: do not work on its machine.`,
            'error',
          ),
        });
        return false;
      }
      tellMaintenance(emit, 'drained', left);
      warnOfWork(prepared, ended, left, emit);
      return true;
    },
  });
}

/** Of an apply by the command line the history has always said so by saying nothing. */
function applying(actor: Actor): Actor | undefined {
  return isByPage(actor.who) ? actor : undefined;
}

/** scaleout undrain: ends a maintenance, and brings its worker back. */
export const undrainCommand: Command<MaintenanceOptions> = (options, terminal) =>
  runUndrain(options, terminal, commandActor(terminal.env));

/** The same for whoever asks for it. */
export function runUndrain(
  options: MaintenanceOptions,
  terminal: Terminal,
  actor: Actor,
  { view, onBegun }: CarryingOut = {},
): Promise<ExitCode> {
  let over: Maintained | undefined;
  return runApply(options, terminal, {
    ...{ actor: applying(actor), view },
    targets: (topology) => [undrainable(topology, options.worker)],
    warnings: (observation, topology) => heldToo(observation, topology, options.worker),
    plannedBy(observation, topology) {
      const target = undrainable(topology, options.worker);
      const before = maintenanceOf(notesOf(observation), { topology: topology.name, target });
      if (before === undefined) {
        throw new ScaleoutError('watch.not-in-maintenance', `${target} is in no maintenance.`);
      }
      const { observedAt } = observation.catalog;
      const isOver = before.until !== undefined && Date.parse(before.until) <= Date.parse(observedAt);
      over = isOver ? before : { ...before, until: new Date(observedAt).toISOString() };
      return withNotes(observation, [over]);
    },
    async begin(prepared, observation, emit) {
      if (over === undefined) return;
      const now = Date.parse(observation.catalog.observedAt);
      const ended = over;
      await rewrite(prepared.catalog, (known) => suspended(suspensionsToKeep(known, now), ended), {
        signal: terminal.interrupts.abort,
      });
      tellMaintenance(emit, 'ending', over);
      onBegun?.();
    },
    async end({ topology }, { after, ended }, emit) {
      if (over === undefined) return true;
      if (ended.length === 0) {
        tellMaintenance(emit, 'notBack', over);
        return false;
      }
      const { target } = over;
      const view =
        after && fleetView(topology, after).workers.find(({ worker }) => workerId(worker.machine) === target);
      if (view?.row?.enabled !== false) return true;
      const why =
        view.worker.enabled === false
          ? `enabled: false in ${topology.source.file}`
          : 'it was disabled before its maintenance, and the topology does not say otherwise';
      const found = diagnostic('plan.stays-disabled', `${target} takes no work: ${why}.`, { severity: 'note' });
      emit({ type: 'diagnostic', diagnostic: found });
      return true;
    },
  });
}

/** Whether the end that a person named came before the worker was emptied. */
function isOver({ until }: Maintained, after: Observation | undefined): boolean {
  return until !== undefined && after !== undefined && Date.parse(until) <= Date.parse(after.catalog.observedAt);
}

/** A moment that may come while the worker's packages are still waited for. A length has none: it counts from when they have ended. */
function endsEarly({ until, timeout }: DrainCommandOptions, { catalog }: Observation, { policy }: Topology) {
  const seconds = timeout ?? policy.drain.timeoutSeconds;
  const left = until === undefined ? Infinity : (Date.parse(until) - Date.parse(catalog.observedAt)) / 1000;
  if (left <= 0 || left > seconds) return [];
  const detail = `It ends in ${age(left)}, and the packages of the worker are waited for up to ${age(seconds)}.`;
  return [tooShort(detail, 'warning')];
}

function tooShort(detail: string, severity: 'warning' | 'error') {
  return diagnostic('plan.maintenance-short', detail, { severity });
}

/** As `targetIn`; throws `command.worker-leaves` for one that leaves for good. */
function drainable(topology: Topology, id: string): string {
  const target = targetIn(topology, id, false);
  refuseLeaving(topology, target.slice(workerId('').length), 'an apply empties it by itself');
  return target;
}

/** As `targetIn`; a note of a worker that the topology does not list any more can be taken out all the same. */
function undrainable(topology: Topology, id: string): string {
  try {
    return targetIn(topology, id, false);
  } catch (error) {
    if (!isScaleoutError(error, 'command.target-unknown')) throw error;
    if (error.remedy.startsWith('Did you mean')) throw error;
    throw new ScaleoutError('command.target-unknown', error.message, {
      remedy: `Name a worker as worker/<MACHINE>. A note of one that the topology does not list any more is taken out by scaleout resume ${id}: the worker stays as it is.`,
      cause: error,
    });
  }
}

/** Warns where the worker was disabled although it ran something: nobody is to restart its machine then. */
function warnOfWork({ topology }: Prepared, { after }: EndedApply, { target }: Maintained, emit: Emit): void {
  if (after === undefined) return;
  const { busy } = after.catalog;
  const view = fleetView(topology, after).workers.find(({ worker }) => workerId(worker.machine) === target);
  const running = busy.known && view?.row !== undefined ? (busy.value.get(view.row.id) ?? 0) : 0;
  if (running === 0) return;
  const detail = `${target} was disabled, and ${counted(running, 'execution')} of it may still run, as the catalog has it.`;
  emit({ type: 'diagnostic', diagnostic: diagnostic('plan.maintenance-at-work', detail, { severity: 'warning' }) });
}

/** Somebody has asked that the worker is left alone: who drains it, or ends a maintenance, is to know. */
function heldToo({ catalog }: Observation, topology: Topology, id: string) {
  const read = readSuspensions(catalog.notes);
  const held = read.known ? suspensionsOf(read.value, topology.name, Date.parse(catalog.observedAt)) : [];
  const found = suspensionFor(
    held.filter((one) => !isMaintenance(one)),
    targetIn(topology, id),
  );
  if (found === undefined) return [];
  const until = found.until === undefined ? '' : ` until ${moment(found.until)}`;
  const detail = `${found.target ?? 'the topology'} is suspended by ${found.who}${until}: ${found.reason}.`;
  return [diagnostic('plan.suspended-taken-in', detail, { severity: 'warning' })];
}
