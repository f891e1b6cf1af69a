import { describe, expect, test } from 'vitest';
import { checks } from '../../../src/reconciler/diagnosis/checks.js';
import { diagnoseBy } from '../../../src/reconciler/diagnosis/diagnose.js';
import {
  causesOf,
  configOf,
  type DiagnosedFleet,
  diagnosisOf,
  healthyFleet,
  masterCertificate,
  resultOf,
  silence,
  workerCertificateOf,
  workerNames,
} from '../../support/diagnosed-fleet.js';
import { breakConfig, changeMachine, changeService, machineIn, replaceCertificate } from '../../support/edit-fleet.js';
import { examinationOf } from '../../support/examination.js';
import { warnings, workerFaults } from '../../support/faults-of-a-fleet.js';
import { seenMachines } from '../../support/machine-build.js';

const denied = { known: false, reason: 'Access is denied.' } as const;

function hideConfig(fleet: DiagnosedFleet, name: string): void {
  const [installation] = machineIn(fleet, name).installations;
  if (installation === undefined) throw new Error(`${name} has no service.`);
  changeMachine(fleet, name, { installations: [{ ...installation, config: denied }] });
}

function hideKeys(fleet: DiagnosedFleet, name: string): void {
  const print = workerCertificateOf(name).thumbprint;
  replaceCertificate(fleet, name, 'my', print, (found) => ({ ...found, keyReaders: denied }));
  silence(fleet, name);
}

/** What cannot be seen, and the checks that are unknown then, each at its target. */
const cases: readonly (readonly [string, (fleet: DiagnosedFleet) => void, readonly (readonly [string, string])[]])[] = [
  [
    'a config of the master that may not be read',
    (fleet) => hideConfig(fleet, 'SQLETL01'),
    [
      ['master.config', 'master/SQLETL01'],
      ['master.sql-server-name', 'master/SQLETL01'],
      ['master.certificate-missing', 'master/SQLETL01'],
    ],
  ],
  [
    'the Root store of a node',
    (fleet) => changeMachine(fleet, 'SQLETL01', { root: denied }),
    [
      ['master.certificate-missing', 'master/SQLETL01'],
      ['master.foreign-root', 'master/SQLETL01'],
      ['worker.not-trusted', 'worker/ETL01'],
    ],
  ],
  [
    'the bindings of a node',
    (fleet) => changeMachine(fleet, 'SQLETL01', { bindings: denied }),
    [['master.binding', 'master/SQLETL01']],
  ],
  [
    'the firewall of a node',
    (fleet) => changeMachine(fleet, 'SQLETL01', { firewall: denied }),
    [['master.firewall', 'master/SQLETL01']],
  ],
  [
    'whether a cluster owns a service that does not run',
    (fleet) => changeService(fleet, 'SQLETL02', { service: { state: 'stopped', clustered: null } }),
    [['master.service', 'master/SQLETL02']],
  ],
  [
    'an address of the master that the catalog does not have',
    (fleet) => {
      fleet.catalog = { ...fleet.catalog, master: { ...fleet.catalog.master, address: null } };
    },
    [['master.address', 'master']],
  ],
  [
    'a config of a worker that may not be read',
    (fleet) => hideConfig(fleet, 'ETL02'),
    [
      ['worker.config', 'worker/ETL02'],
      ['worker.endpoint', 'worker/ETL02'],
      ['worker.master-thumbprint', 'worker/ETL02'],
      ['worker.certificate-missing', 'worker/ETL02'],
      ['worker.not-trusted', 'worker/ETL02'],
    ],
  ],
  [
    'the My store of a worker',
    (fleet) => changeMachine(fleet, 'ETL02', { my: denied }),
    ['worker.certificate-missing', 'worker.certificate-expired', 'worker.key-missing', 'worker.key-unreadable'].map(
      (id) => [id, 'worker/ETL02'] as const,
    ),
  ],
  [
    'the Root store of a worker',
    (fleet) => changeMachine(fleet, 'ETL02', { root: denied }),
    [
      ['worker.master-not-trusted', 'worker/ETL02'],
      ['worker.not-trusted', 'worker/ETL02'],
    ],
  ],
  [
    "another store that a worker's config names",
    (fleet) => changeService(fleet, 'ETL02', { config: { ...configOf('ETL02'), StoreName: 'WebHosting' } }),
    [
      ['worker.certificate-missing', 'worker/ETL02'],
      ['worker.not-trusted', 'worker/ETL02'],
    ],
  ],
  [
    'a time that nobody noted',
    (fleet) => {
      const { asked: _, ...machine } = machineIn(fleet, 'ETL02');
      fleet.machines.ETL02 = machine;
    },
    [['worker.clock', 'worker/ETL02']],
  ],
];

