import type { CatalogObservation } from '../catalog.js';
import type { Plan, Step } from '../plan-document.js';
import { stepDifferences } from './step-differences.js';
import { whyGone } from './why-gone.js';

/** A step of a saved plan that would not be planned so now. */
export interface StaleStep {
  readonly id: string;
  /** What changed in the world, a phrase: `it was done already: Tags is "night"`. */
  readonly why: string;
}

export interface SavedPlanComparison {
  /** Empty: the saved plan still holds. In the order of the plan. */
  readonly stale: readonly StaleStep[];
  /** Steps that would be planned now, and were not then. */
  readonly additional: readonly Step[];
}

/**
 * Holds a saved plan against what would be planned now, for the same topology and targets: it still holds where each of
 * its steps is among the new ones and does the same to the same thing in the same state. Pure.
 */
export function compareSavedPlan(saved: Plan, now: Plan, catalog: CatalogObservation): SavedPlanComparison {
  const current = new Map(now.steps.map((step) => [step.id, step]));
  const kept = new Set(saved.steps.map((step) => step.id));
  const reasonGone = whyGone(now, catalog);
  const stale = saved.steps.flatMap((step): readonly StaleStep[] => {
    const same = current.get(step.id);
    if (same === undefined) return [{ id: step.id, why: reasonGone(step) }];
    const differences = stepDifferences(step, same);
    return differences.length === 0 ? [] : [{ id: step.id, why: differences.join('; ') }];
  });
  return { stale, additional: now.steps.filter((step) => !kept.has(step.id)) };
}
