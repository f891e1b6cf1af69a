// src/reconciler/apply carries out the steps of a plan: in the order of their needs, some at one time, each compared
// with the world right before. run-step.ts does one step; roll-back.ts takes back what has begun of steps that hold together
// where one fails; ../rollout has the order, and how many workers may be out.

import { setTimeout as delay } from 'node:timers/promises';
import type { Catalog, CatalogObservation } from '../../domain/catalog.js';
import type { Emit, Plan, Step } from '../../domain/documents.js';
import type { Machines } from '../../domain/machines.js';
import {
  type Diagnostic,
  diagnostic,
  diagnosticOf,
  isScaleoutError,
  leavesAsFound,
  ScaleoutError,
} from '../../errors/errors.js';
import { messageOf } from '../../text/printable.js';
import { effectOf, type Rollout, type RolloutLimits, rollout, takesOut } from '../rollout/rollout.js';
import { stepQueue } from '../rollout/step-queue.js';
import type { World } from '../steps/step.js';
import { type AutomatedStep, automatedOperationOf } from '../steps/steps.js';
import { rollBacks } from './roll-back.js';
import { runStep, stepInputs } from './run-step.js';
import { leftOut, takenBack } from './taken-back.js';

export interface ApplyOptions {
  readonly catalog: Catalog;
  readonly machines: Machines;
  /** The most steps under way at one time, without those that only wait. */
  readonly parallelism: number;
  readonly emit: Emit;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Waits; this process's own timer unless told otherwise. */
  readonly pause?: World['pause'];
  /** How many workers may be out at one time; as many as there are unless told otherwise. */
  readonly rollout?: RolloutLimits;
  /** The plan is of new certificates that a command asked for: apply alone does not go on with those. */
  readonly isRotation?: boolean;
  /** Aborted: no further step is begun, those under way are finished. */
  readonly stop: AbortSignal;
  /** Aborted: steps under way are cut off as well. */
  readonly abort: AbortSignal;
}

export interface ApplyOutcome {
  readonly result: 'done' | 'partial' | 'interrupted';
  /** Of the plan's own steps: what takes them back is counted in `rolledBack`. */
  readonly done: number;
  readonly errored: number;
  readonly skipped: number;
  /** Steps that were left to a person. */
  readonly manual: number;
  /** Changes of the plan whose state is unknown: no step could be made for them. */
  readonly unresolved: number;
  /** What a rotation was to do, and the plan has no step for; absent: nothing. */
  readonly notRotated?: number;
  /** Rollbacks that were carried out whole; absent: none. */
  readonly rolledBack?: number;
  readonly durationMs: number;
}

/**
 * Carries out a plan's steps: independent ones side by side, each after all that it needs. A failure takes only those
 * with it that need the failed step, and what the plan has a rollback for is taken back then. Never throws for a step: what
 * failed is told by events and in the outcome.
 */
