import { expect, test } from 'vitest';
import { sshTopology } from '../support/scale-out-world.js';
import { startFleet } from './fleet.js';

const workers = Array.from({ length: 25 }, (_, index) => `ETL${String(index + 1).padStart(2, '0')}`);
const rollout = {
  maxUnavailable: { percent: 20 },
  order: 'listed',
  healthyWithinSeconds: 60,
  pauseAfterFirstSeconds: 0,
  maxFailures: 0,
} as const;

test('a change of 25 workers, 20 % at a time: never more than 5 are out, and no place stays empty', async () => {
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
  const { outcome, events } = await fleet.apply(
    sshTopology({ workers, settings: { MaxTaskCount: 8 }, policy: { rollout } }),
  );
  expect(outcome).toMatchObject({ result: 'done', errored: 0, skipped: 0 });
  expect(mostOut).toBe(5);
  let begun = 0;
  let back = 0;
  for (const event of events) {
    if (event.type === 'step_start' && event.step.endsWith(':drain')) begun += 1;
    if (event.type !== 'step_complete' || !event.step.endsWith(':enable')) continue;
    // Some may come back at one moment; but no place waits until a whole round of five is back.
    if (begun < workers.length) expect(begun).toBeGreaterThanOrEqual(5 + back - 2);
    back += 1;
  }
  expect({ begun, back }).toEqual({ begun: workers.length, back: workers.length });
});
