import { firewallRule, machineName } from '../../src/domain/machine-name.js';
import {
  configOf,
  type DiagnosedFleet,
  masterCertificate,
  nodeNames,
  silence,
  silenceMaster,
  workerCertificateOf,
  workerNames,
} from './diagnosed-fleet.js';
import { addCertificate, breakConfig, changeMachine, changeService, replaceCertificate } from './edit-fleet.js';
import { certificateOf } from './machine-build.js';

/** One thing that is wrong, with what is seen of it, and the finding that must be its cause. */
export interface Fault {
  /** `id at target` */
  readonly finding: string;
  readonly severity: 'error' | 'warning';
  /** The parts that it changes, `ETL01 service`; `ETL01 *` hides all others of that machine. */
  readonly parts: readonly string[];
  apply(fleet: DiagnosedFleet): void;
}

const ended = '2026-11-01T00:00:00.000Z';
const soon = '2026-12-04T02:15:20.000Z';

const masterPrint = masterCertificate.thumbprint;
const stranger = certificateOf('CORP-CA-2', { selfSigned: false, issuer: 'CN=CORP-CA-1' });
const twentyMinutesLater = '2026-11-24T02:35:20.000Z';
const otherMaster = { ...masterCertificate, ...certificateOf('other'), keyReaders: masterCertificate.keyReaders };

function fault(finding: string, parts: string, apply: Fault['apply'], severity: Fault['severity'] = 'error'): Fault {
  return { finding, parts: parts.split(', '), apply, severity };
}

/** Whether both can be there and be seen at one time. */
export function canBeBoth(one: Fault, other: Fault): boolean {
  const machineOf = (part: string) => part.split(' ')[0];
  return one.parts.every((part) =>
    other.parts.every(
      (of) => part !== of && (machineOf(part) !== machineOf(of) || ![part, of].some((text) => text.endsWith('*'))),
    ),
  );
}

/** What is wrong with the master: all workers are cut off, or the master itself is silent. */
export const masterFaults: readonly Fault[] = [
  fault('master.machine-unreached at master/SQLETL01', 'SQLETL01 *', (fleet) => {
    fleet.machines.SQLETL01 = 'no answer in 30 s';
    silenceMaster(fleet);
  }),
  fault('master.config at master/SQLETL01', 'SQLETL01 *', (fleet) => {
    breakConfig(fleet, 'SQLETL01');
    silenceMaster(fleet);
  }),
  fault('master.sql-server-name at master/SQLETL01', 'SQLETL01 config', (fleet) => {
    const config = { PortNumber: 8391, SSLCertThumbprint: masterPrint, SqlServerName: 'SQLOLD' };
    changeService(fleet, 'SQLETL01', { config });
    silenceMaster(fleet);
  }),
  fault('master.service at master', 'SQLETL01 service, SQLETL02 service', (fleet) => {
    for (const name of nodeNames) changeService(fleet, name, { service: { state: 'stopped', clustered: true } });
    silenceMaster(fleet);
  }),
  fault('master.certificate-missing at master/SQLETL01', 'SQLETL01 root', (fleet) => {
    replaceCertificate(fleet, 'SQLETL01', 'root', masterPrint, () => undefined);
    silence(fleet, ...workerNames);
  }),
  fault('master.certificate-expired at master', 'SQLETL01 root, SQLETL02 root', (fleet) => {
    for (const name of nodeNames)
      replaceCertificate(fleet, name, 'root', masterPrint, (found) => ({ ...found, notAfter: ended }));
    silence(fleet, ...workerNames);
  }),
  fault('master.binding at master/SQLETL01', 'SQLETL01 binding', (fleet) => {
    changeMachine(fleet, 'SQLETL01', { bindings: { known: true, value: [] } });
    silence(fleet, ...workerNames);
  }),
  fault('master.firewall at master/SQLETL01', 'SQLETL01 firewall', (fleet) => {
    const rule = { name: firewallRule, enabled: false, allows: true, ports: ['8391'] };
    changeMachine(fleet, 'SQLETL01', { firewall: { known: true, value: [rule] } });
    silence(fleet, ...workerNames);
  }),
  fault('master.certificate-name at master', 'SQLETL01 names, SQLETL02 names', (fleet) => {
    for (const name of nodeNames)
      replaceCertificate(fleet, name, 'root', masterPrint, (found) => ({ ...found, names: ['SQLOLD'] }));
    silence(fleet, ...workerNames);
  }),
  fault('master.clock at master/SQLETL01', 'SQLETL01 clock', (fleet) => {
    changeMachine(fleet, 'SQLETL01', { observedAt: twentyMinutesLater });
    silence(fleet, ...workerNames);
  }),
  fault('master.foreign-root at master/SQLETL01', 'SQLETL01 foreign', (fleet) => {
    addCertificate(fleet, 'SQLETL01', 'root', stranger);
    silence(fleet, ...workerNames);
  }),
];