test.each(cases)('%s is unknown, and nothing is found', (_, hide, expected) => {
  const fleet = healthyFleet();
  hide(fleet);
  const diagnosis = diagnosisOf(fleet);
  expect(causesOf(diagnosis)).toEqual([]);
  for (const [id, target] of expected) expect([id, resultOf(diagnosis, id, target)]).toEqual([id, 'unknown']);
});

test('who may read a key is unknown of a worker that is not heard of, and so is why it is silent', () => {
  const fleet = healthyFleet();
  hideKeys(fleet, 'ETL02');
  const diagnosis = diagnosisOf(fleet);
  expect(resultOf(diagnosis, 'worker.key-unreadable', 'worker/ETL02')).toBe('unknown');
  expect(causesOf(diagnosis)).toEqual(['worker.offline at worker/ETL02']);
});

test('a config that somebody else has written since is unknown of a silent worker, and right of one that is heard of', () => {
  const fleet = healthyFleet();
  for (const name of ['ETL02', 'ETL03']) changeService(fleet, name, { service: { configWritten: true } });
  silence(fleet, 'ETL02');
  const diagnosis = diagnosisOf(fleet);
  expect(resultOf(diagnosis, 'worker.config-unread', 'worker/ETL02')).toBe('unknown');
  expect(resultOf(diagnosis, 'worker.config-unread', 'worker/ETL03')).toBe('ok');
});

test('rows that the login is not shown leave workers unknown, and their machines are looked at all the same', () => {
  const fleet = healthyFleet();
  fleet.catalog = { ...fleet.catalog, workers: { known: false, reason: 'the login is shown no workers' } };
  breakConfig(fleet, 'ETL04');
  const diagnosis = diagnosisOf(fleet);
  expect(causesOf(diagnosis)).toEqual(['catalog.workers-hidden at catalog', 'worker.config at worker/ETL04']);
  for (const id of ['worker.offline', 'worker.unregistered']) {
    expect(resultOf(diagnosis, id, 'worker/ETL01')).toBe('unknown');
  }
});

const ofMachines = checks
  .filter(({ id, door }) => id.startsWith('worker.') && door === 'observation')
  .map(({ id }) => id)
  .filter(
    (id) =>
      !['offline', 'unregistered', 'stale-row', 'row-unreadable', 'maintenance'].some((own) => id === `worker.${own}`),
  );

describe.each([
  ['none', 'its machine is not managed (transport none)'],
  ['manual', 'its machine is worked on by hand (transport manual)'],
] as const)('of workers with the transport %s', (transport, reason) => {
  const fleet = healthyFleet();
  const workers = fleet.topology.workers.map((worker) => ({ ...worker, access: { transport } }));
  fleet.topology = { ...fleet.topology, workers };
  const diagnosis = diagnosisOf(fleet);

  test('every check of the machine is unknown for one reason, and none is right', () => {
    const told = diagnosis.results.filter(({ target }) => target === 'worker/ETL01');
    const unknown = told.filter(({ result }) => result === 'unknown');
    expect(unknown.map(({ id }) => id)).toEqual(ofMachines);
    expect([...new Set(unknown.map((result) => result.reason))]).toEqual([reason]);
  });

  test('one that is silent has no other cause than that', () => {
    silence(fleet, 'ETL01');
    expect(causesOf(diagnosisOf({ ...fleet }))).toEqual(['worker.offline at worker/ETL01']);
  });
});

