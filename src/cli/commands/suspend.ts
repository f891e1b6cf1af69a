import type { Immutable } from '../../domain/documents.js';
import { sameMachine } from '../../domain/machine-name.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { ResumeDocument } from '../../generated/resume.js';
import type { SuspendDocument } from '../../generated/suspend.js';
import { commandActor } from '../../history/provenance.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import {
  maintenanceOf,
  readSuspensions,
  resumed,
  type Suspension,
  suspended,
  suspensionsToKeep,
  writeSuspensions,
} from '../../reconciler/view/suspensions.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import { entriesOf, type Topology } from '../../topology/topology.js';
import { type Acting, recorded } from '../acting.js';
import { suspensionText } from '../render/suspension-text.js';
import { type Prepared, prepare } from '../run-command.js';
import { type Command, printAnswer } from '../terminal.js';
import type { SuspendCommandOptions, SuspendOptions } from '../watch-options.js';

/** scaleout suspend: watch leaves a topology or a worker alone from now on. */
export const suspendCommand: Command<SuspendCommandOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  await using prepared = await prepare(options, terminal);
  const actor = commandActor(terminal.env);
  const { reason, suspended: target, until } = options;
  const asked = { action: 'suspend', target, reason, until } as const;
  const added = await recorded(prepared, { options, terminal, actor, asked }, (acting) =>
    suspend(prepared, { reason, target, length: options.length, until }, acting),
  );
  printAnswer(
    terminal,
    options.json,
    (): Immutable<SuspendDocument> => ({ formatVersion: 1, suspension: added }),
    (screen) => `${paragraph('', suspensionText(added, screen), screen)}\n`,
  );
  return 0;
};

/** What a suspension is asked for by. */
export interface AskedSuspension {
  /** As it was given: an id, or another name of that worker's. Undefined: all of the topology. */
  readonly target?: string | undefined;
  readonly reason: string;
  /** Seconds from now on. */
  readonly length?: number | undefined;
  /** ISO 8601, UTC. */
  readonly until?: string | undefined;
}

/** Throws `command.usage` for an end that is over, `command.target-unknown`, and as `rewrite` does. */
export async function suspend(
  { topology, catalog }: Suspending,
  { target: named, reason, length, until: given }: AskedSuspension,
  acting: Acting,
): Promise<Suspension> {
  const { now } = acting;
  const until = length === undefined ? given : new Date(now + length * 1000).toISOString();
  if (until !== undefined && Date.parse(until) <= now) {
    throw new ScaleoutError('command.usage', `The end that was named is over already: ${moment(until)}.`);
  }
  const target = named === undefined ? undefined : targetIn(topology, named);
  acting.means({ ...(target === undefined ? {} : { target }), ...(until === undefined ? {} : { until }) });
  const added: Suspension = {
    topology: topology.name,
    ...(target === undefined ? {} : { target }),
    reason,
    who: acting.note,
    since: new Date(now).toISOString(),
    ...(until === undefined ? {} : { until }),
  };
  await rewrite(catalog, (known) => suspended(suspensionsToKeep(known, now), added), acting);
  return added;
}

type Suspending = Pick<Prepared, 'topology' | 'catalog'>;

/** Replaces what stands in the catalog. Throws `watch.notes-unseen` where that cannot be read, and what writing throws. */
export async function rewrite(
  catalog: Prepared['catalog'],
  change: (known: readonly Suspension[]) => readonly Suspension[],
  { signal, sawLogin }: Pick<Acting, 'signal'> & Partial<Pick<Acting, 'sawLogin'>>,
): Promise<void> {
  const { notes, login } = await catalog.observe(signal);
  sawLogin?.(login.name);
  const known = readSuspensions(notes);
  if (!known.known) throw new ScaleoutError('watch.notes-unseen', known.reason);
  await catalog.setNote('suspensions', writeSuspensions(change(known.value)), signal);
}

/** The id as plans write it. Throws `command.target-unknown` for what is no worker of the topology. */
export function targetIn(topology: Topology, id: string, orNone = true): string {
  const { source } = topology;
  const workers = entriesOf(topology);
  const prefix = workerId('');
  const machine = id.toLowerCase().startsWith(prefix) ? id.slice(prefix.length) : undefined;
  const listed = workers.find((worker) => machine !== undefined && sameMachine(worker.machine, machine));
  if (listed !== undefined) return workerId(listed.machine);
  const near = workers.find((worker) => sameMachine(worker.machine, id));
  const remedy =
    near === undefined
      ? `Name a worker as worker/<MACHINE>${orNone ? ', or none for the whole topology' : ''}.`
      : `Did you mean ${workerId(near.machine)}?`;
  throw new ScaleoutError('command.target-unknown', `${JSON.stringify(id)} is no worker of ${source.file}.`, {
    remedy,
  });
}

/** scaleout resume: ends a suspension. One of a worker that the topology does not list any more can be ended too. */
export const resumeCommand: Command<SuspendOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  await using prepared = await prepare(options, terminal);
  const actor = commandActor(terminal.env);
  const { suspended: target } = options;
  const of = await recorded(prepared, { options, terminal, actor, asked: { action: 'resume', target } }, (acting) =>
    resume(prepared, target, acting),
  );
  printAnswer(
    terminal,
    options.json,
    (): Immutable<ResumeDocument> => ({ formatVersion: 1, resumed: of }),
    (screen) => `${paragraph('', resumedText(of), screen)}\n`,
  );
  return 0;
};

/** What was suspended; undefined: all of the topology. Throws `watch.not-suspended`, and as `rewrite` does. */
export async function resume(
  { topology, catalog }: Suspending,
  target: string | undefined,
  acting: Acting,
): Promise<Pick<Suspension, 'topology' | 'target'>> {
  const of = { topology: topology.name, ...(target === undefined ? {} : { target }) };
  const change = (known: readonly Suspension[]) => {
    const left = resumed(known, of);
    // One that is over holds nothing back any more, and is taken out with the others.
    if (left.length < known.length) return left;
    return withoutUnlisted(topology, known, target) ?? notSuspended(topology, known, target);
  };
  await rewrite(catalog, change, acting);
  return of;
}

export function resumedText({ topology, target }: Pick<Suspension, 'topology' | 'target'>): string {
  return `${printable(target ?? `the topology ${topology}`)} is resumed.`;
}

/** Of a worker that the topology does not list any more there is nothing to bring back: its maintenance is a note alone. */
function withoutUnlisted(
  topology: Topology,
  known: readonly Suspension[],
  target: string | undefined,
): readonly Suspension[] | undefined {
  if (target === undefined) return undefined;
  const found = maintenanceOf(known, { topology: topology.name, target });
  const isListed = topology.workers.some(({ machine }) => isSameWorker(target, machine));
  return found === undefined || isListed ? undefined : resumed(known, found);
}

function isSameWorker(target: string, machine: string): boolean {
  const prefix = workerId('');
  return target.toLowerCase().startsWith(prefix) && sameMachine(target.slice(prefix.length), machine);
}

function notSuspended(topology: Topology, known: readonly Suspension[], target: string | undefined): never {
  const found = target && maintenanceOf(known, { topology: topology.name, target });
  const what = target ?? `the topology ${topology.name}`;
  if (!found) throw new ScaleoutError('watch.not-suspended', `${what} is not suspended.`);
  throw new ScaleoutError('watch.not-suspended', `${what} is in maintenance, which is no suspension alone.`, {
    remedy: `scaleout undrain ${found.target} ends it, and brings the worker back.`,
  });
}