/** What is wrong with one worker. */
export function workerFaults(name: string): readonly Fault[] {
  const at = (id: string) => `${id} at worker/${name}`;
  const own = workerCertificateOf(name).thumbprint;
  const config = `${name} config`;
  const key = `${name} my`;
  const withConfig = (fleet: DiagnosedFleet, parts: Readonly<Record<string, unknown>>) => {
    changeService(fleet, name, { config: { ...configOf(name), ...parts } });
    silence(fleet, name);
  };
  return [
    fault(at('worker.machine-unreached'), `${name} *`, (fleet) => {
      fleet.machines[name] = 'no answer in 30 s';
      silence(fleet, name);
    }),
    fault(at('worker.config'), `${name} *`, (fleet) => {
      breakConfig(fleet, name);
      silence(fleet, name);
    }),
    fault(at('worker.config'), `${name} *`, (fleet) => withConfig(fleet, { AgentId: `{${name}}` })),
    fault(at('worker.service'), `${name} service`, (fleet) => {
      changeService(fleet, name, { service: { state: 'stopped' } });
      silence(fleet, name);
    }),
    fault(at('worker.config-unread'), `${name} service`, (fleet) => {
      changeService(fleet, name, { service: { configUnread: true } });
      silence(fleet, name);
    }),
    fault(at('worker.clock'), `${name} clock`, (fleet) => {
      changeMachine(fleet, name, { observedAt: twentyMinutesLater });
      silence(fleet, name);
    }),
    fault(at('worker.endpoint'), config, (fleet) => withConfig(fleet, { MasterEndpoint: 'https://old:8391' })),
    fault(at('worker.master-thumbprint'), config, (fleet) =>
      withConfig(fleet, { MasterHttpsCertThumbprint: 'B'.repeat(40) }),
    ),
    fault(at('worker.master-not-trusted'), `${name} root`, (fleet) => {
      replaceCertificate(fleet, name, 'root', masterPrint, () => undefined);
      silence(fleet, name);
    }),
    fault(at('worker.certificate-missing'), `${key}, ${name} trust`, (fleet) => {
      replaceCertificate(fleet, name, 'my', own, () => undefined);
      silence(fleet, name);
    }),
    fault(at('worker.certificate-expired'), key, (fleet) => {
      replaceCertificate(fleet, name, 'my', own, (found) => ({ ...found, notAfter: ended }));
      silence(fleet, name);
    }),
    fault(at('worker.key-missing'), key, (fleet) => {
      replaceCertificate(fleet, name, 'my', own, (found) => ({ ...found, keyReaders: null }));
      silence(fleet, name);
    }),
    fault(at('worker.key-unreadable'), key, (fleet) => {
      replaceCertificate(fleet, name, 'my', own, (found) => ({
        ...found,
        keyReaders: { known: true, value: ['S-1-5-18'] },
      }));
      silence(fleet, name);
    }),
    fault(at('worker.not-trusted'), `SQLETL01 trust of ${name}, ${name} trust`, (fleet) => {
      replaceCertificate(fleet, 'SQLETL01', 'root', own, () => undefined);
      silence(fleet, name);
    }),
  ];
}

/** What is no fault yet: nobody is cut off. */
export const warnings: readonly Fault[] = [
  fault(
    'master.service at master/SQLETL02',
    'SQLETL02 service',
    (fleet) => {
      changeService(fleet, 'SQLETL02', { service: { state: 'stopped' } });
    },
    'warning',
  ),
  fault(
    'master.certificate-differs at master/SQLETL02',
    'SQLETL02 root, SQLETL02 config, SQLETL02 names',
    (fleet) => {
      const used = { PortNumber: 8391, SSLCertThumbprint: otherMaster.thumbprint, SqlServerName: 'SQLETL01' };
      changeService(fleet, 'SQLETL02', { config: used });
      addCertificate(fleet, 'SQLETL02', 'root', { ...otherMaster, names: masterCertificate.names });
      const value = [{ address: '0.0.0.0:8391', thumbprint: otherMaster.thumbprint, store: 'Root' }];
      changeMachine(fleet, 'SQLETL02', { bindings: { known: true, value } });
    },
    'warning',
  ),
  fault(
    'master.address at master',
    'catalog address',
    (fleet) => {
      fleet.catalog = { ...fleet.catalog, master: { ...fleet.catalog.master, address: 'https://sqlold:8391' } };
    },
    'warning',
  ),
  fault(
    'master.certificate-ends at master',
    'SQLETL01 root, SQLETL02 root',
    (fleet) => {
      for (const name of nodeNames)
        replaceCertificate(fleet, name, 'root', masterPrint, (found) => ({ ...found, notAfter: soon }));
    },
    'warning',
  ),
  fault(
    'worker.certificate-ends at worker/ETL03',
    'ETL03 my',
    (fleet) => {
      const own = workerCertificateOf('ETL03').thumbprint;
      replaceCertificate(fleet, 'ETL03', 'my', own, (found) => ({ ...found, notAfter: soon }));
    },
    'warning',
  ),
  fault(
    'worker.not-trusted at worker/ETL03',
    'SQLETL02 trust of ETL03, ETL03 trust',
    (fleet) => {
      replaceCertificate(fleet, 'SQLETL02', 'root', workerCertificateOf('ETL03').thumbprint, () => undefined);
    },
    'warning',
  ),
  fault(
    'worker.stale-row at worker/ETL03',
    'catalog rows',
    (fleet) => {
      const { workers } = fleet.catalog;
      if (!workers.known) throw new Error('The rows are hidden.');
      const [row] = workers.value;
      if (row === undefined) throw new Error('There are no rows.');
      const id = '00000000-0000-4000-8000-000000000099' as typeof row.id;
      const old = { ...row, id, machineName: machineName('ETL03'), lastOnlineAge: 900_000 };
      fleet.catalog = { ...fleet.catalog, workers: { known: true, value: [...workers.value, old] } };
    },
    'warning',
  ),
];

/** A copy of another machine: both have one AgentId, and the row of the copy is silent. */
export const clone: Fault = fault('worker.agent-id-shared at worker/ETL05', 'ETL05 config', (fleet) => {
  changeService(fleet, 'ETL05', { config: { ...configOf('ETL05'), AgentId: configOf('ETL04').AgentId } });
  silence(fleet, 'ETL05');
});
