import type { Catalog } from '../../src/domain/catalog.js';
import type { EventBody, Plan } from '../../src/domain/documents.js';
import { noMachines } from '../../src/providers/machines/open-machines.js';
import { type ApplyOptions, type ApplyOutcome, apply } from '../../src/reconciler/apply/apply.js';
import { simulatedClock } from './simulated-clock.js';

/** Applies a plan and keeps its events. */
export async function applyPlan(
  plan: Plan,
  catalog: Catalog,
  options: Partial<Omit<ApplyOptions, 'catalog'>> = {},
): Promise<{ readonly outcome: ApplyOutcome; readonly events: readonly EventBody[] }> {
  const events: EventBody[] = [];
  const time = simulatedClock();
  const never = new AbortController().signal;
  const outcome = await apply(plan, {
    catalog,
    machines: noMachines(),
    parallelism: 4,
    // What a step waits for takes no time of the test's.
    clock: time.now,
    pause: time.sleep,
    stop: never,
    abort: never,
    ...options,
    emit: (event) => {
      events.push(event);
      options.emit?.(event);
    },
  });
  return { outcome, events };
}
