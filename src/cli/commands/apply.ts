import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { HeldLock, LockHolder } from '../../domain/catalog.js';
import type { Plan } from '../../domain/documents.js';
import { type Diagnostic, diagnostic, type ExitCode, isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { carryOut } from '../../reconciler/apply/carry-out.js';
import { fleetHealth, shownHealth, unknownHealth } from '../../reconciler/diagnosis/health.js';
import { destructiveConsent } from '../../reconciler/guards/destructive-consent.js';
import { refusedToLogin } from '../../reconciler/guards/rights.js';
import { observe } from '../../reconciler/observe.js';
import { plan } from '../../reconciler/plan/plan.js';
import { readPlanFile } from '../../reconciler/saved-plan/plan-file.js';
import { savedPlanToApply } from '../../reconciler/saved-plan/saved-plan.js';
import type { Observation } from '../../reconciler/view/machine.js';
import { messageOf, printable } from '../../text/printable.js';
import { age, moment } from '../../text/times.js';
import type { Topology } from '../../topology/topology.js';
import { version } from '../../version.js';
import { type ApplyHistory, applyHistory } from '../apply-history.js';
import type { ApplyCommandOptions } from '../options.js';
import { type ApplyView, jsonView, textView } from '../render/apply-view.js';
import { consentText } from '../render/consent-text.js';
import { connecting, diagnosticsOfFailure, type Prepared, planOptions, prepare } from '../run-command.js';
import type { Command, Terminal } from '../terminal.js';

const versionEvent = { type: 'version', tool: { name: 'ssis-scaleout', version } } as const;

const unreadNote = 'Nobody reads standard output any more. The apply goes on; scaleout history shows how it ends.';

/** The events of an apply that could not even begin, for `--json`. */
export function tellUnbegun(error: unknown, terminal: Terminal): void {
  const view = jsonView(terminal);
  view.emit(versionEvent);
  tellFailure(error, view, performance.now());
}

/** scaleout apply: plan or read a saved plan, show, confirm, carry out, write it into the history. */
export const applyCommand: Command<ApplyCommandOptions> = async (options, terminal) => {
  const began = performance.now();
  terminal.workGoesOn(unreadNote);
  const view = options.json
    ? jsonView(terminal)
    : textView(terminal, { include: options.target, expand: options.expand });
  view.emit(versionEvent);
  const history = applyHistory(options, terminal, view.emit);
  try {
    return await planAndApply(options, terminal, view, history, began);
  } catch (error) {
    await history.failed(error);
    // In words it is told on standard error; events have their own place for it.
    if (options.json) tellFailure(error, view, began);
    throw error;
  }
};

async function planAndApply(
  given: ApplyCommandOptions,
  terminal: Terminal,
  view: ApplyView,
  history: ApplyHistory,
  began: number,
): Promise<ExitCode> {
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
  const { made, observation } = await observeAndPlan(prepared, opened, terminal, view, history);
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
  view: ApplyView,
  history: ApplyHistory,
): Promise<{ readonly made: Plan; readonly observation: Observation }> {
  const observation = await connecting(topology, options.sandbox, terminal, () =>
    observe(topology, { catalog, machines }, terminal.interrupts.abort),
  );
  await history.observed(observation.catalog.login.name);
  const now = plan(topology, observation, planOptions(options, topology));
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

export interface LockWish {
  /** Seconds to wait for it. */
  readonly lockTimeout: number;
  readonly json: boolean;
}

/**
 * Takes the catalog's lock for an apply of the topology. Whoever has to wait is told for whom: in words on standard
 * error, with `--json` by a diagnostic. Throws `guard.lock-held`, and what connecting throws.
 */
export async function takeLock(
  { topology, lock }: Prepared,
  { lockTimeout, json }: LockWish,
  terminal: Terminal,
  tell: (waiting: Diagnostic) => void,
): Promise<HeldLock> {
  const onWait = (holder: LockHolder | undefined, why?: string) => {
    const text = waitingText(holder, new Date(), why);
    if (json) tell(diagnostic('guard.lock-held', text, { severity: 'note', remedy: goesOn }));
    else if (terminal.logLevel !== 'silent') terminal.err(`${printable(text)}\n`);
  };
  const request = { purpose: `apply ${topology.name}`, timeout: lockTimeout * 1000, onWait };
  return lock.acquire(request, terminal.interrupts.abort);
}

const goesOn = 'Nothing is to be done: it goes on when the lock is free, or ends when --lock-timeout is over.';

/** `waiting for the lock: anna@build7, login CORP\anna holds it since 2026-11-24 17:02:11 UTC (58 min) for: apply warehouse`. */
export function waitingText(holder: LockHolder | undefined, now: Date, why?: string): string {
  if (holder === undefined) return `waiting for the lock${why === undefined ? '' : `: ${why}`}`;
  const { who, since, purpose, session } = holder;
  const seconds = (now.getTime() - Date.parse(since)) / 1000;
  const when = Number.isNaN(seconds) ? '' : ` since ${moment(since)} (${age(seconds)})`;
  return `waiting for the lock: ${who} holds it${when} for: ${purpose} (session ${session})`;
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
