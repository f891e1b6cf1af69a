import { describe, expect, test } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import type { DesiredWorker } from '../../../src/topology/topology.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { seenMachines } from '../../support/machine-build.js';
import { workerMachine } from '../../support/scale-out-world.js';

const names = ['ETL01', 'ETL02', 'ETL03', 'ETL04'];
const rows = names.map((machine, at) => rowOf(machine, at, { enabled: true }));
const busy = new Map(rows.flatMap((row, at) => (at === 0 || at === 2 ? [[row.id, 1] as const] : [])));

function order(rolloutOrder: 'listed' | 'idleFirst', parts: Partial<CatalogObservation>): readonly string[] {
  const base = topologyOf({ workers: names.map((machine) => ({ machine, enabled: false })) });
  const rollout = { ...base.policy.rollout, order: rolloutOrder };
  const topology = { ...base, policy: { ...base.policy, rollout } };
  return planOf(topology, catalogOf(rows, parts)).steps.map((step) => step.target.slice(-5));
}

test('idle workers first, each group as the topology lists it', () => {
  expect(order('idleFirst', { busy: { known: true, value: busy } })).toEqual(['ETL02', 'ETL04', 'ETL01', 'ETL03']);
});

test('as listed, whoever is busy', () => {
  expect(order('listed', { busy: { known: true, value: busy } })).toEqual(names);
});

test('as listed where it cannot be seen who is busy', () => {
  expect(order('idleFirst', { busy: { known: false, reason: 'hidden' } })).toEqual(names);
});

describe('a row is compared in one way, whatever is seen of the machine', () => {
  const ways: readonly DesiredWorker['access'][] = [
    { transport: 'none' },
    { transport: 'manual' },
    { transport: 'ssh', user: 'svc' },
  ];
  const machines = seenMachines({ ETL01: workerMachine('ETL01') });
  const present = { enabled: true, description: 'old', tags: 'nightly' };
  const planBy = (access: DesiredWorker['access'], wanted: Partial<DesiredWorker>, row: Partial<typeof present>) => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01', access, ...wanted }, { machine: 'ETL02' }] });
    const rows = [rowOf('ETL01', 1, row), rowOf('ETL02', 2, { enabled: true })];
    const plan = planOf(topology, catalogOf(rows), undefined, machines);
    // No master is listed, so what the machine trusts is nobody's in this topology: the doctor says so of what it sees.
    return { ...plan, diagnostics: plan.diagnostics.filter(({ code }) => code !== 'plan.more-found') };
  };

  test.each([
    ['enabled', { enabled: true, description: 'new', tags: 'weekly' }, { ...present, enabled: false }, 3],
    ['drained and disabled', { enabled: false, description: 'new' }, present, 2],
    ['changed in its properties', { displayName: 'Loader', tags: '', protect: true }, present, 2],
    ['left as it is', { enabled: true, description: 'old' }, present, 0],
  ])('%s', (_, wanted, row, steps) => {
    const [none, manual, ssh] = ways.map((access) => planBy(access, wanted, row));
    expect(none?.steps).toHaveLength(steps);
    for (const other of [manual, ssh]) {
      expect(other?.changes).toEqual(none?.changes);
      expect(other?.steps).toEqual(none?.steps);
      expect(other?.diagnostics).toEqual(none?.diagnostics);
    }
  });

  test.each(ways)('disabled, and the topology does not say whether it should be: a note ($transport)', (access) => {
    const { changes, diagnostics } = planBy(access, {}, { enabled: false });
    expect(changes).toEqual([]);
    expect(diagnostics).toMatchObject([
      { code: 'plan.disabled-unmanaged', severity: 'note', detail: 'ETL01 takes no work.' },
    ]);
    expect(planBy(access, {}, { enabled: true }).diagnostics).toEqual([]);
    expect(planBy(access, { enabled: false }, { enabled: false }).diagnostics).toEqual([]);
  });
});
