import { describe, expect, test } from 'vitest';
import { firewallRule } from '../../../../src/domain/machine-name.js';
import type { MachineObservation } from '../../../../src/domain/machines.js';
import { rowOf } from '../../../support/build.js';
import { certificateOf } from '../../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  planWith,
  publicHalf,
  sshTopology,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../../../support/scale-out-world.js';

const { master, ETL01, ETL02 } = certificates;

test('a world that is as the topology says: nothing to do', () => {
  expect(planWith()).toMatchObject({ changes: [], steps: [], diagnostics: [], complete: true });
});

interface Fault {
  readonly machines: Readonly<Record<string, MachineObservation>>;
  readonly nodes?: readonly string[];
  readonly change: string;
  readonly reasonCode: string;
  readonly reason: RegExp;
  readonly operations: readonly string[];
}

const restart = ['drainWorker', 'editConfig', 'restartService', 'awaitWorker', 'setWorkerEnabled'];

const faults: Readonly<Record<string, Fault>> = {
  "the master's certificate is missing from a worker's Root": {
    machines: { ETL01: workerMachine('ETL01', { root: [publicHalf(ETL01)] }) },
    change: 'worker/ETL01',
    reasonCode: 'master-certificate-untrusted',
    reason: /master's certificate is not in its Root/,
    operations: ['trustCertificate'],
  },
  "a worker's certificate is missing from one of two master nodes": {
    nodes: ['SQLETL01', 'SQLETL02'],
    machines: { SQLETL02: masterMachine('SQLETL02', { root: [master, publicHalf(ETL02)] }) },
    change: 'worker/ETL01',
    reasonCode: 'worker-certificate-untrusted',
    reason: /not in the Root of SQLETL02/,
    operations: ['trustCertificate'],
  },
  "a wrong thumbprint of the master's certificate in the config": {
    machines: {
      ETL01: workerMachine('ETL01', {
        config: { ...workerConfig('ETL01'), MasterHttpsCertThumbprint: '0'.repeat(40) },
      }),
    },
    change: 'worker/ETL01',
    reasonCode: 'config-differs',
    reason: /MasterHttpsCertThumbprint of WorkerSettings.config differs/,
    operations: restart,
  },
  'a wrong thumbprint of its own certificate in the config: the one that is trusted is used again': {
    machines: {
      ETL01: workerMachine('ETL01', {
        config: { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: '0'.repeat(40) },
      }),
    },
    change: 'worker/ETL01',
    reasonCode: 'config-differs',
    reason: /WorkerHttpsCertThumbprint of WorkerSettings.config differs/,
    operations: restart,
  },
  'a wrong endpoint in the config': {
    machines: {
      ETL01: workerMachine('ETL01', { config: { ...workerConfig('ETL01'), MasterEndpoint: 'https://old:8391' } }),
    },
    change: 'worker/ETL01',
    reasonCode: 'config-differs',
    reason: /MasterEndpoint of WorkerSettings.config differs/,
    operations: restart,
  },
  'a service that runs with an older config': {
    machines: { ETL01: workerMachine('ETL01', { service: { configUnread: true } }) },
    change: 'worker/ETL01',
    reasonCode: 'config-unread',
    reason: /runs with an older WorkerSettings.config/,
    operations: ['drainWorker', 'restartService', 'awaitWorker', 'setWorkerEnabled'],
  },
  'a master that runs with an older config': {
    machines: { SQLETL01: masterMachine('SQLETL01', { service: { configUnread: true } }) },
    change: 'master/SQLETL01',
    reasonCode: 'config-unread',
    reason: /runs with an older MasterSettings.config/,
    operations: ['restartService'],
  },
  'a key that the service may not read': {
    machines: {
      ETL01: workerMachine('ETL01', { my: [{ ...ETL01, keyReaders: { known: true, value: ['S-1-5-18'] } }] }),
    },
    change: 'worker/ETL01',
    reasonCode: 'key-unreadable',
    reason: /may not read the private key/,
    operations: ['grantKey', 'drainWorker', 'restartService', 'awaitWorker', 'setWorkerEnabled'],
  },
  'a service that does not run': {
    machines: { ETL01: workerMachine('ETL01', { service: { state: 'stopped' } }) },
    change: 'worker/ETL01',
    reasonCode: 'service-stopped',
    reason: /its service does not run/,
    operations: ['startService'],
  },
  'a service that is disabled': {
    machines: { ETL01: workerMachine('ETL01', { service: { state: 'stopped', startMode: 'disabled' } }) },
    change: 'worker/ETL01',
    reasonCode: 'service-disabled',
    reason: /its service is disabled; its service does not run/,
    operations: ['setStartMode', 'startService'],
  },
  'a port that is bound to another certificate': {
    machines: {
      SQLETL01: masterMachine('SQLETL01', {
        bindings: [{ address: '0.0.0.0:8391', thumbprint: certificateOf('other').thumbprint, store: 'Root' }],
      }),
    },
    change: 'master/SQLETL01',
    reasonCode: 'binding-differs',
    reason: /port 8391 is bound to another certificate/,
    operations: ['bindPort'],
  },
  'a firewall that is closed': {
    machines: { SQLETL01: masterMachine('SQLETL01', { firewall: [] }) },
    change: 'master/SQLETL01',
    reasonCode: 'firewall-closed',
    reason: /no rule of ours for port 8391/,
    operations: ['openFirewall'],
  },
  'a rule of the firewall that is disabled': {
    machines: {
      SQLETL01: masterMachine('SQLETL01', {
        firewall: [
          { name: 'ssis-scaleout-other', enabled: true, allows: true, ports: ['80'] },
          { name: firewallRule, enabled: false, allows: true, ports: ['8391'] },
        ],
      }),
    },
    change: 'master/SQLETL01',
    reasonCode: 'firewall-closed',
    reason: /the firewall has our rule for port 8391, but it is disabled/,
    operations: ['openFirewall'],
  },
};

