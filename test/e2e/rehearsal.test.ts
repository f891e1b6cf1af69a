import { describe, expect, test } from 'vitest';
import type { Topology } from '../../src/topology/topology.js';
import { sshTopology } from '../support/scale-out-world.js';
import { type Tried, tried } from './tried-fleet.js';
import { startWorld, type WorldFleet } from './world-fleet.js';

const workers = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'];
type Rollout = Topology['policy']['rollout'];
const usual: Rollout = {
  ...{ maxUnavailable: { percent: 25 }, order: 'listed', healthyWithinSeconds: 300 },
  ...{ pauseAfterFirstSeconds: 0, maxFailures: 0 },
};

/** Five workers, with other settings where they are named. */
function five(
  rollout: Partial<Rollout> = {},
  settings?: Readonly<Record<string, number>>,
  more: Partial<Topology['policy']> = {},
): Topology {
  const policy = { rollout: { ...usual, ...rollout }, ...more };
  return sshTopology({ workers, policy, ...(settings === undefined ? {} : { settings }) });
}

async function installed(topology: Topology = five()): Promise<WorldFleet> {
  const fleet = await startWorld([], topology);
  expect((await fleet.apply(topology)).outcome).toMatchObject({ result: 'done' });
  await fleet.wait(3);
  return fleet;
}

function expectTheSame({ rehearsal, rehearsed, applied, lowest }: Tried): void {
  expect(rehearsal.diagnostics.filter(({ code }) => code === 'rehearsal.unlike')).toEqual([]);
  expect(rehearsed).toEqual(applied);
  expect(rehearsal.capacity.lowest).toBe(lowest);
}

describe('a rehearsal and then the apply: the same steps in the same order, the same lowest capacity', () => {
  test.each([
    { maxUnavailable: { workers: 1 } as const },
    { maxUnavailable: { workers: 2 } as const },
    { maxUnavailable: { percent: 40 } as const },
  ])('settings of five workers, $maxUnavailable', async (rollout) => {
    await using fleet = await installed();
    const found = await tried(fleet, five(rollout, { MaxTaskCount: 7 }));
    expectTheSame(found);
    expect(found.rehearsal).toMatchObject({ result: 'done', waitedFor: [] });
  });
});
