import { type ExitCode, isScaleoutError } from '../../errors.js';
import { type ApplyOutcome, apply } from '../../reconciler/apply/apply.js';
import { type RolloutLimits, rolloutLimits } from '../../reconciler/apply/rollout.js';
import { destructiveConsent } from '../../reconciler/guards/destructive-consent.js';
import { observe } from '../../reconciler/observe.js';
import { plan } from '../../reconciler/plan.js';
import type { Plan } from '../../reconciler/plan-document.js';
import { version } from '../../version.js';
import { type ApplyView, jsonView, textView } from '../apply-view.js';
import { confirm } from '../confirm.js';
import { diagnosticsOfFailure } from '../failure.js';
import { planOptions } from '../plan-options.js';
import { type Prepared, prepare } from '../prepare.js';
import type { WorldOptions } from '../program.js';
import { catalogText, counted } from '../render/words.js';
import type { Command, Terminal } from '../terminal.js';

interface ApplyCommandOptions extends WorldOptions {
  readonly yes: boolean;
  readonly allowDestructive: boolean;
}

const versionEvent = { type: 'version', formatVersion: 1, tool: { name: 'ssis-scaleout', version } } as const;

/** The events of an apply that could not even begin, for `--json`. */
export function tellUnbegun(error: unknown, terminal: Terminal): void {
  const view = jsonView(terminal);
  view.emit(versionEvent);
  tellFailure(error, view, performance.now());
}

/** scaleout apply: plan, show, confirm, carry out. */
export const applyCommand: Command<ApplyCommandOptions> = async (options, terminal) => {
  const began = performance.now();
  const view = options.json ? jsonView(terminal) : textView(terminal, options.target);
  view.emit(versionEvent);
  try {
    return await planAndApply(options, terminal, view, began);
  } catch (error) {
    // In words it is told on standard error; events have their own place for it.
    if (options.json) tellFailure(error, view, began);
    throw error;
  }
};

async function planAndApply(
  options: ApplyCommandOptions,
  terminal: Terminal,
  view: ApplyView,
  began: number,
): Promise<ExitCode> {
  await using prepared = await prepare(options, terminal);
  const { made, rollout } = await observeAndPlan(prepared, options, terminal, view);
  const consent = made.applyable ? destructiveConsent(made, options.allowDestructive) : [];
  for (const refusal of consent) view.emit({ type: 'diagnostic', diagnostic: refusal });
  if (!made.applyable || consent.length > 0) {
    endBefore('refused', view, began);
    return 5;
  }
  if (made.steps.length > 0 && !options.yes) {
    await confirm(`\nApply ${counted(made.steps.length, 'step')} to ${catalogText(made.catalog)}?`, terminal);
  }
  const outcome = await carryOut(made, rollout, prepared, terminal, view);
  view.emit({ type: 'apply_summary', ...outcome });
  return { done: 0, partial: 6, interrupted: 130 }[outcome.result] as ExitCode;
}

async function observeAndPlan(
  { topology, catalog, machines }: Prepared,
  options: ApplyCommandOptions,
  terminal: Terminal,
  view: ApplyView,
): Promise<{ readonly made: Plan; readonly rollout: RolloutLimits }> {
  const observation = await observe(topology, { catalog, machines }, terminal.interrupts.abort);
  const made = plan(topology, observation, planOptions(options));
  const rows = observation.catalog.workers;
  const workers = rows.known ? rows.value.length : 0;
  view.emit({ type: 'observation', catalog: made.catalog, observedAt: made.observedAt, workers });
  view.planned(made);
  return { made, rollout: rolloutLimits(topology.policy.rollout, observation.catalog) };
}

async function carryOut(
  made: Plan,
  rollout: RolloutLimits,
  { catalog, machines, parallelism }: Prepared,
  terminal: Terminal,
  view: ApplyView,
): Promise<ApplyOutcome> {
  const { stop, abort, finishGracefully } = terminal.interrupts;
  const restore = finishGracefully(() => {
    terminal.err('\nInterrupted: finishing the steps under way, beginning no more. Ctrl-C again cuts them off.\n');
  });
  try {
    return await apply(made, {
      catalog,
      machines,
      parallelism,
      rollout,
      emit: view.emit,
      clock: () => performance.now(),
      stop,
      abort,
    });
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
