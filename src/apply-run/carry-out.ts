import type { Diagnostic } from '../diagnostic.js';
import { isScaleoutError } from '../errors.js';
import { type ApplyOptions, type ApplyOutcome, apply } from '../reconciler/apply/apply.js';
import { markCatalog } from '../reconciler/apply/mark-catalog.js';
import { rolloutLimits } from '../reconciler/apply/rollout.js';
import type { CatalogObservation } from '../reconciler/catalog.js';
import type { Emit } from '../reconciler/events.js';
import type { HeldLock } from '../reconciler/lock.js';
import type { Plan } from '../reconciler/plan-document.js';
import type { Topology } from '../topology/topology.js';
import { emitAll } from './emit-all.js';
import { underLock } from './under-lock.js';

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
}

/**
 * Carries out a plan under the catalog's lock: the history's beginning, the mark, the steps within policy.rollout, the
 * history's end. Throws what the history and the mark throw, and `guard.lock-lost`; never for a step (see `apply`).
 */
export async function carryOut(run: ApplyRun): Promise<ApplyOutcome> {
  const { plan, topology, observed, lock, history, emit, ...options } = run;
  const tell = (found: Diagnostic) => emit({ type: 'diagnostic', diagnostic: found });
  lock.lost.throwIfAborted();
  await history.begin(plan);
  (await markCatalog(options.catalog, topology.name, observed, options.abort)).forEach(tell);
  const rollout = rolloutLimits(topology.policy.rollout, observed);
  const outcome = await underLock(lock, options.stop, tell, (stop) =>
    apply(plan, { ...options, rollout, emit: emitAll(emit, history.emit), stop }),
  );
  await history.end(outcome, outcome.result === 'done' ? [] : [lock.lost, options.abort].flatMap(codeOf));
  return outcome;
}

/** The error that ended it; a person who interrupted it made none. */
function codeOf({ reason }: AbortSignal): readonly string[] {
  return isScaleoutError(reason) && reason.code !== 'command.interrupted' ? [reason.code] : [];
}