export async function apply(plan: Plan, options: ApplyOptions): Promise<ApplyOutcome> {
  const { emit, clock } = options;
  const began = clock();
  const gate = rollout(plan.steps, options.rollout ?? unlimited, clock);
  const queue = stepQueue(plan.steps, gate.isGated);
  const inputs = stepInputs();
  const backs = rollBacks(plan.rollbacks ?? []);
  const count = { done: 0, errored: 0, skipped: 0, manual: 0, rolledBack: 0 };
  const skip = (steps: readonly Step[], reason: string) => {
    for (const step of steps) {
      emit({ type: 'step_skipped', step: step.id, reason });
      backs.ended(step, 'skipped');
    }
    count.skipped += steps.length;
  };
  const succeed = (step: Step) => {
    // The gate knows the steps of the plan; of a rollback only that a worker is back.
    if (backs.undoneBy(step) === undefined) gate.succeeded(step);
    else if (effectOf(step) === 'bringsBack') gate.broughtBack(step.target);
    queue.succeeded(step);
    backs.ended(step, 'done');
  };
  const perform = async (step: Step) => {
    const started = clock();
    const undoes = backs.undoneBy(step);
    const takesBack = undoes === undefined ? {} : { undoes };
    emit({ type: 'step_start', step: step.id, operation: step.operation, target: step.target, ...takesBack });
    gate.begun(step);
    const group = backs.groupOf(step);
    backs.begun(step);
    if (step.manual === true) {
      emit({ type: 'step_complete', step: step.id, outcome: 'manual', durationMs: 0 });
      count.manual += 1;
      succeed(step);
      return;
    }
    // A wait writes nothing: it ends at the first interruption.
    const given = group === undefined ? [] : [group.given];
    const signal = isWait(step) ? AbortSignal.any([options.stop, options.abort, ...given]) : options.abort;
    let isOut = false;
    const world = worldOf(step, options, (now) => {
      isOut = now;
    });
    try {
      const result = await runStep(inputs.filledIn(step), world, signal);
      inputs.keep(step, result.yields);
      emit({ type: 'step_complete', step: step.id, outcome: result.outcome, durationMs: clock() - started });
      if (undoes === undefined) count.done += 1;
      succeed(step);
    } catch (error) {
      const isCutOff = signal.aborted;
      if (isCutOff && isScaleoutError(signal.reason, 'apply.taken-back')) {
        // Another one has failed, and this one was not waited for any more.
        gate.failed(step, isOut);
        skip([step, ...queue.failed(step)], `it was ended: ${signal.reason.message}`);
        return;
      }
      const why = diagnosticOf(isCutOff ? cutOff(step, error, signal) : registered(error));
      emit({ type: 'step_errored', step: step.id, diagnostic: why, durationMs: clock() - started });
      count.errored += 1;
      skip(queue.failed(step), `needs ${step.id}, which ${isCutOff ? 'was cut off' : 'failed'}`);
      const provesNothing = isCutOff || automatedOperationOf(step).provesNothing?.(error) === true;
      // A drain writes more than once: it says by itself whether the worker may be out.
      const isUntouched = takesOut(step) ? !isOut : leavesAsFound(error) || isScaleoutError(error, 'guard.step-stale');
      backs.ended(step, provesNothing ? 'cutOff' : isUntouched ? 'leftAsFound' : 'failed');
      if (group !== undefined && !provesNothing) {
        const { steps } = group.rollback;
        skip(
          queue.withdraw(({ id }) => steps.includes(id)),
          `it holds together with ${step.id}, which failed`,
        );
      }
      const tooMany = gate.failed(step, isOut);
      // A step that the user cut off is no failure of its worker; nothing begins after it anyway.
      if (tooMany && !signal.aborted) {
        // Whoever is out already is brought back.
        const unbegun = queue.withdraw(
          ({ risk, target }) => risk !== 'safe' && target.startsWith('worker/') && !gate.isUnderWay(target),
        );
        skip(unbegun, gate.closedFor() ?? 'too many workers failed');
      }
    }
  };
  const performAndTakeBack = async (step: Step) => {
    await perform(step);
    queue.add(backs.due());
    for (const ended of backs.over()) {
      if (ended.lacking.length === 0) count.rolledBack += 1;
      emit({ type: 'diagnostic', diagnostic: takenBack(ended, options.isRotation === true) });
    }
  };
  await workThrough({ next: queue.next, gate, perform: performAndTakeBack }, options);
  const interrupted = options.stop.aborted || options.abort.aborted;
  const lost = isLockLost(options.stop) ? 'the lock on the catalog was lost before it began' : undefined;
  const why = lost ?? (interrupted ? 'interrupted before it began' : (gate.closedFor() ?? 'it could not begin'));
  skip(queue.drain(), why);
  const out = gate.stillOut();
  if (out.length > 0) {
    emit({ type: 'diagnostic', diagnostic: leftOut(out, options.isRotation === true) });
  }
  const unresolved = plan.changes.filter(
    ({ action, suspended }) => action === 'unknown' && suspended === undefined,
  ).length;
  const whole = count.errored + count.skipped + unresolved === 0;
  const cut = interrupted && count.errored + count.skipped > 0;
  const result = cut ? 'interrupted' : whole ? 'done' : 'partial';
  const { rolledBack, ...counts } = count;
  const back = rolledBack === 0 ? {} : { rolledBack };
  return { result, ...counts, unresolved, ...back, durationMs: clock() - began };
}

