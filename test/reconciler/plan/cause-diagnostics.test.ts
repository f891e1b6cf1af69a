import { describe, expect, test } from 'vitest';
import { doctorDocument } from '../../../src/doctor/doctor-document.js';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import type { Plan } from '../../../src/domain/documents.js';
import { causeDiagnostics } from '../../../src/reconciler/plan/cause-diagnostics.js';
import { writeSuspensions } from '../../../src/reconciler/view/suspensions.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import {
  allFindings,
  changeRow,
  configOf,
  diagnosisOf,
  healthyFleet,
  silence,
  workerNames,
} from '../../support/diagnosed-fleet.js';
import { changeMachine, changeService } from '../../support/edit-fleet.js';
import { seenMachines } from '../../support/machine-build.js';
import {
  masterMachine,
  planWith,
  sshTopology,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';

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
        "The master's service on SQLETL01 does not run. The master is not heard of. 2 workers are offline: ETL01, ETL02. This plan starts it: master/SQLETL01:start.",
      remedy:
        'Carry the plan out. Where that fails, run scaleout doctor: it reads why Windows did not start the service.',
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

test('one cause at many workers is one diagnostic', () => {
  const fleet = healthyFleet();
  for (const name of workerNames) changeService(fleet, name, { service: { state: 'stopped' } });
  silence(fleet, ...workerNames);
  const machines = seenMachines(fleet.machines);
  const [found, ...more] = causes(planOf(fleet.topology, fleet.catalog, undefined, machines));
  expect(more).toEqual([]);
  expect(found?.detail).toMatch(
    /on ETL01 .*\. The same at ETL02, ETL03, ETL04 and 1 more\. 5 workers are offline: ETL01, ETL02, ETL03 and 2 more\. This plan starts it: worker\/ETL01:start, worker\/ETL02:start, worker\/ETL03:start and 2 more\.$/,
  );
});

test('a machine that is a copy is the cause of what cannot be told of another, and its own row is left', () => {
  const fleet = healthyFleet();
  // The copy sends heartbeats by the id of ETL01, whose row has its name now; its own row is silent.
  changeService(fleet, 'ETL05', { config: { ...configOf('ETL05'), AgentId: configOf('ETL01').AgentId } });
  silence(fleet, 'ETL05');
  changeRow(fleet, 'ETL01', { machineName: 'ETL05' });
  const { policy } = fleet.topology;
  const topology = { ...fleet.topology, policy: { ...policy, prune: true } };
  const plan = planOf(topology, fleet.catalog, undefined, seenMachines(fleet.machines));
  expect(causes(plan)).toMatchObject([
    {
      code: 'plan.cause',
      detail: expect.stringMatching(/^ETL01 and ETL05 have one AgentId, and ETL05 probably is the copy\./),
      remedy: expect.stringContaining('WorkerSettings.config on ETL05'),
    },
  ]);
  expect(plan.changes.filter(({ action }) => action === 'remove')).toEqual([]);
  expect(plan.changes.map(({ reasonCode }) => reasonCode)).toContain('own-row');
  const stale = allFindings(diagnosisOf(fleet).findings).find(({ id }) => id === 'worker.stale-row');
  expect(stale).toMatchObject({ target: 'worker/ETL05', summary: 'ETL05 has an older row, which is its own' });
  expect(stale?.command).toBeUndefined();
});

describe('what the doctor finds besides', () => {
  const more = ({ diagnostics }: Plan) => diagnostics.filter(({ code }) => code === 'plan.more-found');

  test('is one line of a plan where nothing takes anybody out of service', () => {
    const fleet = healthyFleet();
    const sound = planOf(fleet.topology, fleet.catalog, undefined, seenMachines(fleet.machines));
    expect(more(sound)).toEqual([]);
    const late = new Date(Date.parse(fleet.catalog.observedAt) + 3_600_000).toISOString();
    changeMachine(fleet, 'SQLETL02', { observedAt: late });
    const plan = planOf(fleet.topology, fleet.catalog, undefined, seenMachines(fleet.machines));
    expect(more(plan)).toMatchObject([
      {
        severity: 'note',
        summary: 'The doctor has more',
        detail: 'At least 1 more cause (1 warning): master.clock at SQLETL02.',
      },
    ]);
  });

  test('is not said of what the plan mends', () => {
    const stopped = workerMachine('ETL01', { service: { state: 'stopped' } });
    expect(more(planWith({ ETL01: stopped }))).toEqual([]);
  });
});

test('a cause at a suspended worker names who suspended it, and the option that takes it in', () => {
  const suspension = { topology: 'test', target: 'worker/ETL01', reason: 'disk', who: 'anna@build7', since };
  const notes = {
    known: true,
    value: { suspensions: writeSuspensions([suspension]), approvals: null, waiting: null, acknowledgements: null },
  } as const;
  const rows = [rowOf('ETL01', 1, silent), rowOf('ETL02', 2, { enabled: true })];
  const catalog = workingCatalog({ notes, workers: { known: true, value: rows } });
  const topology = sshTopology();
  const machines = seenMachines({
    SQLETL01: masterMachine('SQLETL01'),
    ETL01: workerMachine('ETL01', { config: { ...workerConfig('ETL01'), MasterEndpoint: 'https://old:8391' } }),
    ETL02: workerMachine('ETL02'),
  });
  const observation = { catalog, machines };
  const [found] = causeDiagnostics(topology, observation);
  expect(found?.remedy).toMatch(/But worker\/ETL01 is suspended by anna@build7 \(disk\): .*--include-suspended\.$/);
  const [shown] = doctorDocument(topology, observation, { sandbox: undefined, isFile: true }).findings;
  expect(shown?.remedy).toContain('--include-suspended');
  expect(shown?.command).toMatch(/^scaleout apply .*--target worker\/ETL01 --include-suspended$/);
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

test('what keeps only a worker that has no row yet from running is told of that one: nobody who was in service is out', () => {
  const ETL02 = workerMachine('ETL02', { service: { state: 'stopped' } });
  const workers = { known: true, value: [rowOf('ETL01', 1, { enabled: true })] } as const;
  const [told, ...others] = causes(planWith({ ETL02 }, { catalog: workingCatalog({ workers }) }));
  expect(others).toEqual([]);
  expect(told).toMatchObject({ severity: 'note', code: 'plan.cause', summary: 'ETL02 cannot run packages yet' });
});
