import { describe, expect, test } from 'vitest';
import type { MachineObservation } from '../../../src/domain/machines.js';
import { rowOf } from '../../support/build.js';
import {
  allFindings,
  causesOf,
  changeRow,
  type DiagnosedFleet,
  diagnosisOf,
  healthyFleet,
  masterCertificate,
  nameOf,
  nodeNames,
  resultOf,
  silence,
  silenceMaster,
  workerNames,
} from '../../support/diagnosed-fleet.js';
import { addCertificate, changeMachine, changeService, replaceCertificate } from '../../support/edit-fleet.js';
import { certificateOf } from '../../support/machine-build.js';

const print = masterCertificate.thumbprint;

function findings(change: (fleet: DiagnosedFleet) => void) {
  const fleet = healthyFleet();
  change(fleet);
  return diagnosisOf(fleet);
}

describe('SqlServerName', () => {
  const named = (names: readonly string[], parts: { readonly server?: string; readonly silent?: boolean } = {}) =>
    causesOf(
      findings((fleet) => {
        for (const [at, name] of nodeNames.entries()) {
          const SqlServerName = names[at] ?? names[0];
          changeService(fleet, name, { config: { PortNumber: 8391, SSLCertThumbprint: print, SqlServerName } });
        }
        const { server } = fleet.catalog;
        fleet.catalog = { ...fleet.catalog, server: { ...server, name: parts.server ?? server.name } };
        if (parts.silent === true) silenceMaster(fleet);
      }),
    );
  const wrong = (...nodes: readonly string[]) => nodes.map((node) => `master.sql-server-name at master/${node}`);

  test.each(['SQLETL01', 'sqletl01.corp.example', 'tcp:SQLETL01,1433', 'SQLETL01,14330'])('%s is right', (name) => {
    expect(named([name])).toEqual([]);
  });

  test('an alias that all nodes have is right where the master is heard of by it, and wrong where it is silent', () => {
    expect(named(['SQLALIAS'])).toEqual([]);
    expect(named(['SQLALIAS'], { silent: true })).toEqual(wrong('SQLETL01', 'SQLETL02'));
  });

  test('an alias that one node alone has is told', () => {
    expect(named(['SQLETL01', 'SQLALIAS'])).toEqual(wrong('SQLETL02'));
    expect(named(['SQLALIAS', 'SQLETL01'])).toEqual(wrong('SQLETL01'));
  });

  test('the default instance is another than a named one, unless a port tells which is meant', () => {
    const server = 'SQLETL01\\ETL';
    expect(named(['SQLETL01'], { server })).toEqual(wrong('SQLETL01', 'SQLETL02'));
    expect(named(['SQLETL01\\etl'], { server })).toEqual([]);
    expect(named(['SQLETL01,50123'], { server })).toEqual([]);
    expect(named(['SQLETL01\\OTHER'])).toEqual(wrong('SQLETL01', 'SQLETL02'));
  });

  test('a local name is right on the machine of the SQL Server alone', () => {
    expect(named(['(local)', 'SQLETL01'])).toEqual([]);
    expect(named(['SQLETL01', 'localhost'])).toEqual(wrong('SQLETL02'));
  });
});

describe('clocks', () => {
  const late = (seconds: number) => new Date(Date.parse('2026-11-24T02:15:20.000Z') + seconds * 1000).toISOString();
  const machines = [...nodeNames, ...workerNames];

  test('five minutes, and what the asking took, are nothing', () => {
    expect(causesOf(findings((fleet) => changeMachine(fleet, 'ETL02', { observedAt: late(301) })))).toEqual([]);
    expect(causesOf(findings((fleet) => changeMachine(fleet, 'ETL02', { observedAt: late(-301) })))).toEqual([]);
    expect(causesOf(findings((fleet) => changeMachine(fleet, 'ETL02', { observedAt: late(303) })))).toEqual([
      'worker.clock at worker/ETL02',
    ]);
  });

  test('a machine that was looked at half an hour ago is not behind', () => {
    const earlier = { observedAt: late(-1_800), asked: { from: -1_800_000, to: -1_798_000 } };
    expect(causesOf(findings((fleet) => changeMachine(fleet, 'ETL02', earlier)))).toEqual([]);
  });

  test('where all machines agree, the SQL Server is the one that is wrong, and certificates are judged by the machines', () => {
    const diagnosis = findings((fleet) => {
      for (const name of machines) changeMachine(fleet, name, { observedAt: late(-100 * 86_400) });
    });
    expect(causesOf(diagnosis)).toEqual(['master.clock at catalog']);
    expect(diagnosis.findings[0]?.summary).toMatch(/^The clock of the SQL Server is \d+ d.* ahead of all machines$/);
    const ended = findings((fleet) => {
      for (const name of machines) changeMachine(fleet, name, { observedAt: late(20 * 365 * 86_400) });
    });
    expect(causesOf(ended)).toContain('master.certificate-expired at master');
  });

  test('a worker and the master may be further apart than each is from the SQL Server', () => {
    const diagnosis = findings((fleet) => {
      for (const name of machines) changeMachine(fleet, name, { observedAt: late(200) });
      changeMachine(fleet, 'ETL02', { observedAt: late(-200) });
    });
    expect(causesOf(diagnosis)).toEqual(['worker.clock at worker/ETL02']);
    expect(diagnosis.findings[0]?.summary).toContain('behind SQLETL01');
  });
});