describe('faults', () => {
  test.each(Object.entries(faults))('%s', (_, { machines, nodes, change, reasonCode, reason, operations }) => {
    const topology = sshTopology(nodes === undefined ? {} : { nodes });
    const plan = planWith(machines, { topology });
    expect(plan.changes).toHaveLength(1);
    expect(plan.changes[0]).toMatchObject({ id: change, action: 'update', reasonCode });
    expect(plan.changes[0]?.reason).toMatch(reason);
    expect(plan.steps.map((step) => step.operation)).toEqual(operations);
    expect(plan).toMatchObject({ applyable: true, complete: true });
  });

  test('a worker that is idle by the catalog and offline is not drained before its restart', () => {
    const catalog = workingCatalog();
    const rows = [rowOf('ETL01', 1, { enabled: true, lastOnlineAge: 90_000 }), rowOf('ETL02', 2, { enabled: true })];
    const config = { ...workerConfig('ETL01'), MasterEndpoint: 'https://old:8391' };
    const plan = planWith(
      { ETL01: workerMachine('ETL01', { config }) },
      { catalog: { ...catalog, workers: { known: true, value: rows } } },
    );
    expect(plan.steps.map((step) => step.operation)).toEqual(['editConfig', 'restartService', 'awaitWorker']);
  });

  test('what the config has and the topology does not name is left alone', () => {
    const config = { ...workerConfig('ETL01'), MaxTaskCount: 99, Unknown: 'x' };
    expect(planWith({ ETL01: workerMachine('ETL01', { config }) }).steps).toEqual([]);
  });
});

describe('what cannot be seen', () => {
  test('a worker whose machine cannot be reached is unknown, and said so with the reason', () => {
    const plan = planWith({ ETL01: 'ETL01: connect ECONNREFUSED 10.0.0.11:22' });
    expect(plan).toMatchObject({ complete: false, changes: [{ id: 'worker/ETL01', action: 'unknown' }], steps: [] });
    expect(plan.diagnostics).toMatchObject([{ code: 'plan.machine-unreached', severity: 'warning' }]);
    expect(plan.diagnostics[0]?.detail).toContain('ECONNREFUSED');
  });

  test('a node of the master that cannot be reached: workers that work are left alone', () => {
    const plan = planWith({ SQLETL01: 'SQLETL01 did not answer' });
    expect(plan.changes).toMatchObject([{ id: 'master/SQLETL01', action: 'unknown' }]);
    expect(plan.steps).toEqual([]);
  });

  test('an account that is no administrator: the steps fall to a person', () => {
    const machine = workerMachine('ETL01', { root: [publicHalf(ETL01)], observation: { administrator: false } });
    const plan = planWith({ ETL01: machine });
    expect(plan.steps).toMatchObject([{ operation: 'trustCertificate', manual: true }]);
    expect(plan.diagnostics.map((found) => found.code)).toEqual(['plan.not-administrator']);
    expect(plan.summary.manual).toBe(1);
  });
});
