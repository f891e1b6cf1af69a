import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operationNames } from '../../src/reconciler/steps/steps.js';
import { fleetInOrder } from '../faults/fleet-in-order.js';
import { unreasoned } from './fleet-end.js';
import { runFleet } from './fleet-run.js';
import { hurriedScenarios, type Scenario, scenarios, type WorkerPart } from './fleet-scenario.js';

/** `npm run test:long` asks for many more, each time for others; `npm test` tries the same ones again. */
const { SCALEOUT_PROPERTY_RUNS: runs, SCALEOUT_PROPERTY_SEED: asked } = process.env;
const numRuns = Number(runs ?? 250);
/** Of this run: a failing case names it too. */
const seed = Number(asked ?? (runs === undefined ? 1_129 : Math.floor(Math.random() * 2 ** 31)));

const timeout = 60_000 + numRuns * 200;

async function holds(scenario: Scenario): Promise<void> {
  const run = await runFleet(scenario);
  expect(run.violations).toEqual([]);
  const ours = run.lost.filter(({ task }) => !task.exempt && (scenario.seesLeases || task.named));
  if (run.topology.policy.drain.onTimeout === 'stop') expect(ours).toEqual([]);
  expect(unreasoned(scenario, run)).toEqual([]);
}

test('whatever happens, nothing forbidden is done, and the world becomes as the topology says', {
  timeout,
}, async () => {
  await fc.assert(fc.asyncProperty(scenarios, holds), { numRuns, seed });
  if (asked !== undefined) console.log(`${numRuns} worlds of seed ${seed}`);
});

test('the same where machines are installed anew, renamed and exchanged while they join, drain and are removed', {
  timeout,
}, async () => {
  await fc.assert(fc.asyncProperty(hurriedScenarios, holds), { numRuns: Math.ceil(numRuns / 2), seed });
});

test('a worker that is installed anew at any second of its join: nothing is written to the row that it left behind', async () => {
  const [worker] = fleetInOrder.workers;
  const joins = { ...worker, registered: false, running: false, trustsMaster: false } as WorkerPart;
  const base: Scenario = { ...fleetInOrder, workers: [joins], slowest: 3_000 };
  for (let at = 0; at <= 60; at += 1) await holds({ ...base, foreign: [{ at, worker: 0, what: 'reinstall' }] });
});

test('the random worlds give every operation something to do, and go wrong in every way that is meant', async () => {
  const errors = ['catalog.lock-timeout', 'machine.access-denied', 'machine.unreachable', 'command.interrupted'];
  const refusals = ['guard.step-stale', 'guard.drain-timeout', 'machine.worker-not-heard'];
  const missing = new Set<string>([...operationNames, ...errors, ...refusals]);
  for (const scenario of fc.sample(scenarios, { numRuns: 400, seed: 5 })) {
    for (const found of (await runFleet(scenario)).seen) missing.delete(found);
    if (missing.size === 0) break;
  }
  expect([...missing]).toEqual([]);
});
