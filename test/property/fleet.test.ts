import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operations } from '../../src/reconciler/operations/operations.js';
import { unreasoned } from './fleet-end.js';
import { runFleet } from './fleet-run.js';
import { scenarios } from './fleet-scenario.js';

/** `npm run test:long` asks for many more. */
const numRuns = Number(process.env.SCALEOUT_PROPERTY_RUNS ?? 2_000);

const timeout = 60_000 + numRuns * 200;

test('whatever happens, nothing forbidden is done, and the world becomes as the topology says', {
  timeout,
}, async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const run = await runFleet(scenario);
      expect(run.violations).toEqual([]);
      const ours = run.lost.filter(({ task }) => !task.exempt && (scenario.seesLeases || task.named));
      if (run.topology.policy.drain.onTimeout === 'stop') expect(ours).toEqual([]);
      expect(unreasoned(scenario, run)).toEqual([]);
    }),
    { numRuns },
  );
});

test('the random worlds give every operation something to do, and go wrong in every way that is meant', async () => {
  const seen = new Set<string>();
  for (const scenario of fc.sample(scenarios, { numRuns: 400, seed: 5 })) {
    for (const found of (await runFleet(scenario)).seen) seen.add(found);
  }
  const errors = ['catalog.lock-timeout', 'machine.access-denied', 'machine.unreachable', 'command.interrupted'];
  const refusals = ['guard.step-stale', 'guard.drain-timeout', 'machine.worker-not-heard'];
  expect([...seen]).toEqual(expect.arrayContaining([...operations.keys(), ...errors, ...refusals]));
});