test('a worker that nobody looks at is known by the certificate of the topology', () => {
  const fleet = healthyFleet();
  const workers = fleet.topology.workers.map((worker) => ({
    ...worker,
    access: { transport: 'manual' } as const,
    certificate: { thumbprint: workerCertificateOf(worker.machine).thumbprint },
  }));
  fleet.topology = { ...fleet.topology, workers };
  expect(resultOf(diagnosisOf(fleet), 'worker.not-trusted', 'worker/ETL02')).toBe('ok');
  replaceCertificate(fleet, 'SQLETL01', 'root', workerCertificateOf('ETL02').thumbprint, () => undefined);
  expect(causesOf(diagnosisOf({ ...fleet }))).toEqual(['worker.not-trusted at worker/ETL02']);
});

test('a certificate that an authority issued is trusted by a chain that nobody looked at', () => {
  const fleet = healthyFleet();
  for (const name of ['ETL02', 'ETL03']) {
    const print = workerCertificateOf(name).thumbprint;
    replaceCertificate(fleet, name, 'my', print, (found) => ({ ...found, selfSigned: false, issuer: 'CN=CORP-CA' }));
    for (const machine of ['SQLETL01', 'SQLETL02', name]) {
      replaceCertificate(fleet, machine, 'root', print, () => undefined);
    }
  }
  silence(fleet, 'ETL02');
  const diagnosis = diagnosisOf(fleet);
  expect(resultOf(diagnosis, 'worker.not-trusted', 'worker/ETL02')).toBe('unknown');
  expect(resultOf(diagnosis, 'worker.not-trusted', 'worker/ETL03')).toBe('ok');
});

describe('what depends on something that is wrong is unknown, and not wrong as well', () => {
  test.each([
    ['worker.config', ['worker.endpoint', 'worker.certificate-missing', 'worker.not-trusted']],
    ['worker.certificate-missing', ['worker.certificate-expired', 'worker.key-missing', 'worker.not-trusted']],
    ['worker.service', ['worker.config-unread']],
    ['worker.machine-unreached', ['worker.service', 'worker.endpoint', 'worker.clock']],
  ])('%s', (id, followers) => {
    const fleet = healthyFleet();
    const fault = workerFaults('ETL02').find(({ finding }) => finding === `${id} at worker/ETL02`);
    fault?.apply(fleet);
    const diagnosis = diagnosisOf(fleet);
    expect(causesOf(diagnosis)).toEqual([`${id} at worker/ETL02`]);
    for (const follower of followers) {
      expect([follower, resultOf(diagnosis, follower, 'worker/ETL02')]).toEqual([follower, 'unknown']);
    }
  });
});

test('what a standby lacks is a warning, and nobody stands beneath it', () => {
  for (const { apply, finding } of warnings.filter((fault) => fault.finding.endsWith('SQLETL02'))) {
    const fleet = healthyFleet();
    apply(fleet);
    const [found] = diagnosisOf(fleet).findings;
    expect([finding, found?.result, found?.consequences]).toEqual([finding, 'warning', []]);
  }
});

test('a topology without machines of the master leaves it open who trusts a worker', () => {
  const fleet = healthyFleet();
  fleet.topology = { ...fleet.topology, master: { machines: [] } };
  const diagnosis = diagnosisOf(fleet);
  expect(causesOf(diagnosis)).toEqual([]);
  expect(resultOf(diagnosis, 'worker.not-trusted', 'worker/ETL01')).toBe('unknown');
  expect(workerNames.map((name) => resultOf(diagnosis, 'worker.master-thumbprint', `worker/${name}`))).toEqual(
    workerNames.map(() => 'ok'),
  );
  expect(fleet.catalog.master.certificateThumbprint).toBe(masterCertificate.thumbprint);
});

test('an endpoint that nobody tried is told as not tried: its address may be known', () => {
  const { topology, catalog, machines } = healthyFleet();
  const { results } = diagnoseBy(checks, topology, {
    catalog,
    machines: seenMachines(machines),
    examination: examinationOf(),
  });
  const found = results.filter(({ id }) => id.startsWith('network.'));
  expect(found.length).toBeGreaterThan(0);
  for (const { result, reason } of found) {
    expect([result, reason]).toEqual(['unknown', 'it was not tried: scaleout doctor alone connects to the endpoint']);
  }
});
