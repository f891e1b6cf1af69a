import { diagnostic } from '../../diagnostic.js';
import { type ExitCode, isScaleoutError, type ScaleoutError } from '../../errors.js';
import { type ApplyOutcome, apply } from '../../reconciler/apply/apply.js';
import { destructiveConsent } from '../../reconciler/guards/destructive-consent.js';
import { plan } from '../../reconciler/plan.js';
import type { Plan } from '../../reconciler/plan-document.js';
import { version } from '../../version.js';
import { type ApplyView, jsonView, textView } from '../apply-view.js';
import { confirm } from '../confirm.js';
import { type Prepared, prepare } from '../prepare.js';
import type { WorldOptions } from '../program.js';
import { counted } from '../render/words.js';
import type { Command, Terminal } from '../terminal.js';

interface ApplyCommandOptions extends WorldOptions {
  readonly yes: boolean;
  readonly allowDestructive: boolean;
}

/** scaleout apply: plan, show, confirm, carry out. */
export const applyCommand: Command<ApplyCommandOptions> = async (options, terminal) => {
  const began = performance.now();
  const view = options.json ? jsonView(terminal) : textView(terminal);
  view.emit({ type: 'version', formatVersion: 1, tool: { name: 'ssis-scaleout', version } });
  await using prepared = await prepare(options, terminal);
  const made = await observeAndPlan(prepared, options, terminal, view);
  const consent = made.applyable ? destructiveConsent(made, options.allowDestructive) : [];
  for (const refusal of consent) view.emit({ type: 'diagnostic', diagnostic: refusal });
  if (!made.applyable || consent.length > 0) return refused(view, began);
  if (made.steps.length > 0 && !options.yes) {
    try {
      await confirm(
        `\nApply ${counted(made.steps.length, 'step')} to ${made.catalog.database} on ${made.catalog.server}?`,
        terminal,
      );
    } catch (error) {
      if (isScaleoutError(error) && options.json) return refusedBy(error, view, began);
      throw error;
    }
  }
  const outcome = await carryOut(made, prepared, terminal, view);
  view.emit({ type: 'apply_summary', ...outcome });
  return { done: 0, partial: 6, interrupted: 130 }[outcome.result] as ExitCode;
};

async function observeAndPlan(
  { topology, catalog }: Prepared,
  options: ApplyCommandOptions,
  terminal: Terminal,
  view: ApplyView,
): Promise<Plan> {
  const observed = await catalog.observe(terminal.interrupts.abort);
  const made = plan(
    topology,
    { catalog: observed },
    {
      createdAt: new Date().toISOString(),
      toolVersion: version,
      targets: { include: options.target, exclude: options.exclude },
    },
  );
  const workers = observed.workers.known ? observed.workers.value.length : 0;
  view.emit({ type: 'observation', catalog: made.catalog, observedAt: made.observedAt, workers });
  view.planned(made);
  return made;
}

async function carryOut(
  made: Plan,
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

function refused(view: ApplyView, began: number): ExitCode {
  const nothing = { done: 0, errored: 0, skipped: 0, manual: 0, unresolved: 0 };
  view.emit({ type: 'apply_summary', result: 'refused', ...nothing, durationMs: performance.now() - began });
  return 5;
}

function refusedBy(error: ScaleoutError, view: ApplyView, began: number): ExitCode {
  view.emit({ type: 'diagnostic', diagnostic: diagnostic(error.code, error.message) });
  refused(view, began);
  return error.exitCode;
}
