import type { CatalogObservation, HeldLock } from '../../domain/catalog.js';
import type { Emit, Plan } from '../../domain/documents.js';
import { type Diagnostic, diagnosticOf, isScaleoutError } from '../../errors/errors.js';
import type { Topology } from '../../topology/topology.js';
import { rolloutLimits } from '../rollout/rollout.js';
import { type ApplyOptions, type ApplyOutcome, apply, markCatalog } from './apply.js';

/** Where an apply is written down. */
export interface RunHistory {
  readonly emit: Emit;
  begin(plan: Plan): Promise<void>;
  /** `codes` are those of errors that ended it, besides those of its steps. */
  end(outcome: ApplyOutcome, codes: readonly string[]): Promise<void>;
}

export interface ApplyRun extends Omit<ApplyOptions, 'rollout'> {
  readonly plan: Plan;
  readonly topology: Topology;
  /** What the plan was made from. */
  readonly observed: CatalogObservation;
  /** Aborted with `guard.lock-lost` when it is not ours any more. */
  readonly lock: Pick<HeldLock, 'lost'>;
  readonly history: RunHistory;
  /** What was asked for and is not in the plan: then it is not done, whatever becomes of its steps. */
  readonly notRotated?: number;
}

/**
 * Carries out a plan under the catalog's lock: the history's beginning, the mark, the steps within policy.rollout, the
 * history's end. Throws what the history and the mark throw, and `guard.lock-lost`; never for a step (see `apply`).
 */
export async function carryOut(run: ApplyRun): Promise<ApplyOutcome> {
  const { plan, topology, observed, lock, history, emit, notRotated = 0, ...options } = run;
  const tell = (found: Diagnostic) => emit({ type: 'diagnostic', diagnostic: found });
  lock.lost.throwIfAborted();
  await history.begin(plan);
  (await markCatalog(options.catalog, topology.name, observed, options.abort)).forEach(tell);
  const rollout = rolloutLimits(topology.policy.rollout, observed);
  const carried = await underLock(lock, options.stop, tell, (stop) =>
    apply(plan, { ...options, rollout, emit: emitAll(emit, history.emit), stop }),
  );
  const isLacking = notRotated > 0;
  const result = isLacking && carried.result === 'done' ? 'partial' : carried.result;
  const outcome = isLacking ? { ...carried, result, notRotated } : carried;
  const lacking = isLacking ? ['plan.rotation-left-out'] : [];
  const codes = outcome.result === 'done' ? [] : [...lacking, ...[lock.lost, options.abort].flatMap(codeOf)];
  await history.end(outcome, codes);
  return outcome;
}

/** The error that ended it; a person who interrupted it made none. */
function codeOf({ reason }: AbortSignal): readonly string[] {
  return isScaleoutError(reason) && reason.code !== 'command.interrupted' ? [reason.code] : [];
}

/**
 * Carries out steps under a lock: `stop` is aborted too when the lock is lost, with its reason, which is told at once. Who
 * lost the lock was not interrupted by the user: what is left undone makes the result partial.
 */
export async function underLock(
  { lost }: Pick<HeldLock, 'lost'>,
  stop: AbortSignal,
  tell: (lost: Diagnostic) => void,
  carryOut: (stop: AbortSignal) => Promise<ApplyOutcome>,
): Promise<ApplyOutcome> {
  lost.throwIfAborted();
  const onLost = () => {
    if (isScaleoutError(lost.reason)) tell(diagnosticOf(lost.reason));
  };
  lost.addEventListener('abort', onLost, { once: true });
  try {
    const outcome = await carryOut(AbortSignal.any([stop, lost]));
    const byUser = stop.aborted || !lost.aborted;
    return outcome.result === 'interrupted' && !byUser ? { ...outcome, result: 'partial' } : outcome;
  } finally {
    lost.removeEventListener('abort', onLost);
  }
}

/** One receiver that hands each event to all of these, in their order. */
function emitAll(...receivers: readonly Emit[]): Emit {
  return (event) => {
    for (const receive of receivers) receive(event);
  };
}
