import { describe, expect, test } from 'vitest';
import { workerAgentId } from '../../../src/domain/rows.js';
import { rowOf } from '../../support/build.js';
import {
  allFindings,
  causesOf,
  changeRow,
  configOf,
  type DiagnosedFleet,
  diagnosisOf,
  healthyFleet,
  resultOf,
  silence,
  workerCertificateOf,
} from '../../support/diagnosed-fleet.js';
import { changeService, replaceCertificate } from '../../support/edit-fleet.js';

function findings(change: (fleet: DiagnosedFleet) => void) {
  const fleet = healthyFleet();
  change(fleet);
  return diagnosisOf(fleet);
}

describe('rows of earlier installations', () => {
  const id = workerAgentId('00000000-0000-4000-8000-000000000099');

  function unlisted(...ages: readonly number[]) {
    return findings((fleet) => {
      const { workers } = fleet.catalog;
      if (!workers.known) throw new Error('The rows are hidden.');
      const rows = ages.map((lastOnlineAge, at) => rowOf('ETL77', 70 + at, { enabled: true, lastOnlineAge }));
      fleet.catalog = { ...fleet.catalog, workers: { known: true, value: [...workers.value, ...rows] } };
    });
  }

  test('of a machine that the topology does not list: the live one stays, the other is told with its silence beneath', () => {
    const diagnosis = unlisted(20, 90_000);
    expect(causesOf(diagnosis)).toEqual(['worker.stale-row at worker/ETL77']);
    expect(allFindings(diagnosis.findings).map(({ id: found }) => found)).toEqual([
      'worker.stale-row',
      'worker.offline',
    ]);
    expect(causesOf(unlisted(20))).toEqual([]);
  });

  test('the statement that removes it names it', () => {
    const diagnosis = findings((fleet) => {
      const { workers } = fleet.catalog;
      if (!workers.known) throw new Error('The rows are hidden.');
      const old = { ...rowOf('ETL03', 99, { lastOnlineAge: 90_000 }), id };
      fleet.catalog = { ...fleet.catalog, workers: { known: true, value: [...workers.value, old] } };
    });
    expect(diagnosis.findings.map(({ command }) => command)).toEqual([
      `EXEC SSISDB.catalog.delete_worker_agent @WorkerAgentId = '${id}';`,
    ]);
  });
});

describe('a worker that is heard of', () => {
  test.each([
    ['worker.endpoint', { MasterEndpoint: 'https://alias.corp.example:8391' }],
    ['worker.endpoint', { MasterEndpoint: '' }],
    ['worker.master-thumbprint', { MasterHttpsCertThumbprint: 'C'.repeat(40) }],
  ])('has %s as a warning: its service may have begun before', (id, parts) => {
    const diagnosis = findings((fleet) =>
      changeService(fleet, 'ETL02', { config: { ...configOf('ETL02'), ...parts } }),
    );
    expect(diagnosis.findings.map((found) => [found.id, found.result])).toEqual([[id, 'warning']]);
  });

  test('may read its key by a group, and has no certificate that ended', () => {
    const own = workerCertificateOf('ETL02').thumbprint;
    const unread = findings((fleet) =>
      replaceCertificate(fleet, 'ETL02', 'my', own, (found) => ({ ...found, keyReaders: { known: true, value: [] } })),
    );
    expect(unread.findings.map(({ id, result }) => [id, result])).toEqual([['worker.key-unreadable', 'warning']]);
    const ended = findings((fleet) =>
      replaceCertificate(fleet, 'ETL02', 'my', own, (found) => ({ ...found, notBefore: '2027-01-01T00:00:00.000Z' })),
    );
    expect(ended.findings.map(({ id, result }) => [id, result])).toEqual([['worker.certificate-expired', 'error']]);
    expect(ended.findings[0]?.summary).toContain('valid only from 2027-01-01');
  });

  test('with a service that does not start by itself is a warning', () => {
    const { findings: found } = findings((fleet) =>
      changeService(fleet, 'ETL02', { service: { startMode: 'disabled' } }),
    );
    expect(found.map(({ id, result }) => [id, result])).toEqual([['worker.service', 'warning']]);
  });
});

test('a thumbprint with an invisible mark in front names no certificate', () => {
  const diagnosis = findings((fleet) => {
    const WorkerHttpsCertThumbprint = `\u200e${workerCertificateOf('ETL02').thumbprint}`;
    changeService(fleet, 'ETL02', { config: { ...configOf('ETL02'), WorkerHttpsCertThumbprint } });
    silence(fleet, 'ETL02');
  });
  expect(causesOf(diagnosis)).toEqual(['worker.certificate-missing at worker/ETL02']);
});

test('a key that the store tells of and the machine does not have is gone', () => {
  const reason = 'The private key of it is not among the keys of this machine.';
  const diagnosis = findings((fleet) => {
    const own = workerCertificateOf('ETL02').thumbprint;
    replaceCertificate(fleet, 'ETL02', 'my', own, (found) => ({ ...found, keyReaders: { known: false, reason } }));
    silence(fleet, 'ETL02');
  });
  expect(causesOf(diagnosis)).toEqual(['worker.key-missing at worker/ETL02']);
});

test('a disabled worker that is a copy is still told: it changes the row of another', () => {
  const diagnosis = findings((fleet) => {
    changeService(fleet, 'ETL05', { config: { ...configOf('ETL05'), AgentId: configOf('ETL04').AgentId } });
    changeRow(fleet, 'ETL05', { enabled: false });
  });
  expect(causesOf(diagnosis)).toEqual(['worker.agent-id-shared at worker/ETL05']);
});

describe("a row that cannot be told to be a worker's own", () => {
  /** Workers whose machines nobody looks at, with these rows. */
  function rowsOf(machines: readonly string[], rows: readonly ReturnType<typeof rowOf>[]) {
    return findings((fleet) => {
      const [first] = fleet.topology.workers;
      if (first === undefined) throw new Error('There are no workers.');
      const access = { transport: 'none' } as const;
      const workers = machines.map((name) => ({ ...first, machine: name as typeof first.machine, access }));
      fleet.topology = { ...fleet.topology, workers };
      fleet.catalog = { ...fleet.catalog, workers: { known: true, value: rows } };
    });
  }

  test('by its 15 characters is unknown, and nothing is found', () => {
    const names = ['WAREHOUSE-LOAD-01', 'WAREHOUSE-LOAD-02'];
    const rows = [1, 2].map((agent) => rowOf('WAREHOUSE-LOAD-', agent, { enabled: true }));
    const diagnosis = rowsOf(names, rows);
    expect(causesOf(diagnosis)).toEqual([]);
    expect(names.map((name) => resultOf(diagnosis, 'worker.unregistered', `worker/${name}`))).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  test('of two that are both heard of is told once, and of two that are silent with the worker', () => {
    const two = (lastOnlineAge: number) =>
      [1, 2].map((agent) => rowOf('ETL01', agent, { enabled: true, lastOnlineAge }));
    expect(causesOf(rowsOf(['ETL01'], two(10)))).toEqual(['worker.stale-row at worker/ETL01']);
    expect(causesOf(rowsOf(['ETL01'], two(9_999)))).toEqual([
      'worker.unregistered at worker/ETL01',
      'worker.stale-row at worker/ETL01',
    ]);
  });
});
