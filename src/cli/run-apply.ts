import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Plan } from '../domain/documents.js';
import { type Diagnostic, type ExitCode, isScaleoutError, ScaleoutError } from '../errors/errors.js';
import type { ApplyOutcome } from '../reconciler/apply/apply.js';
import { carryOut } from '../reconciler/apply/carry-out.js';
import { fleetHealth, shownHealth, unknownHealth } from '../reconciler/diagnosis/health.js';
import { destructiveConsent } from '../reconciler/guards/destructive-consent.js';
import { refusedToLogin } from '../reconciler/guards/rights.js';
import { observe } from '../reconciler/observe.js';
import type { AskedRotation } from '../reconciler/plan/asked-rotation.js';
import { plan } from '../reconciler/plan/plan.js';
import { readPlanFile } from '../reconciler/saved-plan/plan-file.js';
import { savedPlanToApply } from '../reconciler/saved-plan/saved-plan.js';
import type { Observation } from '../reconciler/view/machine.js';
import { messageOf } from '../text/printable.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';
import { type ApplyHistory, applyHistory } from './apply-history.js';
import type { ApplyCommandOptions } from './options.js';
import { type ApplyView, jsonView, textView } from './render/apply-view.js';
import { consentText } from './render/consent-text.js';
import { connecting, diagnosticsOfFailure, type Prepared, planOptions, prepare } from './run-command.js';
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
  /** What is planned by, where that is not all that was seen. */
  readonly plannedBy?: (observation: Observation, topology: Topology) => Observation;
  /** What is done once it is agreed to, before the first step. Throws what ends it. */
  readonly begin?: (prepared: Prepared, observation: Observation) => Promise<void>;
  /** What is done after the last step, however the steps ended. */
  readonly end?: (prepared: Prepared, outcome: ApplyOutcome) => Promise<void>;
}

/** Plans or reads a saved plan, shows it, asks, carries it out under the lock, and writes it into the history. */
export async function runApply(
  options: ApplyCommandOptions,
  terminal: Terminal,
  other: OtherApply = {},
): Promise<ExitCode> {
  const began = performance.now();
  terminal.workGoesOn(unreadNote);
  const view = options.json
    ? jsonView(terminal)
    : textView(terminal, { include: options.target, expand: options.expand });
  view.emit(versionEvent);
  const history = applyHistory(options, terminal, view.emit);
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
  const opened = await openSavedPlan(given);
  const { saved, options } = opened;
  const words = terminal.screen.err.given;
  if (words !== undefined && options.file !== undefined) terminal.goesBy({ ...words, file: options.file });
  await using prepared = await prepare(options, terminal, async (topology) => {
    await history.open(topology, saved);
    if (saved !== undefined) refuseOtherPlace(saved, topology, options.sandbox);
  });
  const tell = (found: Diagnostic) => view.emit({ type: 'diagnostic', diagnostic: found });
  await using lock = await connecting(prepared.topology, options.sandbox, terminal, () =>
    takeLock(prepared, options, terminal, tell),
  );
  const { topology } = prepared;
  const { made, observation } = await observeAndPlan(prepared, opened, terminal, run);
  const consent = made.applyable ? destructiveConsent(made, options.allowDestructive) : [];
  consent.forEach(tell);
  if (!made.applyable || consent.length > 0) {
    await history.refused([...made.diagnostics.filter((found) => found.severity === 'error'), ...consent]);
    view.emit({ type: 'health', ...healthOf(topology, observation) });
    endBefore('refused', view, began);
    return 5;
  }
  if (made.steps.length > 0 && !options.yes) {
    await confirm(`\n${consentText(made, terminal.screen.err)}`, terminal);
  }
  await other.begin?.(prepared, observation);
  const left = leftOutOf(made);
  if (made.steps.length === 0 && isSuspended(made, options)) {
    // Not even the topology's name is left in the catalog.
    view.emit({ type: 'health', ...healthOf(topology, observation) });
    endBefore('done', view, began, left);
    return 0;
  }
  const { catalog, machines, parallelism } = prepared;
  const { stop, abort } = terminal.interrupts;
  const { emit } = view;
  const clock = () => performance.now();
  const world = { catalog, machines, parallelism, clock };
  const outcome = await finishingGracefully(terminal, view, () =>
    carryOut({ ...world, plan: made, topology, observed: observation.catalog, lock, history, emit, stop, abort }),
  );
  await other.end?.(prepared, outcome);
  const isAsBefore = outcome.done + outcome.errored === 0;
  const after = isAsBefore
    ? healthOf(topology, observation)
    : stop.aborted || abort.aborted
      ? unseenHealth('the apply was interrupted; scaleout status looks')
      : await healthAfter(prepared, abort);
  view.emit({ type: 'health', ...after });
  view.emit({ type: 'apply_summary', ...outcome, ...left });
  return { done: 0, partial: 6, interrupted: 130 }[outcome.result] as ExitCode;
}

