import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answerDrill, listDrills } from '../../packages/sandbox/src/drills/drill-desk.js';
import { gather } from '../../src/doctor/gather.js';
import { checks } from '../../src/reconciler/diagnosis/checks.js';
import { diagnoseBy } from '../../src/reconciler/diagnosis/diagnose.js';
import { sshTopology } from '../support/scale-out-world.js';
import { type Fleet, startFleet } from './fleet.js';

const workers = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'];
const topology = sshTopology({ nodes: ['SQLETL01', 'SQLETL02'], workers });

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet(topology);
  const { outcome } = await fleet.apply();
  expect(outcome.result).toBe('done');
}, 60_000);
afterAll(() => fleet[Symbol.asyncDispose]());

const never = new AbortController().signal;

/** The ids of the causes that the doctor finds, the first first. */
async function causes(): Promise<readonly string[]> {
  const network = 'a sandbox has no network';
  const { findings } = diagnoseBy(checks, topology, await gather(topology, { ...fleet, network }, never));
  return findings.map(({ id }) => id);
}

const make = (drill: string, machine?: string) =>
  answerDrill(fleet.running.world, { action: 'make', drill, machine }).made?.finding;
const undo = () => answerDrill(fleet.running.world, { action: 'undo' }).undone ?? [];

describe('on a fleet of five workers and two nodes of the master', () => {
  test('nothing is found while it is healthy', async () => {
    expect(await causes()).toEqual([]);
  });

  // A drill that was not found must not stand in the way of the others.
  afterEach(() => {
    undo();
  });

  test.each(listDrills())('$drill: the doctor says $finding, and nothing else', async ({ drill, machine, finding }) => {
    expect(make(drill, machine)).toBe(finding);
    expect(await causes()).toEqual([finding]);
    expect(undo()).toMatchObject([{ left: [] }]);
    expect(await causes()).toEqual([]);
  });

  // Each with the one that stands seven further in the list: no two of them break the same thing.
  const drills = listDrills();
  const pairs = drills.flatMap((one, at) =>
    at % 2 === 0 ? [{ one, other: drills[(at + 7) % drills.length] ?? one }] : [],
  );
  test.each(pairs)('$one.drill and $other.drill: both causes are found, and no third', async ({ one, other }) => {
    make(one.drill, one.machine);
    make(other.drill, one.machine === 'worker' && other.machine === 'worker' ? 'ETL02' : other.machine);
    expect([...(await causes())].sort()).toEqual([one.finding, other.finding].sort());
    expect(undo()).toMatchObject([{ left: [] }, { left: [] }]);
  });

  test.each([
    { drill: 'worker-not-trusted', mended: 'worker/ETL01' },
    { drill: 'firewall-closed', mended: 'master/SQLETL01' },
    { drill: 'worker-service-disabled', mended: 'worker/ETL01' },
    { drill: 'worker-endpoint-wrong', mended: 'worker/ETL01' },
    { drill: 'worker-key-unreadable', mended: 'worker/ETL01' },
  ])('$drill is mended by an apply, and nothing is left to undo', async ({ drill, mended }) => {
    make(drill);
    const { outcome, events } = await fleet.apply();
    expect(outcome.result).toBe('done');
    const done = events.flatMap((event) => (event.type === 'step_complete' ? [event.step] : []));
    expect(done.some((step) => step.startsWith(mended))).toBe(true);
    undo();
    expect(await causes()).toEqual([]);
  });

  test('nothing is found when all are undone', async () => {
    expect(await causes()).toEqual([]);
  });
});
