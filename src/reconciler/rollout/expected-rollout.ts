import type { CatalogObservation } from '../../domain/catalog.js';
import type { Rollout as ExpectedRollout, Step } from '../../domain/documents.js';
import type { Policy } from '../../topology/topology.js';
import { effectOf, type RolloutLimits, rollout, rolloutLimits, takesOut } from './rollout.js';
import { stepQueue } from './step-queue.js';

type ExpectedWorkers = NonNullable<ExpectedRollout['workers']>;

/**
 * How an apply will carry out these steps, told before: it runs through the same queue and the same gate, as if every step
 * succeeded at once. Undefined where there is no step. Pure.
 */
export function expectedRollout(
  steps: readonly Step[],
  policy: Pick<Policy, 'rollout'>,
  catalog: CatalogObservation,
  parallelism: number,
): ExpectedRollout | undefined {
  if (steps.length === 0) return undefined;
  if (!steps.some(takesOut)) return { parallelism };
  return { parallelism, workers: expectedWorkers(steps, rolloutLimits(policy.rollout, catalog)) };
}

function expectedWorkers(steps: readonly Step[], limits: RolloutLimits): ExpectedWorkers {
  let now = 0;
  const gate = rollout(steps, limits, () => now);
  const queue = stepQueue(steps, gate.isGated);
  const unavailable = gate.outNow();
  const order = new Set<string>();
  const together = new Set(steps.filter((step) => effectOf(step) === 'takesOutTogether').map(({ target }) => target));
  for (;;) {
    const step = queue.next(gate.isOpen());
    if (step === undefined) {
      const pause = gate.pauseLeft();
      if (pause === undefined) break;
      now += pause;
      continue;
    }
    if (gate.isGated(step) || together.has(step.target)) order.add(step.target);
    gate.begun(step);
    gate.succeeded(step);
    queue.succeeded(step);
  }
  const reason = gate.closedFor();
  const blocked = new Set(
    queue
      .drain()
      .filter(gate.isGated)
      .map(({ target }) => target),
  );
  return {
    order: [...order],
    maxUnavailable: limits.maxOut,
    ...(together.size === 0 ? {} : { together: [...together] }),
    unavailable,
    pauseAfterFirstSeconds: limits.pauseAfterFirst / 1000,
    maxFailures: limits.maxFailures,
    ...(reason === undefined || blocked.size === 0 ? {} : { blocked: { workers: [...blocked], reason } }),
  };
}
