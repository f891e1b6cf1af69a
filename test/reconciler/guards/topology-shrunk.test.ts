import { describe, expect, test } from 'vitest';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';

/** The codes of the errors of a plan for a catalog of `rows` workers of which the topology still lists so many. */
function refusals(rows: number, listed: number, maxRemovals = 100): readonly string[] {
  const names = Array.from({ length: rows }, (_, at) => `ETL${at}`);
  const topology = topologyOf({
    workers: names.slice(0, listed).map((machine) => ({ machine })),
    policy: { prune: true, maxRemovals },
  });
  const catalog = catalogOf(names.map((machine, at) => rowOf(machine, at)));
  return planOf(topology, catalog).diagnostics.flatMap((found) => (found.severity === 'error' ? [found.code] : []));
}

describe('a topology that lists less than half of the workers', () => {
  test.each([
    [10, 4],
    [4, 1],
    [3, 0],
    [100, 49],
  ])('%i workers, %i listed: refused however many removals are allowed', (rows, listed) => {
    expect(refusals(rows, listed)).toEqual(['guard.topology-shrunk']);
  });

  test.each([
    [10, 5],
    [4, 2],
    [3, 1],
    [2, 0],
    [1, 0],
    [10, 10],
  ])('%i workers, %i listed: not refused', (rows, listed) => {
    expect(refusals(rows, listed)).toEqual([]);
  });

  test('it is told beside the limit of removals', () => {
    expect(refusals(10, 4, 1)).toEqual(['guard.prune-limit', 'guard.topology-shrunk']);
  });
});

test('rows that earlier installations left behind are no sign of it', () => {
  const rows = [1, 2, 3, 4].map((at) => rowOf('ETL01', at, { lastOnlineAge: at === 1 ? 20 : 90_000 }));
  const topology = topologyOf({ workers: [{ machine: 'ETL01' }], policy: { prune: true, maxRemovals: 9 } });
  const plan = planOf(topology, catalogOf(rows));
  expect(plan.summary.remove).toBe(3);
  expect(plan.applyable).toBe(true);
});

test('nor do they hide it', () => {
  const lost = [5, 6, 7].map((at) => rowOf(`ETL0${at}`, at));
  const rows = [1, 2, 3, 4].map((at) => rowOf('ETL01', at, { lastOnlineAge: at === 1 ? 20 : 90_000 }));
  const topology = topologyOf({ workers: [{ machine: 'ETL01' }], policy: { prune: true, maxRemovals: 9 } });
  const { diagnostics } = planOf(topology, catalogOf([...rows, ...lost]));
  expect(diagnostics.map((found) => found.detail)).toContain('3 of 4 workers would be removed; topology.yaml lists 1.');
});

test('without prune nothing is removed, and nothing refused', () => {
  const rows = [1, 2, 3, 4].map((at) => rowOf(`ETL${at}`, at));
  expect(planOf(topologyOf({ workers: [{ machine: 'ETL1' }] }), catalogOf(rows)).applyable).toBe(true);
});
