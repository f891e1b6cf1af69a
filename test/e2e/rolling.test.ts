import { expect, test } from 'vitest';
import { sshTopology } from '../support/scale-out-world.js';
import { startFleet } from './fleet.js';

const workers = Array.from({ length: 50 }, (_, index) => `ETL${String(index + 1).padStart(2, '0')}`);
const rollout = {
  maxUnavailable: { percent: 10 },
  order: 'listed',
  healthyWithinSeconds: 60,
  pauseAfterFirstSeconds: 0,
  maxFailures: 0,
} as const;

test('a change of 50 workers, 10 % at a time: never more than 5 are out, and no round is wasted', async () => {
  const enabled = new Map<string, boolean>();
  let watching = false;
  let mostOut = 0;
  await using fleet = await startFleet(sshTopology({ workers, policy: { rollout } }), {
    onChange({ table, key, row }) {
      if (table !== 'workerAgents') return;
      enabled.set(key, row?.isEnabled === true);
      const out = [...enabled.values()].filter((isEnabled) => !isEnabled).length;
      if (watching) mostOut = Math.max(mostOut, out);
    },
  });
  await fleet.apply();
  watching = true;
  const ended = new Map<string, number>();
  const started = performance.now();
  const { outcome, events } = await fleet.apply(
    sshTopology({ workers, settings: { MaxTaskCount: 8 }, policy: { rollout } }),
  );
  const took = performance.now() - started;
  expect(outcome).toMatchObject({ result: 'done', errored: 0, skipped: 0 });
  expect(mostOut).toBe(5);
  for (const event of events) if (event.type === 'step_complete') ended.set(event.step, event.durationMs);
  const round = (worker: string) =>
    ['drain', 'config', 'restart', 'online', 'enable'].reduce(
      (sum, step) => sum + (ended.get(`worker/${worker}:${step}`) ?? 0),
      0,
    );
  const average = workers.reduce((sum, worker) => sum + round(worker), 0) / workers.length;
  expect(took).toBeLessThan(1.2 * Math.ceil(50 / 5) * average);
});