describe('the binding', () => {
  const bound = (
    ...bindings: readonly { readonly address?: string; readonly thumbprint?: string; readonly store?: string }[]
  ) => {
    const own = { address: '0.0.0.0:8391', thumbprint: print, store: 'Root' };
    const value = bindings.map((binding) => ({ ...own, ...binding })) as MachineObservation['bindings'] extends {
      readonly value: infer Value;
    }
      ? Value
      : never;
    return findings((fleet) => changeMachine(fleet, 'SQLETL01', { bindings: { known: true, value } }));
  };

  test('of another store is wrong, and that of the same certificate for another address is not', () => {
    expect(causesOf(bound({ store: 'MY' }))).toEqual(['master.binding at master/SQLETL01']);
    expect(causesOf(bound({}, { address: '[::]:8391' }))).toEqual([]);
  });

  test('another certificate for an address that wins is a warning while workers are heard of', () => {
    const other = certificateOf('other').thumbprint;
    const { findings: found } = bound({}, { address: 'sqletl01.corp.example:8391', thumbprint: other });
    expect(found.map(({ id, result }) => [id, result])).toEqual([['master.binding', 'warning']]);
  });

  test('a config that names another certificate than the port, the other node and the workers have is one fault', () => {
    const other = {
      ...certificateOf('other'),
      names: masterCertificate.names,
      keyReaders: masterCertificate.keyReaders,
    };
    const diagnosis = findings((fleet) => {
      addCertificate(fleet, 'SQLETL01', 'root', other);
      const config = { PortNumber: 8391, SSLCertThumbprint: other.thumbprint, SqlServerName: 'SQLETL01' };
      changeService(fleet, 'SQLETL01', { config });
      silence(fleet, ...workerNames);
    });
    expect(causesOf(diagnosis)).toEqual(['master.binding at master/SQLETL01']);
  });

  test('a certificate that is gone, and a port that is bound to yet another one, are two faults', () => {
    const diagnosis = findings((fleet) => {
      replaceCertificate(fleet, 'SQLETL01', 'root', print, () => undefined);
      const entry = { address: '0.0.0.0:8391', thumbprint: certificateOf('other').thumbprint, store: 'Root' };
      changeMachine(fleet, 'SQLETL01', { bindings: { known: true, value: [entry] } });
      silence(fleet, ...workerNames);
    });
    const at = 'at master/SQLETL01';
    expect(causesOf(diagnosis)).toEqual([`master.certificate-missing ${at}`, `master.binding ${at}`]);
  });

  test('a config that names a certificate that nobody has is one fault', () => {
    const diagnosis = findings((fleet) => {
      const config = { PortNumber: 8391, SSLCertThumbprint: 'B'.repeat(40), SqlServerName: 'SQLETL01' };
      changeService(fleet, 'SQLETL01', { config });
      silence(fleet, ...workerNames);
    });
    expect(causesOf(diagnosis)).toEqual(['master.certificate-missing at master/SQLETL01']);
  });
});

test('certificates in Root that are not self-signed do no harm with ClientAuthTrustMode 2', () => {
  const diagnosis = findings((fleet) => {
    addCertificate(fleet, 'SQLETL01', 'root', certificateOf('CORP-CA-2', { selfSigned: false }));
    changeMachine(fleet, 'SQLETL01', { schannel: { sendTrustedIssuerList: null, clientAuthTrustMode: 2 } });
  });
  expect(causesOf(diagnosis)).toEqual([]);
});

test('the machine that the catalog names is not the master where its service is stopped', () => {
  const diagnosis = findings((fleet) => {
    changeService(fleet, 'SQLETL01', { service: { state: 'stopped' } });
    changeMachine(fleet, 'SQLETL02', { bindings: { known: true, value: [] } });
    silence(fleet, ...workerNames);
  });
  expect(diagnosis.findings.map(({ id, target, result }) => [id, target, result])).toEqual([
    ['master.binding', 'master/SQLETL02', 'error'],
    ['master.service', 'master/SQLETL01', 'warning'],
  ]);
});

