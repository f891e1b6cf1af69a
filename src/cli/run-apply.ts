import type { Emit, Plan, RehearsalDocument } from '../domain/documents.js';
import { type Diagnostic, type ExitCode, isScaleoutError } from '../errors/errors.js';
import type { Actor } from '../history/provenance.js';
import type { ApplyOutcome } from '../reconciler/apply/apply.js';
import { carryOut } from '../reconciler/apply/carry-out.js';
import { emptiedWorkers } from '../reconciler/apply/settle-maintenances.js';
import { fleetHealth, shownHealth, unknownHealth } from '../reconciler/diagnosis/health.js';
import { destructiveConsent } from '../reconciler/guards/destructive-consent.js';
import { observe } from '../reconciler/observe.js';
import type { AskedRotation } from '../reconciler/plan/asked-rotation.js';
import { type PlanOptions, plan } from '../reconciler/plan/plan.js';
import { leftOutOfRotation, leftOutWarnings } from '../reconciler/plan/rotation-left-out.js';
import type { Observation } from '../reconciler/view/machine.js';
import { messageOf } from '../text/printable.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';
import { type ApplyHistory, applyHistory } from './apply-history.js';
import { failedRehearsal, openRehearsal, recordedRehearsal, unrehearsed } from './apply-rehearsal.js';
import { confirm } from './confirm.js';
import { endMaintenances, type MaintenancesEnd } from './end-maintenances.js';
import { type OpenedPlan, planToCarryOut, prepareForPlan } from './open-saved-plan.js';
import type { ApplyCommandOptions } from './options.js';
import type { NextCommands } from './render/apply-lines.js';
import { type ApplyView, applyView, jsonView } from './render/apply-view.js';
import { consentText } from './render/consent-text.js';
import { connecting, diagnosticsOfFailure, type Prepared, planOptions } from './run-command.js';
import { takeLock } from './take-lock.js';
import type { Terminal } from './terminal.js';

const versionEvent = { type: 'version', tool: { name: 'ssis-scaleout', version } } as const;

const unreadNote = 'Nobody reads standard output any more. The apply goes on; scaleout history shows how it ends.';

/** The events of an apply that could not even begin, for `--json`. */
export function tellUnbegun(error: unknown, terminal: Terminal): void {
  const view = jsonView(terminal);
  view.emit(versionEvent);
  tellFailure(error, view, performance.now());
}

/** What another command than apply carries out in the same way. */
export interface OtherApply {
  /** New certificates that are asked for. */
  readonly rotate?: AskedRotation;
  /** The ids that the plan is of, as by --target; absent: those of the options. */
  readonly targets?: (topology: Topology) => readonly string[];
  /** The commands that go on where steps of these targets were not done; absent: `plan` and `apply`. */
  readonly again?: (undone: readonly string[]) => NextCommands;
  /** The topology's file, where it was changed before; absent: it was not. */
  readonly edited?: string | undefined;
  /** What is planned by, where that is not all that was seen. */
  readonly plannedBy?: (observation: Observation, topology: Topology) => Observation;
  /** What is to be told besides of what was seen. */
  readonly warnings?: (observation: Observation, topology: Topology) => readonly Diagnostic[];
  /** Who asks for it by the page; absent: whoever runs this process. */
  readonly actor?: Actor | undefined;
  /** How it shows itself; absent: as the options say. */
  readonly view?: ApplyView | undefined;
  /** What is done once it is agreed to, before the first step. Throws what ends it. */
  readonly begin?: (prepared: Prepared, observation: Observation, emit: Emit) => Promise<void>;
  /**
   * What is done after the last step, however the steps ended; `after` is undefined where nothing could be looked at then.
   * Returns whether what was asked for is so; an apply that has done its steps is not done where it is not.
   */
  readonly end?: (prepared: Prepared, ended: EndedApply, emit: Emit) => Promise<boolean>;
}

export interface EndedApply extends MaintenancesEnd {
  /** Undefined: it ended in an error. */
  readonly outcome: ApplyOutcome | undefined;
  /** What was seen after the last step; undefined: nothing could be. */
  readonly after: Observation | undefined;
}

/** Plans or reads a saved plan, shows it, asks, carries it out under the lock, and writes it into the history. */
export async function runApply(
  options: ApplyCommandOptions,
  terminal: Terminal,
  other: OtherApply = {},
): Promise<ExitCode> {
  const began = performance.now();
  terminal.workGoesOn(unreadNote);
  const view = other.view ?? applyView(options, terminal, other);
  view.emit(versionEvent);
  const { rotate, actor } = other;
  const asked = { ...options, actor, ...(rotate === undefined ? {} : { rotate }) };
  const history = applyHistory(asked, terminal, view.emit);
  try {
    return await planAndApply(options, terminal, { view, history, began, other });
  } catch (error) {
    await history.failed(error);
    // In words it is told on standard error; events have their own place for it.
    if (options.json) tellFailure(error, view, began);
    throw error;
  }
}

