import { describe, expect, test } from 'vitest';
import type { UnreadableRow } from '../../../src/domain/rows.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';

function unreadable(machineName: string | null, agent: number): UnreadableRow {
  const problem = 'LastOnlineTime is (null), which is no time';
  return {
    id: rowOf(machineName, agent).id,
    machineName,
    enabled: true,
    column: 'LastOnlineTime',
    value: '(null)',
    problem,
  };
}

const topology = topologyOf({
  workers: [
    { machine: 'ETL01', enabled: true },
    { machine: 'ETL02', enabled: false },
  ],
});

describe('a row that cannot be read', () => {
  test('of a listed worker: it is unknown and nothing is done to it, another worker is as ever', () => {
    const plan = planOf(topology, catalogOf([rowOf('ETL01', 1)], { unreadable: [unreadable('ETL02', 2)] }));
    expect(plan.changes).toMatchObject([
      { id: 'worker/ETL01', action: 'update' },
      { id: 'worker/ETL02', action: 'unknown', reasonCode: 'row-unreadable' },
    ]);
    expect(plan.steps.map(({ target }) => target)).toEqual(['worker/ETL01']);
    expect(plan.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'plan.row-unreadable', detail: expect.stringContaining('which is no time') }),
    );
  });

  test('beside another of the same machine: which is its own cannot be told', () => {
    const rows = [rowOf('ETL01', 1), rowOf('ETL02', 3, { enabled: true })];
    const plan = planOf(topology, catalogOf(rows, { unreadable: [unreadable('etl02.corp.example', 2)] }));
    expect(plan.changes).toContainEqual(expect.objectContaining({ id: 'worker/ETL02', action: 'unknown' }));
    expect(plan.steps.map(({ target }) => target)).toEqual(['worker/ETL01']);
  });

  test('of no listed worker: policy.prune leaves it, and says so', () => {
    const pruning = topologyOf({ workers: [{ machine: 'ETL01' }], policy: { prune: true, maxRemovals: 9 } });
    const rows = [rowOf('ETL01', 1, { enabled: true })];
    const plan = planOf(pruning, catalogOf(rows, { unreadable: [unreadable('ETL09', 9), unreadable(null, 8)] }));
    expect(plan.steps).toEqual([]);
    expect(plan.diagnostics.filter(({ code }) => code === 'plan.row-unreadable')).toHaveLength(2);
  });
});
