import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answerDrill, listDrills } from '../../packages/sandbox/src/drills/drill-desk.js';
import { type Fleet, startFleet } from '../e2e/fleet.js';
import { type OpenedTwin, planned, shownAgain, twinOf } from '../support/open-twin.js';
import { sshTopology } from '../support/scale-out-world.js';

const workers = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'];
const topology = sshTopology({ nodes: ['SQLETL01', 'SQLETL02'], workers });

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet(topology);
  const { outcome } = await fleet.apply();
  expect(outcome.result).toBe('done');
}, 60_000);
afterAll(() => fleet[Symbol.asyncDispose]());
afterEach(() => {
  answerDrill(fleet.running.world, { action: 'undo' });
});

const twin = (): Promise<OpenedTwin> => twinOf(topology, fleet);

describe('of a fleet of five workers and two nodes of the master', () => {
  test('a twin shows all that was seen', async () => {
    await using opened = await twin();
    const { live, described } = opened;
    expect(shownAgain(await opened.observe())).toEqual(shownAgain(live));
    expect(described.diagnostics).toEqual([]);
    expect(opened.twin.unexplained).toEqual([]);
  });

  test.each(listDrills())('$drill: the twin has the same plan', async ({ drill, machine }) => {
    answerDrill(fleet.running.world, { action: 'make', drill, machine });
    await using opened = await twin();
    const again = await opened.observe();
    expect(planned(topology, again)).toEqual(planned(topology, opened.live));
    expect(shownAgain(again)).toEqual(shownAgain(opened.live));
  });
});