interface Run {
  readonly view: ApplyView;
  readonly history: ApplyHistory;
  /** Milliseconds. */
  readonly began: number;
  readonly other: OtherApply;
}

async function planAndApply(given: ApplyCommandOptions, terminal: Terminal, run: Run): Promise<ExitCode> {
  const { view, history, began, other } = run;
  const rehearsal = await openRehearsal(given, terminal);
  const opened = await prepareForPlan(given, terminal, history.open);
  const { saved, options } = opened;
  await using prepared = opened.prepared;
  const tell = (found: Diagnostic) => view.emit({ type: 'diagnostic', diagnostic: found });
  await using lock = await connecting(prepared.topology, options.sandbox, terminal, () =>
    takeLock(prepared, options, terminal, tell),
  );
  const { topology } = prepared;
  const chosen = other.targets === undefined ? options : { ...options, target: other.targets(topology) };
  const seen = await observeAndPlan(prepared, { saved, options: chosen }, terminal, run);
  const { made, observation, notRotated } = seen;
  const consent = made.applyable ? destructiveConsent(made, options.allowDestructive) : [];
  const { rehearse, maintenance } = options;
  // Who drains a worker, or brings it back, has asked for just that, at night too: see docs/rehearse.md.
  const policy = maintenance === undefined ? topology.policy : undefined;
  const asked = { ...given, target: chosen.target, isOther: maintenance !== undefined || other.rotate !== undefined };
  const unfit = made.applyable
    ? [...consent, ...unrehearsed(made, policy, { rehearsal, rehearse }, { now: Date.now(), asked })]
    : [];
  const isFree = made.applyable && unfit.length === 0 && made.steps.length > 0;
  const tried =
    rehearse && isFree ? await rehearseFirst(prepared, seen, { saved, assume: options.assume }, terminal) : rehearsal;
  if (isFree && tried !== undefined) {
    view.rehearsed(tried, rehearse ? 'now' : 'before');
    history.rehearsed(recordedRehearsal(tried));
  }
  const refused = isFree && rehearse && tried !== undefined ? failedRehearsal(tried, asked) : unfit;
  refused.forEach(tell);
  if (!made.applyable || refused.length > 0) {
    await history.refused([...made.diagnostics.filter((found) => found.severity === 'error'), ...refused]);
    view.emit({ type: 'health', ...healthOf(topology, observation) });
    endBefore('refused', view, began);
    return 5;
  }
  if (made.steps.length > 0 && !options.yes) {
    await confirm(`\n${consentText(made, terminal.screen.err)}`, terminal);
  }
  await other.begin?.(prepared, observation, view.emit);
  const left = leftOutOf(made);
  if (made.steps.length === 0 && isSuspended(made, options)) {
    // Not even the topology's name is left in the catalog.
    view.emit({ type: 'health', ...healthOf(topology, observation) });
    if (notRotated > 0) endBefore('partial', view, began, { ...left, notRotated });
    else endBefore('done', view, began, left);
    return notRotated > 0 ? 6 : 0;
  }
  const { catalog, machines, parallelism } = prepared;
  const { stop, abort } = terminal.interrupts;
  const emptied = emptiedWorkers(made);
  const emit: Emit = (event) => {
    emptied.emit(event);
    view.emit(event);
  };
  const clock = () => performance.now();
  const world = { catalog, machines, parallelism, clock };
  const work = {
    ...{ ...world, plan: made, topology, observed: observation.catalog },
    ...{ lock, history, emit, stop, abort, notRotated, isRotation: other.rotate !== undefined },
  };
  const outcome = await finishingGracefully(terminal, view, () => carryOut(work)).catch(async (error: unknown) => {
    await other.end?.(prepared, { outcome: undefined, after: undefined, ended: [], emptied: [] }, view.emit);
    throw error;
  });
  const isAsBefore = outcome.done + outcome.errored === 0 && other.begin === undefined;
  const after = isAsBefore
    ? { seen: observation }
    : stop.aborted || abort.aborted
      ? { why: 'the apply was interrupted; scaleout status looks' }
      : await lookAgain(prepared, abort);
  const settled = await endMaintenances(prepared, after.seen, emptied.ids, view.emit);
  const isSo = (await other.end?.(prepared, { outcome, after: after.seen, ...settled }, view.emit)) ?? true;
  const result = outcome.result === 'done' && !isSo ? 'partial' : outcome.result;
  view.emit({
    type: 'health',
    ...(after.seen === undefined ? { health: shownHealth(unknownHealth(after.why)) } : healthOf(topology, after.seen)),
  });
  view.emit({ type: 'apply_summary', ...outcome, ...left, result });
  return { done: 0, partial: 6, interrupted: 130 }[result] as ExitCode;
}

function healthOf(topology: Topology, observation: Observation) {
  const { observedAt } = observation.catalog;
  return { health: shownHealth(fleetHealth(topology, observation)), observedAt };
}

