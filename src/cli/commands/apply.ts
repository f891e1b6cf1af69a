import { carryOut } from '../../apply-run/carry-out.js';
import { counted } from '../../counted.js';
import type { Diagnostic } from '../../diagnostic.js';
import { type ExitCode, isScaleoutError } from '../../errors.js';
import type { CatalogObservation } from '../../reconciler/catalog.js';
import { destructiveConsent } from '../../reconciler/guards/destructive-consent.js';
import { observe } from '../../reconciler/observe.js';
import { plan } from '../../reconciler/plan.js';
import type { Plan } from '../../reconciler/plan-document.js';
import { savedPlanToApply } from '../../reconciler/saved-plan/saved-plan-to-apply.js';
import { version } from '../../version.js';
import { type ApplyHistory, applyHistory } from '../apply-history.js';
import type { ApplyCommandOptions } from '../apply-options.js';
import { type ApplyView, jsonView, textView } from '../apply-view.js';
import { confirm } from '../confirm.js';
import { connecting } from '../connecting.js';
import { diagnosticsOfFailure } from '../failure.js';
import { planOptions } from '../plan-options.js';
import { type Prepared, prepare } from '../prepare.js';
import { catalogText } from '../render/words.js';
import { type OpenedPlan, openSavedPlan, refuseOtherPlace } from '../saved-plan.js';
import { takeLock } from '../take-lock.js';
import type { Command, Terminal } from '../terminal.js';

const versionEvent = { type: 'version', formatVersion: 1, tool: { name: 'ssis-scaleout', version } } as const;

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
  const view = options.json ? jsonView(terminal) : textView(terminal, options.target);
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
  await using prepared = await prepare(options, terminal, async (topology) => {
    await history.open(topology, saved);
    if (saved !== undefined) refuseOtherPlace(saved, topology, options.sandbox);
  });
  const tell = (found: Diagnostic) => view.emit({ type: 'diagnostic', diagnostic: found });
  await using lock = await connecting(prepared.topology, options.sandbox, terminal, () =>
    takeLock(prepared, options, terminal, tell),
  );
  const { made, observed } = await observeAndPlan(prepared, opened, terminal, view, history);
  const consent = made.applyable ? destructiveConsent(made, options.allowDestructive) : [];
  consent.forEach(tell);
  if (!made.applyable || consent.length > 0) {
    await history.refused([...made.diagnostics.filter((found) => found.severity === 'error'), ...consent]);
    endBefore('refused', view, began);
    return 5;
  }
  if (made.steps.length > 0 && !options.yes) {
    await confirm(`\nApply ${counted(made.steps.length, 'step')} to ${catalogText(made.catalog)}?`, terminal);
  }
  const { topology, catalog, machines, parallelism } = prepared;
  const { stop, abort } = terminal.interrupts;
  const { emit } = view;
  const clock = () => performance.now();
  const world = { catalog, machines, parallelism, clock };
  const outcome = await finishingGracefully(terminal, view, () =>
    carryOut({ ...world, plan: made, topology, observed, lock, history, emit, stop, abort }),
  );
  view.emit({ type: 'apply_summary', ...outcome });
  return { done: 0, partial: 6, interrupted: 130 }[outcome.result] as ExitCode;
}

async function observeAndPlan(
  { topology, catalog, machines }: Prepared,
  { saved, options }: OpenedPlan,
  terminal: Terminal,
  view: ApplyView,
  history: ApplyHistory,
): Promise<{ readonly made: Plan; readonly observed: CatalogObservation }> {
  const observation = await connecting(topology, options.sandbox, terminal, () =>
    observe(topology, { catalog, machines }, terminal.interrupts.abort),
  );
  await history.observed(observation.catalog.login.name);
  const now = plan(topology, observation, planOptions(options, topology));
  const made = saved === undefined ? now : savedPlanToApply(saved, now, observation.catalog);
  const rows = observation.catalog.workers;
  const workers = rows.known ? rows.value.length : 0;
  view.emit({ type: 'observation', catalog: made.catalog, observedAt: made.observedAt, workers });
  view.planned(made);
  return { made, observed: observation.catalog };
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
function endBefore(result: 'refused' | 'interrupted', view: ApplyView, began: number): void {
  const nothing = { done: 0, errored: 0, skipped: 0, unresolved: 0 };
  view.emit({ type: 'apply_summary', result, ...nothing, durationMs: performance.now() - began });
}

function tellFailure(error: unknown, view: ApplyView, began: number): void {
  for (const found of diagnosticsOfFailure(error)) view.emit({ type: 'diagnostic', diagnostic: found });
  endBefore(isScaleoutError(error, 'command.interrupted') ? 'interrupted' : 'refused', view, began);
}
