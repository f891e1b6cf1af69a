import { diagnosticOf } from '../../diagnostic.js';
import { ScaleoutError } from '../../errors.js';
import type { Catalog } from '../catalog.js';
import type { Emit } from '../events.js';
import type { Plan, Step } from '../plan-document.js';
import { runStep } from './run-step.js';
import { stepQueue } from './step-queue.js';

export interface ApplyOptions {
  readonly catalog: Catalog;
  /** The most steps under way at one time. */
  readonly parallelism: number;
  readonly emit: Emit;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Aborted: no further step is begun, those under way are finished. */
  readonly stop: AbortSignal;
  /** Aborted: steps under way are cut off as well. */
  readonly abort: AbortSignal;
}

export interface ApplyOutcome {
  readonly result: 'done' | 'partial' | 'interrupted';
  readonly done: number;
  readonly errored: number;
  readonly skipped: number;
  /** Changes of the plan whose state is unknown: no step could be made for them. */
  readonly unresolved: number;
  readonly durationMs: number;
}

/**
 * Carries out a plan's steps: independent ones side by side, each after all that it needs. A failure takes only those
 * with it that need the failed step. Never throws for a step: what failed is told by events and in the outcome.
 */
export async function apply(plan: Plan, options: ApplyOptions): Promise<ApplyOutcome> {
  const { emit, clock } = options;
  const began = clock();
  const queue = stepQueue(plan.steps);
  const count = { done: 0, errored: 0, skipped: 0 };
  const skip = (steps: readonly Step[], reason: string) => {
    for (const step of steps) emit({ type: 'step_skipped', step: step.id, reason });
    count.skipped += steps.length;
  };
  const perform = async (step: Step) => {
    const started = clock();
    emit({ type: 'step_start', step: step.id, operation: step.operation, target: step.target });
    try {
      const outcome = await runStep(step, options.catalog, options.abort);
      emit({ type: 'step_complete', step: step.id, outcome, durationMs: clock() - started });
      count.done += 1;
      queue.succeeded(step);
    } catch (error) {
      const diagnostic = diagnosticOf(options.abort.aborted ? cutOff(error) : registered(error));
      emit({ type: 'step_errored', step: step.id, diagnostic, durationMs: clock() - started });
      count.errored += 1;
      skip(queue.failed(step), `needs ${step.id}, which failed`);
    }
  };
  await workThrough(queue.next, perform, options);
  const interrupted = options.stop.aborted || options.abort.aborted;
  skip(queue.drain(), 'interrupted before it began');
  const unresolved = plan.changes.filter((change) => change.action === 'unknown').length;
  const whole = count.errored + count.skipped + unresolved === 0;
  const cut = interrupted && count.errored + count.skipped > 0;
  const result = cut ? 'interrupted' : whole ? 'done' : 'partial';
  return { result, ...count, unresolved, durationMs: clock() - began };
}

async function workThrough(
  next: () => Step | undefined,
  perform: (step: Step) => Promise<void>,
  { parallelism, stop, abort }: ApplyOptions,
): Promise<void> {
  const running = new Set<Promise<void>>();
  for (;;) {
    while (running.size < parallelism && !stop.aborted && !abort.aborted) {
      const step = next();
      if (step === undefined) break;
      const work = perform(step).finally(() => running.delete(work));
      running.add(work);
    }
    if (running.size === 0) return;
    await Promise.race(running);
  }
}

function cutOff(error: unknown): ScaleoutError {
  const detail = 'The step was cut off; whether it had an effect is not known.';
  return new ScaleoutError('command.interrupted', detail, { cause: error });
}

function registered(error: unknown): ScaleoutError {
  if (error instanceof ScaleoutError) return error;
  return new ScaleoutError('command.unexpected', error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}