test('a machine that hosts the master and a worker, and cannot be looked at, is one finding', () => {
  const diagnosis = findings((fleet) => {
    const workers = fleet.topology.workers.map((worker, at) =>
      at === 0 ? { ...worker, machine: 'sqletl02' as typeof worker.machine } : worker,
    );
    fleet.topology = { ...fleet.topology, workers };
    changeRow(fleet, 'ETL01', { machineName: 'SQLETL02' });
    fleet.machines.SQLETL02 = 'no answer in 30 s';
  });
  expect(causesOf(diagnosis)).toEqual(['master.machine-unreached at master/SQLETL02']);
  expect(allFindings(diagnosis.findings).map(({ target }) => target)).toContain('worker/sqletl02');
});

test('of ten thousand workers that are all silent the causes are found at once', () => {
  const fleet = healthyFleet();
  const names = Array.from({ length: 10_000 }, (_, at) => `LOAD${at}`);
  const rows = names.map((name, at) => rowOf(name, at, { enabled: true, lastOnlineAge: 9_999 }));
  const [first] = fleet.topology.workers;
  if (first === undefined) throw new Error('There are no workers.');
  const access = { transport: 'none' } as const;
  const workers = names.map((name) => ({ ...first, machine: name as typeof first.machine, access }));
  fleet.topology = { ...fleet.topology, workers };
  fleet.catalog = { ...fleet.catalog, workers: { known: true, value: rows } };
  changeMachine(fleet, 'SQLETL01', { firewall: { known: true, value: [] } });
  const began = process.cpuUsage();
  const diagnosis = diagnosisOf(fleet);
  expect(causesOf(diagnosis)).toEqual(['master.firewall at master/SQLETL01']);
  expect(diagnosis.findings[0]?.consequences.length).toBe(10_000);
  expect(resultOf(diagnosis, 'worker.clock', 'worker/LOAD9999')).toBe('unknown');
  // By the time of the processor, however busy the machine is: quadratic it would take minutes.
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(5_000);
});

describe('the command to copy', () => {
  const commandFor = (file: string) => {
    const { findings: found } = findings((fleet) => {
      fleet.topology = { ...fleet.topology, source: { ...fleet.topology.source, file } };
      changeMachine(fleet, 'SQLETL01', { bindings: { known: true, value: [] } });
    });
    return found[0]?.command;
  };

  test('names the file where it is not the usual one', () => {
    expect(commandFor('topology.yaml')).toBe('scaleout apply --target master/SQLETL01');
    expect(commandFor('farms/prod.yaml')).toBe('scaleout apply farms/prod.yaml --target master/SQLETL01');
    expect(commandFor('C:\\farms\\prod.yaml')).toBe('scaleout apply C:\\farms\\prod.yaml --target master/SQLETL01');
  });

  test.each(['--server', '', 'a;b.yaml', '$(x).yaml', 'with blank.yaml'])(
    'is left out where the file is %j',
    (file) => {
      expect(commandFor(file)).toBeUndefined();
    },
  );
});

describe('a master that goes by an older config', () => {
  const older = (fleet: DiagnosedFleet, port: number) => {
    changeService(fleet, 'SQLETL01', { service: { configWritten: true, startedAt: '2026-11-24T01:00:00.000Z' } });
    const { master } = fleet.catalog;
    fleet.catalog = { ...fleet.catalog, master: { ...master, machineName: 'SQLETL01', port } };
  };

  test('is the cause of silent workers, says what it began with, and that apply restarts it', () => {
    const { findings: found } = findings((fleet) => {
      older(fleet, 8390);
      silence(fleet, ...workerNames);
    });
    expect(found.map(nameOf)).toEqual(['master.config-unread at master/SQLETL01']);
    expect(found[0]?.evidence.map(({ value }) => value)).toEqual(['2026-11-24T01:00:00.000Z', '8391', '8390']);
    expect(found[0]?.consequences.map(({ id }) => id)).toEqual(workerNames.map(() => 'worker.offline'));
    expect(found[0]).toMatchObject({ result: 'error', remedy: expect.stringContaining('Restart-Service') });
    expect(found[0]?.command).toMatch(/^scaleout apply .*--target master\/SQLETL01$/);
  });

  test('is a warning while workers are heard of, and nothing where the catalog tells the same as the file', () => {
    expect(findings((fleet) => older(fleet, 8390)).findings.map(({ result }) => result)).toEqual(['warning']);
    expect(causesOf(findings((fleet) => older(fleet, 8391)))).toEqual([]);
    const silent = findings((fleet) => {
      older(fleet, 8391);
      silence(fleet, ...workerNames);
    });
    expect(resultOf(silent, 'master.config-unread', 'master/SQLETL01')).toBe('unknown');
  });
});
