import type { Diagnostic } from '../diagnostic.js';
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
  end(outcome: ApplyOutcome): void;
}

export interface ApplyRun extends Omit<ApplyOptions, 'rollout'> {
  readonly plan: Plan;
  readonly topology: Topology;
  /** What the plan was made from. */
  readonly observed: CatalogObservation;
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
  history.end(outcome);
  return outcome;
}
