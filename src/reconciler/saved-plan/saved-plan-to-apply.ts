import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import { ScaleoutError } from '../../errors.js';
import type { CatalogObservation } from '../catalog.js';
import type { Plan } from '../plan-document.js';
import { compareSavedPlan, type StaleStep } from './compare.js';

/** Steps are named up to here, then counted. */
const named = 10;

/**
 * What is to be carried out of a saved plan: exactly its steps, with what is to be told of the world now. A guard that
 * refuses the new plan refuses the saved one. Throws `guard.plan-other-catalog` and `guard.plan-stale`. Pure.
 */
export function savedPlanToApply(saved: Plan, now: Plan, catalog: CatalogObservation): Plan {
  refuseOtherCatalog(saved, now);
  const { stale, additional } = compareSavedPlan(saved, now, catalog);
  if (stale.length > 0) throw new ScaleoutError('guard.plan-stale', staleText(stale, saved.steps.length));
  const ids = additional.map((step) => step.id);
  const drifted = ids.length === 0 ? [] : [alsoDrifted(ids)];
  return {
    ...saved,
    observedAt: now.observedAt,
    complete: now.complete,
    applyable: saved.applyable && now.applyable,
    diagnostics: [...(saved.applyable ? now : saved).diagnostics, ...drifted],
  };
}

function refuseOtherCatalog({ catalog: then }: Plan, { catalog: now }: Plan): void {
  const same = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();
  if (same(then.server, now.server) && same(then.database, now.database)) return;
  const detail = `It was made for ${then.database} on ${then.server}; this is ${now.database} on ${now.server}.`;
  throw new ScaleoutError('guard.plan-other-catalog', detail);
}

function staleText(stale: readonly StaleStep[], steps: number): string {
  const head =
    steps === 1
      ? 'The one step of the plan would not be planned so now:'
      : `${stale.length} of the plan’s ${steps} steps would not be planned so now:`;
  const lines = stale.slice(0, named).map(({ id, why }) => `${id}: ${why}`);
  const more = stale.length > named ? [`and ${stale.length - named} more`] : [];
  return [head, ...lines, ...more].join('\n');
}

function alsoDrifted(ids: readonly string[]): Diagnostic {
  const more = ids.length > named ? ` and ${ids.length - named} more` : '';
  const detail = `Not carried out, since the plan does not have ${ids.length === 1 ? 'it' : 'them'}: ${ids.slice(0, named).join(', ')}${more}.`;
  return diagnostic('plan.also-drifted', detail, { severity: 'note' });
}