function healthOf(topology: Topology, observation: Observation) {
  const { observedAt } = observation.catalog;
  return { health: shownHealth(fleetHealth(topology, observation)), observedAt };
}

/** What was seen before says nothing of a world in which steps were carried out. */
async function healthAfter({ topology, catalog, machines }: Prepared, signal: AbortSignal) {
  try {
    return healthOf(topology, await observe(topology, { catalog, machines }, signal));
  } catch (error) {
    return unseenHealth(messageOf(error));
  }
}

function unseenHealth(why: string) {
  return { health: shownHealth(unknownHealth(why)) };
}

async function observeAndPlan(
  { topology, catalog, machines }: Prepared,
  { saved, options }: OpenedPlan,
  terminal: Terminal,
  { view, history, other }: Run,
): Promise<{ readonly made: Plan; readonly observation: Observation }> {
  const observation = await connecting(topology, options.sandbox, terminal, () =>
    observe(topology, { catalog, machines }, terminal.interrupts.abort),
  );
  await history.observed(observation.catalog.login.name);
  const { rotate, plannedBy = (seen) => seen } = other;
  const asked = rotate === undefined ? {} : { rotate };
  const now = plan(topology, plannedBy(observation, topology), { ...planOptions(options, topology), ...asked });
  const whole = saved === undefined ? now : savedPlanToApply(saved, now, observation.catalog, topology.policy);
  // Whoever plans may be another login than who applies.
  const made = refusedToLogin(whole, observation.catalog.login);
  const rows = observation.catalog.workers;
  const workers = rows.known ? rows.value.length : 0;
  view.emit({ type: 'observation', catalog: made.catalog, observedAt: made.observedAt, workers });
  view.planned(made);
  return { made, observation };
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
  result: 'done' | 'refused' | 'interrupted',
  view: ApplyView,
  began: number,
  left: ReturnType<typeof leftOutOf> = {},
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

/** A saved plan, and the options with what it says of itself: its topology and its targets. */
interface OpenedPlan {
  readonly saved: Plan | undefined;
  readonly options: ApplyCommandOptions;
}

/** Reads the saved plan, where the options name one. Throws as readPlanFile does. */
async function openSavedPlan(options: ApplyCommandOptions): Promise<OpenedPlan> {
  if (options.planFile === undefined) return { saved: undefined, options };
  const saved = await readPlanFile(options.planFile);
  const file = options.file ?? saved.topology.file;
  const { include: target, exclude } = saved.targets ?? { include: [], exclude: [] };
  return { saved, options: { ...options, file, target, exclude } };
}

/** Throws `guard.plan-topology-changed` and `guard.plan-other-catalog` where the plan is not for this topology or place. */
function refuseOtherPlace(saved: Plan, topology: Topology, sandbox: string | undefined): void {
  if (saved.topology.sha256 !== topology.source.sha256) {
    const now = `${topology.source.file} is ${short(topology.source.sha256)}`;
    const detail = `The plan was made from ${saved.topology.file} with SHA-256 ${short(saved.topology.sha256)}; ${now} now.`;
    throw new ScaleoutError('guard.plan-topology-changed', detail);
  }
  const planned = saved.catalog.sandbox;
  if (planned === undefined ? sandbox === undefined : sandbox !== undefined && resolve(planned) === resolve(sandbox))
    return;
  const detail = `The plan was made ${placeText(planned)}; it is to be applied ${placeText(sandbox)}.`;
  const remedy = planned === undefined ? 'Leave out --sandbox.' : `Add --sandbox ${planned}.`;
  throw new ScaleoutError('guard.plan-other-catalog', detail, { remedy });
}

function placeText(sandbox: string | undefined): string {
  return sandbox === undefined ? 'for the servers that the topology names' : `for the sandbox ${sandbox}`;
}

function short(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}

/** Asks on standard error; only the whole word yes goes on. Throws `guard.no-terminal` or `guard.declined`. */
async function confirm(question: string, terminal: Terminal): Promise<void> {
  if (!terminal.interactive) {
    throw new ScaleoutError('guard.no-terminal', 'The plan has to be confirmed, and standard input is not a terminal.');
  }
  terminal.err(`${question}\n  Only "yes" is taken as consent: `);
  const reader = createInterface({ input: process.stdin, terminal: false });
  // A terminal that was closed ends it, or is an error of reading.
  const gone = new Promise<string>((resolve) => {
    for (const end of ['close', 'error']) reader.once(end, () => resolve(''));
  });
  try {
    const answer = await Promise.race([
      reader.question('', { signal: terminal.interrupts.abort }).catch(() => ''),
      gone,
    ]);
    if (terminal.interrupts.abort.aborted) terminal.err('\n');
    terminal.interrupts.abort.throwIfAborted();
    if (terminal.isErrLost()) {
      throw new ScaleoutError('guard.no-terminal', 'The question could not be written to standard error.');
    }
    if (answer.trim() !== 'yes') throw new ScaleoutError('guard.declined', 'The answer was not yes.');
  } finally {
    reader.close();
  }
}