type SeenAfter = { readonly seen: Observation } | { readonly seen?: undefined; readonly why: string };

/** What was seen before says nothing of a world in which steps were carried out. */
async function lookAgain({ topology, catalog, machines }: Prepared, signal: AbortSignal): Promise<SeenAfter> {
  try {
    return { seen: await observe(topology, { catalog, machines }, signal) };
  } catch (error) {
    return { why: messageOf(error) };
  }
}

interface SeenAndPlanned {
  readonly made: Plan;
  readonly observation: Observation;
  /** What it was planned by: of other commands than apply it has other notes. */
  readonly plannedBy: Observation;
  readonly planOptions: PlanOptions;
  /** Certificates that were asked for and are not in the plan. */
  readonly notRotated: number;
}

/** Tries the plan on a twin. What it is planned by there has the notes that it was planned by here. */
async function rehearseFirst(
  prepared: Prepared,
  seen: SeenAndPlanned,
  { saved, assume }: Pick<OpenedPlan, 'saved'> & Pick<ApplyCommandOptions, 'assume'>,
  terminal: Terminal,
): Promise<RehearsalDocument> {
  const { planOptions, plannedBy } = seen;
  const { notes } = plannedBy.catalog;
  // The sandbox is loaded for it.
  const { rehearsePlan } = await import('./rehearse-plan.js');
  const options = {
    ...{ planOptions, saved, ...(assume === undefined ? {} : { assume }) },
    plannedBy: (twin: Observation) => ({ ...twin, catalog: { ...twin.catalog, notes } }),
  };
  return rehearsePlan(prepared, seen, options, terminal);
}

async function observeAndPlan(
  { topology, catalog, machines }: Prepared,
  { saved, options }: OpenedPlan,
  terminal: Terminal,
  { view, history, other }: Run,
): Promise<SeenAndPlanned> {
  const observation = await connecting(topology, options.sandbox, terminal, () =>
    observe(topology, { catalog, machines }, terminal.interrupts.abort),
  );
  await history.observed(observation.catalog.login.name);
  const { rotate } = other;
  const command = options.maintenance?.command ?? (rotate === undefined ? undefined : 'rotate');
  const asked = {
    ...(rotate === undefined ? {} : { rotate }),
    ...(command === undefined ? {} : { chosenFor: `scaleout ${command}` }),
  };
  const general = planOptions(options, topology);
  const warnings = [...(general.warnings ?? []), ...(other.warnings?.(observation, topology) ?? [])];
  const plannedBy = other.plannedBy?.(observation, topology) ?? observation;
  const asPlanned = { ...general, ...asked, warnings };
  const planned = plan(topology, plannedBy, asPlanned);
  const lacking = rotate === undefined ? [] : leftOutOfRotation(rotate, topology, observation, planned);
  const now =
    lacking.length === 0 ? planned : { ...planned, diagnostics: [...planned.diagnostics, ...leftOutWarnings(lacking)] };
  const made = planToCarryOut(saved, now, observation, topology.policy);
  const rows = observation.catalog.workers;
  const workers = rows.known ? rows.value.length : 0;
  view.emit({ type: 'observation', catalog: made.catalog, observedAt: made.observedAt, workers });
  view.planned(made);
  return { made, observation, plannedBy, planOptions: asPlanned, notRotated: lacking.length };
}

async function finishingGracefully<T>(terminal: Terminal, view: ApplyView, work: () => Promise<T>): Promise<T> {
  const restore = terminal.interrupts.finishGracefully(() => {
    terminal.err('\nInterrupted: finishing the steps under way, beginning no more. Ctrl-C again cuts them off.\n');
  });
  try {
    return await work();
  } finally {
    restore();
    view.end();
  }
}

/** The summary of an apply that began no step. */
function endBefore(
  result: 'done' | 'partial' | 'refused' | 'interrupted',
  view: ApplyView,
  began: number,
  left: ReturnType<typeof leftOutOf> & { readonly notRotated?: number } = {},
): void {
  const nothing = { done: 0, errored: 0, skipped: 0, unresolved: 0 };
  view.emit({ type: 'apply_summary', result, ...nothing, ...left, durationMs: performance.now() - began });
}

function leftOutOf({ summary: { suspended } }: Plan): { readonly suspended?: number } {
  return suspended === undefined ? {} : { suspended };
}

/** Whether all of the topology is to be left alone. */
function isSuspended({ suspensions = [] }: Plan, { includeSuspended }: ApplyCommandOptions): boolean {
  return !includeSuspended && suspensions.some(({ target }) => target === undefined);
}

function tellFailure(error: unknown, view: ApplyView, began: number): void {
  for (const found of diagnosticsOfFailure(error)) view.emit({ type: 'diagnostic', diagnostic: found });
  endBefore(isScaleoutError(error, 'command.interrupted') ? 'interrupted' : 'refused', view, began);
}
