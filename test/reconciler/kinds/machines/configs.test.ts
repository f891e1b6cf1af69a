import { describe, expect, test } from 'vitest';
import type { MachineObservation, MachineService, Thumbprint } from '../../../../src/domain/machines.js';
import { rowOf } from '../../../support/build.js';
import {
  certificates,
  endpoint,
  masterMachine,
  planWith,
  publicHalf,
  sshTopology,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../../../support/scale-out-world.js';

/** The same machine with other bytes in its config. */
function withConfig(machine: MachineObservation, text: string, version = '160'): MachineObservation {
  return {
    ...machine,
    installations: machine.installations.map((installation) => ({
      ...installation,
      version,
      config: {
        known: true,
        value: { path: 'C:\\x.config', content: Buffer.from(text).toString('base64'), sha256: '0'.repeat(64) },
      },
    })),
  };
}

const topologyWith = (
  settings: Readonly<Record<string, string | number>>,
  more: { readonly settingsAsWritten?: readonly string[] } = {},
) => {
  const base = sshTopology();
  const [first, ...others] = base.workers;
  if (first === undefined) throw new Error('no worker');
  return { ...base, workers: [{ ...first, settings, ...more }, ...others] };
};
const edits = (plan: ReturnType<typeof planWith>) =>
  plan.steps.filter(({ operation }) => operation === 'editConfig').map((step) => step.arguments);

describe('values that are the same to the services', () => {
  test('thumbprints in lower case, and the address in another form: no step, no drain, no restart', () => {
    const config = Object.fromEntries(
      Object.entries(workerConfig('ETL01')).map(([key, value]) => [
        key,
        key.endsWith('Thumbprint') ? String(value).toLowerCase() : value,
      ]),
    );
    const plan = planWith({
      ETL01: workerMachine('ETL01', {
        config: { ...config, MasterEndpoint: `${endpoint.replace('sqletl', 'SqlEtl')}/` },
      }),
      SQLETL01: masterMachine('SQLETL01', {
        config: { PortNumber: '8391', SSLCertThumbprint: certificates.master.thumbprint.toLowerCase() },
      }),
    });
    expect(plan).toMatchObject({ changes: [], steps: [], diagnostics: [] });
  });

  test('a thumbprint with an invisible mark is mended: no certificate is found by it', () => {
    const { thumbprint } = certificates.ETL01;
    const config = { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: `\u200E${thumbprint}` };
    expect(edits(planWith({ ETL01: workerMachine('ETL01', { config }) }))).toMatchObject([
      { 'config.WorkerHttpsCertThumbprint': thumbprint },
    ]);
  });
});

describe('a key of which nobody knows the spelling', () => {
  test('is not added where the file has neither: the plan says so, and knows no more', () => {
    const plan = planWith({}, { topology: topologyWith({ LeaseInterval: '00:02:00' }) });
    expect(plan.changes).toMatchObject([{ id: 'worker/ETL01', action: 'unknown', reasonCode: 'setting-spelling' }]);
    expect(plan.steps).toEqual([]);
    const [told] = plan.diagnostics;
    expect(told).toMatchObject({ code: 'plan.setting-spelling', severity: 'warning' });
    expect(told?.detail).toContain('neither LeaseInterval nor LeaseInternval');
    expect(told?.remedy).toContain('settingsAsWritten');
  });

  test('does not hold up the others', () => {
    const plan = planWith({}, { topology: topologyWith({ LeaseInterval: '00:02:00', MaxTaskCount: 8 }) });
    expect(plan.changes).toMatchObject([{ id: 'worker/ETL01', action: 'update' }]);
    expect(edits(plan)).toEqual([expect.objectContaining({ 'config.MaxTaskCount': 8 })]);
    expect(Object.keys(edits(plan)[0] ?? {}).join()).not.toContain('Lease');
    expect(plan.diagnostics.map(({ code }) => code)).toContain('plan.setting-spelling');
  });

  test('is added as a person has written it', () => {
    const settingsAsWritten = ['LeaseInternval'];
    const topology = topologyWith({ LeaseInternval: '00:02:00' }, { settingsAsWritten });
    expect(edits(planWith({}, { topology }))).toMatchObject([{ 'config.LeaseInternval': '00:02:00' }]);
    const done = { ...workerConfig('ETL01'), LeaseInternval: '00:02:00' };
    expect(planWith({ ETL01: workerMachine('ETL01', { config: done }) }, { topology }).changes).toEqual([]);
  });

  test.each([
    [{ LeaseInternval: '00:01:00' }, { 'config.LeaseInternval': '00:02:00' }],
    [{ LeaseInterval: '00:01:00' }, { 'config.LeaseInterval': '00:02:00' }],
    // Whichever the service reads, it is among them.
    [
      { LeaseInterval: '00:01:00', LeaseInternval: '00:01:00' },
      { 'config.LeaseInterval': '00:02:00', 'config.LeaseInternval': '00:02:00' },
    ],
  ])('of %j that is written which is there', (present, written) => {
    const ETL01 = workerMachine('ETL01', { config: { ...workerConfig('ETL01'), ...present } });
    const plan = planWith({ ETL01 }, { topology: topologyWith({ LeaseInterval: '00:02:00' }) });
    const keys = Object.entries(edits(plan)[0] ?? {}).filter(([key]) => key.startsWith('config.'));
    expect(Object.fromEntries(keys)).toEqual(written);
  });
});

describe('a config that is no JSON', () => {
  const xml = '<?xml version="1.0"?>\n<configuration/>';
  const codes = (plan: ReturnType<typeof planWith>) => plan.diagnostics.map(({ code }) => code);

  test('is left alone and shown by its first line; the rest of the worker goes on', () => {
    const machine = workerMachine('ETL01', { root: [], service: { state: 'stopped', startMode: 'manual' } });
    const plan = planWith({ ETL01: withConfig(machine, xml) });
    expect(plan.changes).toMatchObject([{ id: 'worker/ETL01', action: 'unknown', reasonCode: 'config-unreadable' }]);
    const told = plan.diagnostics.find(({ code }) => code === 'machine.config-unreadable');
    expect(told?.detail).toContain('The file begins: <?xml version="1.0"?>');
    expect(told?.remedy).toMatch(/another machine of the same version.*XML.*scaleout report/s);
    expect(plan.steps.map(({ operation }) => operation)).toEqual(['trustCertificate', 'setStartMode', 'startService']);
  });

  test.each(['ETL01', 'SQLETL01'] as const)('of %s, the plan is not complete', (name) => {
    const machine = name === 'ETL01' ? workerMachine(name) : masterMachine(name);
    expect(planWith({ [name]: withConfig(machine, xml) }).complete).toBe(false);
    const [installed] = machine.installations;
    if (installed === undefined) throw new Error('nothing is installed');
    const older = { ...installed, version: '140', config: { known: false, reason: 'denied' } } as const;
    expect(planWith({ [name]: { ...machine, installations: [older, installed] } }).complete).toBe(true);
  });

  test.each(['root', 'my', 'bindings', 'firewall'] as const)('nor where %s of a node was not seen', (part) => {
    const unseen = { [part]: { known: false, reason: 'denied' } };
    expect(planWith({ SQLETL01: masterMachine('SQLETL01', { observation: unseen }) }).complete).toBe(false);
  });

  test('no certificate is made in the place of the one that it names, and nobody is restarted', () => {
    const machine = workerMachine('ETL01', {
      root: [publicHalf(certificates.master)],
      service: { configUnread: true },
      my: [{ ...certificates.ETL01, keyReaders: { known: true, value: ['S-1-5-18'] } }],
    });
    expect(planWith({ ETL01: withConfig(machine, xml) }).steps).toEqual([]);
  });

  test('the certificate that the topology names is seen to all the same', () => {
    const base = sshTopology();
    const certificate = { thumbprint: certificates.ETL01.thumbprint };
    const workers = base.workers.map((worker) => (worker.machine === 'ETL01' ? { ...worker, certificate } : worker));
    const machine = workerMachine('ETL01', {
      root: [publicHalf(certificates.master)],
      my: [{ ...certificates.ETL01, keyReaders: { known: true, value: ['S-1-5-18'] } }],
    });
    const plan = planWith({ ETL01: withConfig(machine, xml) }, { topology: { ...base, workers } });
    expect(plan.steps.map(({ operation }) => operation)).toEqual(['trustCertificate', 'grantKey']);
  });

  test("other machines and the catalog's part of the worker go on", () => {
    const rows = [rowOf('ETL01', 1, { enabled: false }), rowOf('ETL02', 2, { enabled: false })];
    const catalog = { ...workingCatalog(), workers: { known: true, value: rows } } as const;
    const plan = planWith({ ETL01: withConfig(workerMachine('ETL01'), xml) }, { catalog });
    expect(plan.steps.map(({ id }) => id)).toEqual(['worker/ETL01:enable', 'worker/ETL02:enable']);
  });

  test("a worker that is not registered is not started: it may be another farm's", () => {
    const catalog = {
      ...workingCatalog(),
      workers: { known: true, value: [rowOf('ETL02', 2, { enabled: true })] },
    } as const;
    const machine = workerMachine('ETL01', { service: { state: 'stopped' } });
    expect(planWith({ ETL01: withConfig(machine, xml) }, { catalog }).steps).toEqual([]);
  });

  test('of a node of the master: its firewall and its service are seen to, its binding is not', () => {
    const machine = masterMachine('SQLETL01', { bindings: [], firewall: [], service: { state: 'stopped' } });
    const plan = planWith({ SQLETL01: withConfig(machine, xml) });
    expect(plan.steps.map(({ operation }) => operation)).toEqual(['openFirewall', 'startService']);
    const running = masterMachine('SQLETL01', { service: { configUnread: true } });
    expect(planWith({ SQLETL01: withConfig(running, xml) }).steps).toEqual([]);
    expect(codes(plan)).toContain('machine.config-unreadable');
  });
});

describe('a config that somebody else wrote after the service had started', () => {
  test.each(['ETL01', 'SQLETL01'] as const)('restarts nobody, and is told: %s', (name) => {
    const service = { configWritten: true } as const;
    const machine = name === 'ETL01' ? workerMachine(name, { service }) : masterMachine(name, { service });
    const plan = planWith({ [name]: machine });
    expect(plan).toMatchObject({ changes: [], steps: [] });
    expect(plan.diagnostics).toMatchObject([{ code: 'plan.config-written', severity: 'note' }]);
  });
});

describe('a master whose config another hand changed, and which the catalog shows to go by the old one', () => {
  const began = 'B'.repeat(40);
  const catalog = workingCatalog();
  const started = (parts: Partial<typeof catalog.master>) => ({
    catalog: { ...catalog, master: { ...catalog.master, machineName: 'SQLETL01', port: 8391, ...parts } },
  });
  const service = { configWritten: true } as const;

  test('is restarted after the port is bound, and told of no more', () => {
    const bindings = [{ address: '0.0.0.0:8391', thumbprint: began as Thumbprint, store: 'Root' }];
    const SQLETL01 = masterMachine('SQLETL01', { service, bindings });
    const plan = planWith({ SQLETL01 }, started({ certificateThumbprint: began }));
    expect(plan.steps.map(({ id }) => id)).toEqual(['master/SQLETL01:bind', 'master/SQLETL01:restart']);
    expect(plan.steps[1]?.needs).toContain('master/SQLETL01:bind');
    expect(plan.diagnostics.map(({ code }) => code)).not.toContain('plan.config-written');
  });

  test('the port tells it as well; a passive node, one whose file is older than its start, and a clustered one are not restarted', () => {
    const operations = (parts: Partial<MachineService>, of: Partial<typeof catalog.master>) =>
      planWith({ SQLETL01: masterMachine('SQLETL01', { service: { ...service, ...parts } }) }, started(of)).steps.map(
        ({ operation, manual }) => [operation, manual === true],
      );
    expect(operations({}, { port: 8392 })).toEqual([['restartService', false]]);
    expect(operations({}, { port: 8392, machineName: 'SQLETL02' })).toEqual([]);
    expect(operations({}, {})).toEqual([]);
    expect(operations({ clustered: true }, { port: 8392 })).toEqual([['restartService', true]]);
    const read = planWith({}, started({ certificateThumbprint: began }));
    expect(read.steps).toEqual([]);
  });
});

describe('settings that SQL Server 2017 does not use', () => {
  const topology = topologyWith({ TaskRequestMaxCPU: 70 });
  const config = JSON.stringify({ ...workerConfig('ETL01'), TaskRequestMaxCPU: 70 });

  test.each([
    ['140', ['plan.setting-not-in-use']],
    ['150', []],
  ])('%s: %j', (version, told) => {
    const ETL01 = withConfig(workerMachine('ETL01'), config, version);
    expect(planWith({ ETL01 }, { topology }).diagnostics.map(({ code }) => code)).toEqual(told);
  });
});

describe('a worker that is not heard of although all is as it should be', () => {
  const rows = [rowOf('ETL01', 1, { enabled: true, lastOnlineAge: 90_000 }), rowOf('ETL02', 2, { enabled: true })];
  const catalog = { ...workingCatalog(), workers: { known: true, value: rows } } as const;
  const toldOf = (logs: MachineObservation['logs']) =>
    planWith({ ETL01: workerMachine('ETL01', { observation: { logs } }) }, { catalog }).diagnostics.find(
      ({ code }) => code === 'plan.worker-offline',
    )?.detail;

  test('says where no log was found', () => {
    expect(toldOf([{ role: 'worker', folders: ['C:\\a', 'C:\\b'], newest: null }])).toContain(
      'No log was found in C:\\a, C:\\b.',
    );
    expect(toldOf([{ role: 'worker', folders: [], newest: null }])).toContain(
      'the profile of its account is not known',
    );
  });

  test('names the log that says nothing', () => {
    expect(toldOf([{ role: 'worker', folders: ['C:\\a'], newest: 'C:\\a\\x.log' }])).toContain(
      'says nothing of the known causes: C:\\a\\x.log.',
    );
  });
});
