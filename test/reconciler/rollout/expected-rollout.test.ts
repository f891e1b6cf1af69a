import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rolloutSentences } from '../../../src/cli/render/rollout-text.js';
import { expectedRollout } from '../../../src/reconciler/rollout/expected-rollout.js';
import { rolloutLimits } from '../../../src/reconciler/rollout/rollout.js';
import { drainStep } from '../../../src/reconciler/steps/drain-worker.js';
import { applyPlan } from '../../support/apply-plan.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { modelCatalog } from '../../support/model-catalog.js';
import { simulatedClock } from '../../support/simulated-clock.js';
import { stepOf } from '../../support/step-of.js';

const base = topologyOf().policy.rollout;

test('what is told before is what an apply does: the same workers, in the same order, and the same are left', async () => {
  const worker = fc.record({ enabled: fc.boolean(), offline: fc.boolean(), wanted: fc.boolean() });
  const rollout = fc.record({
    maxUnavailable: fc.record({ workers: fc.integer({ min: 1, max: 3 }) }),
    pauseAfterFirstSeconds: fc.constantFrom(0, 600),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(worker, { minLength: 1, maxLength: 8 }), rollout, async (workers, parts) => {
      const name = (at: number) => `ETL${at}`;
      const policy = { ...base, ...parts };
      const topology = topologyOf({
        workers: workers.map(({ wanted }, at) => ({ machine: name(at), enabled: wanted })),
        policy: { rollout: policy },
      });
      const catalog = catalogOf(
        workers.map(({ enabled, offline }, at) => rowOf(name(at), at, { enabled, lastOnlineAge: offline ? 900 : 10 })),
      );
      const plan = planOf(topology, catalog);
      const told = plan.rollout?.workers;
      const time = simulatedClock();
      const options = { rollout: rolloutLimits(policy, catalog), clock: time.now, pause: time.sleep };
      const { events } = await applyPlan(
        plan,
        modelCatalog(catalog, () => 'none'),
        options,
      );
      const gated = new Set([...(told?.order ?? []), ...(told?.blocked?.workers ?? [])]);
      const drained = events.flatMap((event) =>
        event.type === 'step_start' && event.operation === 'drainWorker' && gated.has(event.target)
          ? [event.target]
          : [],
      );
      expect(drained).toEqual(told?.order ?? []);
      const skipped = events.flatMap((event) => (event.type === 'step_skipped' ? [event] : []));
      for (const target of told?.blocked?.workers ?? []) {
        expect(skipped).toContainEqual(
          expect.objectContaining({ step: `${target}:disable`, reason: told?.blocked?.reason }),
        );
      }
    }),
    { numRuns: 60 },
  );
});

test('the numbers are those of the policy and of what was observed', () => {
  const rows = ['A', 'B', 'C', 'D'].map((name, at) =>
    rowOf(name, at, { enabled: true, lastOnlineAge: at === 3 ? 900 : 10 }),
  );
  const topology = topologyOf({
    workers: ['A', 'B', 'C', 'D'].map((machine) => ({ machine, enabled: machine >= 'C' })),
    policy: { rollout: { ...base, maxUnavailable: { percent: 50 }, pauseAfterFirstSeconds: 90, maxFailures: 2 } },
  });
  expect(planOf(topology, catalogOf(rows)).rollout).toEqual({
    parallelism: topology.policy.parallelism,
    workers: {
      order: ['worker/A', 'worker/B'],
      maxUnavailable: 2,
      unavailable: 1,
      pauseAfterFirstSeconds: 90,
      maxFailures: 2,
    },
  });
});

test('workers that cannot be taken out are told before, with the reason that an apply would give', () => {
  const rows = ['A', 'B'].map((name, at) => rowOf(name, at, { enabled: true, lastOnlineAge: at === 1 ? 900 : 10 }));
  const topology = topologyOf({
    workers: ['A', 'B'].map((machine) => ({ machine, enabled: machine === 'B' })),
    policy: { rollout: { ...base, maxUnavailable: { workers: 1 } } },
  });
  expect(planOf(topology, catalogOf(rows)).rollout?.workers).toMatchObject({
    order: [],
    blocked: { workers: ['worker/A'], reason: '1 worker is out already, and policy.rollout allows 1' },
  });
});

test('no step: nothing is told; no worker is taken out: only how many steps at a time', () => {
  expect(expectedRollout([], { rollout: base }, catalogOf([]), 8)).toBeUndefined();
  const step = stepOf('enableScaleOut', 'scaleOut:enable');
  expect(expectedRollout([step], { rollout: base }, catalogOf([]), 3)).toEqual({ parallelism: 3 });
});

test('workers that are emptied for the master are told as taken out all at one time', () => {
  const rows = ['A', 'B', 'C'].map((name, at) => rowOf(name, at, { enabled: true }));
  const policy = { timeoutSeconds: 60, onTimeout: 'stop' } as const;
  const steps = rows.map((row) =>
    drainStep(`worker/${row.machineName}`, 'drain', row, policy, { needs: [], risk: 'disruptive', together: true }),
  );
  const one = { rollout: { ...base, maxUnavailable: { workers: 1 } } };
  const expected = expectedRollout(steps, one, catalogOf(rows), 8);
  const all = ['worker/A', 'worker/B', 'worker/C'];
  expect(expected?.workers).toMatchObject({ order: all, together: all, maxUnavailable: 1 });
  const plan = { ...planOf(topologyOf(), catalogOf(rows)), steps, applyable: true };
  expect(rolloutSentences(expected === undefined ? plan : { ...plan, rollout: expected })).toContain(
    '3 workers are taken out of service for the master, all at one time: worker/A, worker/B and worker/C.',
  );
});