const wait: World['pause'] = (milliseconds, signal) => delay(milliseconds, undefined, { signal });

const unlimited: RolloutLimits = { maxOut: Infinity, offline: [], pauseAfterFirst: 0, maxFailures: Infinity };

function worldOf(
  step: Step,
  { catalog, machines, clock, emit, pause = wait }: ApplyOptions,
  outOfService: World['outOfService'],
): World {
  return {
    outOfService,
    catalog,
    machines,
    clock,
    pause,
    progress: (message) => emit({ type: 'step_progress', step: step.id, message }),
    trouble: (found) => emit({ type: 'step_trouble', step: step.id, diagnostic: found }),
  };
}

interface Work {
  readonly next: (isOpen: boolean) => Step | undefined;
  readonly gate: Rollout;
  readonly perform: (step: Step) => Promise<void>;
}

async function workThrough({ next, gate, perform }: Work, options: ApplyOptions): Promise<void> {
  const { parallelism, stop, abort } = options;
  const running = new Set<Promise<void>>();
  let counted = 0;
  for (;;) {
    while (counted < parallelism && !stop.aborted && !abort.aborted) {
      const step = next(gate.isOpen());
      if (step === undefined) break;
      const slots = isWait(step) ? 0 : 1;
      counted += slots;
      const work = perform(step).finally(() => {
        counted -= slots;
        running.delete(work);
      });
      running.add(work);
    }
    const pause = gate.pauseLeft();
    const isOver = stop.aborted || abort.aborted || pause === undefined;
    if (running.size === 0 && isOver) return;
    await Promise.race([...running, ...(isOver ? [] : [pauseOf(pause, options)])]);
  }
}

/** Ends early, and quietly, when the run is interrupted. */
async function pauseOf(milliseconds: number, { pause = wait, stop, abort }: ApplyOptions): Promise<void> {
  await pause(milliseconds, AbortSignal.any([stop, abort])).catch(() => undefined);
}

function isWait(step: Step): boolean {
  return step.operation !== 'byHand' && automatedOperationOf(step).waits === true;
}

/** Whether it was not a person who stopped it. */
function isLockLost({ reason }: AbortSignal): boolean {
  return isScaleoutError(reason, 'guard.lock-lost');
}

function cutOff(step: AutomatedStep, error: unknown, signal: AbortSignal): ScaleoutError {
  if (isScaleoutError(error, 'guard.drain-stopped')) return error;
  const detail = automatedOperationOf(step).cutOff ?? 'The step was cut off; whether it had an effect is not known.';
  return new ScaleoutError(isLockLost(signal) ? 'guard.lock-lost' : 'command.interrupted', detail, { cause: error });
}

function registered(error: unknown): ScaleoutError {
  if (error instanceof ScaleoutError) return error;
  return new ScaleoutError('command.unexpected', messageOf(error), {
    cause: error,
  });
}

/**
 * Leaves the topology's name in the catalog, where another or none was observed. A login that may not write it goes
 * without, which is told by a note; throws what else keeps it from being written.
 */
export async function markCatalog(
  catalog: Catalog,
  topology: string,
  { mark }: Pick<CatalogObservation, 'mark'>,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  if (mark.known && mark.value === topology) return [];
  try {
    await setTwice(catalog, topology, signal);
    return [];
  } catch (error) {
    if (!isScaleoutError(error, 'catalog.permission-denied')) throw error;
    return [diagnostic('plan.not-marked', error.message, { severity: 'note' })];
  }
}

/** Whether the first one had an effect does not matter: the second one has the same. */
async function setTwice(catalog: Catalog, topology: string, signal: AbortSignal): Promise<void> {
  try {
    await catalog.setMark(topology, signal);
  } catch (error) {
    if (!isScaleoutError(error, 'catalog.outcome-unknown')) throw error;
    await catalog.setMark(topology, signal);
  }
}
