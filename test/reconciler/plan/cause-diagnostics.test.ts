import { describe, expect, test } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import type { Plan } from '../../../src/domain/documents.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { masterMachine, planWith, sshTopology, workerMachine, workingCatalog } from '../../support/scale-out-world.js';

const since = '2026-11-23T23:15:20.000Z';
const silent = { enabled: true, lastOnline: since, lastOnlineAge: 10_800 } as const;
const bothSilent: Partial<CatalogObservation> = {
  workers: { known: true, value: [rowOf('ETL01', 1, silent), rowOf('ETL02', 2, silent)] },
};

function causes({ diagnostics }: Plan) {
  return diagnostics.filter(({ code }) => code === 'plan.cause' || code === 'plan.worker-offline');
}

test('where all is heard of there is no cause, whatever differs', () => {
  expect(causes(planWith())).toEqual([]);
  expect(causes(planWith({ ETL01: workerMachine('ETL01', { service: { startMode: 'manual' } }) }))).toEqual([]);
});

test('a cause that the plan mends is told in short, with the step', () => {
  const SQLETL01 = masterMachine('SQLETL01', { service: { state: 'stopped' } });
  const { master } = workingCatalog();
  const catalog = workingCatalog({ ...bothSilent, master: { ...master, lastOnline: since, lastOnlineAge: 10_800 } });
  const plan = planWith({ SQLETL01 }, { catalog });
  expect(causes(plan)).toEqual([
    {
      severity: 'note',
      code: 'plan.cause',
      summary: 'Something keeps packages from running on workers',
      detail:
        'The master’s service on SQLETL01 does not run. The master is not heard of. 2 workers are offline: ETL01, ETL02. Mended by this plan: master/SQLETL01:start.',
      remedy: 'Carry the plan out.',
    },
  ]);
  // The master is not as it should be: nobody says of the workers that nothing tells why they are silent.
  expect(plan.diagnostics.map(({ code }) => code)).not.toContain('plan.worker-offline');
});

test('a cause that no plan mends is told with its remedy, and with whom it takes out', () => {
  const SQLETL01 = masterMachine('SQLETL01', { service: { state: 'stopped', clustered: false } });
  const base = sshTopology();
  const manual = { ...base, access: { transport: 'manual' } as const };
  const { master } = workingCatalog();
  const catalog = workingCatalog({ ...bothSilent, master: { ...master, lastOnline: since, lastOnlineAge: 10_800 } });
  const plan = planWith({ SQLETL01 }, { catalog, topology: manual });
  expect(causes(plan)).toMatchObject([
    {
      severity: 'warning',
      code: 'plan.cause',
      detail: 'The master has not been heard of for 3 h. 2 workers are offline: ETL01, ETL02.',
      remedy: expect.stringContaining('SSISScaleOutMaster'),
    },
  ]);
});

describe('workers of which nothing tells why they are silent', () => {
  test('one: with what its log does not say', () => {
    const logs = [{ role: 'worker', folders: ['C:\\Logs'], newest: 'C:\\Logs\\a.log' }] as const;
    const workers = [rowOf('ETL01', 1, silent), rowOf('ETL02', 2, { enabled: true })];
    const catalog = workingCatalog({ workers: { known: true, value: workers } });
    const [found] = causes(planWith({ ETL01: workerMachine('ETL01', { observation: { logs } }) }, { catalog }));
    expect(found).toMatchObject({ severity: 'warning', code: 'plan.worker-offline' });
    expect(found?.detail).toMatch(/^ETL01 is enabled, and has not been heard of for 3 h/);
    expect(found?.detail).toMatch(/Its log says nothing of the known causes: C:\\Logs\\a\.log\.$/);
  });

  test('several: in one, the first by name', () => {
    const names = ['ETL01', 'ETL02', 'ETL03', 'ETL04'];
    const rows = names.map((name, at) => rowOf(name, at, { ...silent, enabled: name !== 'ETL04' }));
    const plan = planOf(topologyOf({ workers: names.map((machine) => ({ machine })) }), catalogOf(rows));
    expect(causes(plan)).toMatchObject([
      { code: 'plan.worker-offline', detail: '3 workers are enabled and not heard of: ETL01, ETL02, ETL03.' },
    ]);
  });

  test('one that the plan disables is missed by nobody', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: false }, { machine: 'ETL02' }] });
    const rows = [rowOf('ETL01', 1, silent), rowOf('ETL02', 2, { enabled: true })];
    expect(causes(planOf(topology, catalogOf(rows)))).toEqual([]);
  });
});

test('Scale Out that is off is one cause for all, and mended where the topology enables it', () => {
  const rows = [rowOf('ETL01', 1, silent), rowOf('ETL02', 2, silent)];
  const off = catalogOf(rows, { scaleOut: 'neverEnabled' });
  const workers = [{ machine: 'ETL01' }, { machine: 'ETL02' }];
  const [mended, ...more] = causes(planOf(topologyOf({ scaleOut: { enabled: true }, workers }), off));
  expect(more).toEqual([]);
  expect(mended?.detail).toBe(
    'Scale Out was never enabled. 2 workers are offline: ETL01, ETL02. Mended by this plan: scaleOut:enable.',
  );
  const [left] = causes(planOf(topologyOf({ workers }), off));
  expect(left).toMatchObject({ severity: 'warning', remedy: expect.stringContaining('scaleOut: { enabled: true }') });
});
