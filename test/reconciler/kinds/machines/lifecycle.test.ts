import { describe, expect, test } from 'vitest';
import { machineName, workerMark } from '../../../../src/domain/machine-name.js';
import type { MachineObservation } from '../../../../src/domain/machines.js';
import { workerAgentId } from '../../../../src/domain/rows.js';
import { byHandRequest } from '../../../../src/reconciler/by-hand.js';
import { planOf, rowOf } from '../../../support/build.js';
import { certificateOf, machineOf, ownCertificate, seenMachines } from '../../../support/machine-build.js';
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
import { argumentsOf } from '../../../support/step-of.js';

const { master, ETL01, ETL02 } = certificates;
const ids = (plan: ReturnType<typeof planWith>) => plan.steps.map((step) => step.id);
const step = (plan: ReturnType<typeof planWith>, id: string) => plan.steps.find((found) => found.id === id);

describe('a worker just after setup', () => {
  const fresh = workerMachine('ETL01', {
    config: { MasterEndpoint: '', MasterHttpsCertThumbprint: '', WorkerHttpsCertThumbprint: ETL01.thumbprint },
    root: [publicHalf(ETL01)],
  });
  const rows = [rowOf('ETL02', 2, { enabled: true })];
  const catalog = { ...workingCatalog(), workers: { known: true, value: rows } } as const;

  test('trusts, config, restart, registration, enabled: each waits for what it needs', () => {
    const SQLETL01 = masterMachine('SQLETL01', { root: [master, publicHalf(ETL02)] });
    const plan = planWith({ ETL01: fresh, SQLETL01 }, { catalog });
    expect(plan.changes).toMatchObject([{ id: 'worker/ETL01', action: 'add', risk: 'disruptive' }]);
    expect(ids(plan)).toEqual([
      'worker/ETL01:trustMaster',
      'worker/ETL01:trustOn/SQLETL01',
      'worker/ETL01:config',
      'worker/ETL01:restart',
      'worker/ETL01:register',
      'worker/ETL01:enable',
    ]);
    expect(step(plan, 'worker/ETL01:restart')?.needs).toEqual([
      'worker/ETL01:trustMaster',
      'worker/ETL01:trustOn/SQLETL01',
      'worker/ETL01:config',
    ]);
    expect(step(plan, 'worker/ETL01:enable')).toMatchObject({
      inputs: { workerAgentId: 'worker/ETL01:register' },
      arguments: { machine: 'ETL01', enabled: true },
    });
  });

  test('without a certificate it makes one, and everybody trusts that one', () => {
    const bare = workerMachine('ETL01', { config: {}, root: [], my: [] });
    const plan = planWith({ ETL01: bare }, { catalog });
    expect(step(plan, 'worker/ETL01:createCertificate')?.arguments).toMatchObject({
      mark: workerMark('test', 'ETL01'),
    });
    for (const id of ['worker/ETL01:trustSelf', 'worker/ETL01:trustOn/SQLETL01']) {
      expect(step(plan, id)).toMatchObject({ inputs: { thumbprint: 'worker/ETL01:createCertificate' } });
    }
    expect(step(plan, 'worker/ETL01:config')).toMatchObject({
      inputs: { 'config.WorkerHttpsCertThumbprint': 'worker/ETL01:createCertificate' },
    });
  });

  test('a certificate that the topology names and the machine lacks is left to a person', () => {
    const topology = sshTopology();
    const wanted = certificateOf('named').thumbprint;
    const workers = topology.workers.map((worker) =>
      worker.machine === 'ETL01' ? { ...worker, certificate: { thumbprint: wanted } } : worker,
    );
    const plan = planWith({}, { topology: { ...topology, workers } });
    expect(step(plan, 'worker/ETL01:installCertificate')).toMatchObject({ manual: true });
    expect(plan.diagnostics.map((found) => found.code)).toContain('plan.worker-certificate-missing');
  });

  test('while the master cannot be looked at, it is not set up half-way', () => {
    const base = { ...catalog, master: { ...catalog.master, certificateThumbprint: null } };
    const plan = planWith({ ETL01: fresh, SQLETL01: 'SQLETL01 does not answer' }, { catalog: base });
    expect(plan.steps).toEqual([]);
    expect(plan.changes).toMatchObject([
      { id: 'master/SQLETL01', action: 'unknown' },
      { id: 'worker/ETL01', action: 'unknown', reasonCode: 'master-unseen' },
    ]);
  });

  test('no Scale Out Worker there: unknown, with what to do', () => {
    const plan = planWith({ ETL01: workerMachine('ETL01', { observation: { installations: [] } }) }, { catalog });
    expect(plan.changes).toMatchObject([{ id: 'worker/ETL01', action: 'unknown', reasonCode: 'not-installed' }]);
  });
});

describe('a worker that a person sets up', () => {
  const topology = sshTopology();
  const manual = { transport: 'manual' } as const;
  const certificate = certificateOf('ETL01');
  const workers = topology.workers.map((worker) =>
    worker.machine === 'ETL01'
      ? { ...worker, access: manual, certificate: { file: 'etl01.cer', certificate } }
      : worker,
  );
  const byHand = { ...topology, workers };
  const rows = [rowOf('ETL02', 2, { enabled: true })];

  test('the master trusts its certificate, the rest is listed as manual, and its registration is awaited', () => {
    const SQLETL01 = masterMachine('SQLETL01', { root: [master, publicHalf(ETL02)] });
    const catalog = { ...workingCatalog(), workers: { known: true, value: rows } } as const;
    const plan = planWith({ SQLETL01 }, { topology: byHand, catalog });
    expect(ids(plan)).toEqual([
      'worker/ETL01:trustOn/SQLETL01',
      'worker/ETL01:byHand',
      'worker/ETL01:register',
      'worker/ETL01:enable',
    ]);
    expect(step(plan, 'worker/ETL01:byHand')).toMatchObject({
      manual: true,
      arguments: { command: 'scaleout script ETL01' },
    });
    expect(plan.summary.manual).toBe(1);
  });

  test('its settings are not seen, which is said', () => {
    const withSettings = {
      ...byHand,
      workers: byHand.workers.map((worker) => ({ ...worker, settings: { MaxTaskCount: 10 } })),
    };
    const plan = planWith({}, { topology: withSettings });
    expect(plan.changes).toEqual([]);
    expect(plan.diagnostics).toMatchObject([{ code: 'plan.settings-unseen', severity: 'note' }]);
  });

  test('once it works, nothing is left to do', () => {
    expect(planWith({}, { topology: byHand })).toMatchObject({ changes: [], steps: [] });
  });

  test('the script carries what the machine needs of others', () => {
    const machines = seenMachines({ SQLETL01: masterMachine('SQLETL01'), ETL02: workerMachine('ETL02') });
    const observation = { catalog: workingCatalog(), machines };
    expect(byHandRequest(byHand, observation, machineName('etl01.corp.example')).request).toMatchObject({
      operation: 'ensureWorker',
      masterCertificate: master.der,
      workerThumbprint: certificate.thumbprint,
    });
    expect(byHandRequest(byHand, observation, machineName('SQLETL01')).request).toMatchObject({
      operation: 'ensureMaster',
      trust: [{ certificate: certificate.der }, { certificate: ETL02.der }],
      port: 8391,
    });
    expect(() => byHandRequest(byHand, observation, machineName('ETL77'))).toThrow(/neither a worker nor a node/);
    const blind = { ...observation, machines: seenMachines({ SQLETL01: 'SQLETL01 does not answer' }) };
    expect(() => byHandRequest(byHand, blind, machineName('ETL01'))).toThrow(/SQLETL01 does not answer/);
  });
});

describe('rows and machines', () => {
  test('a machine installed anew: its old row is left alone, and its new one awaited', () => {
    const agent = '00000000-0000-4000-8000-0000000000AA';
    const machine = workerMachine('ETL01', { config: { ...workerConfig('ETL01'), AgentId: agent } });
    const rows = [rowOf('ETL01', 1, { enabled: true, lastOnlineAge: 90_000 }), rowOf('ETL02', 2, { enabled: true })];
    const plan = planWith(
      { ETL01: machine },
      { catalog: { ...workingCatalog(), workers: { known: true, value: rows } } },
    );
    expect(step(plan, 'worker/ETL01:register')?.arguments).toMatchObject({ workerAgentId: workerAgentId(agent) });
    expect(plan.changes).toContainEqual(expect.objectContaining({ action: 'unmanaged', reasonCode: 'stale' }));
    expect(plan.steps.every((found) => argumentsOf(found).workerAgentId !== rowOf('ETL01', 1).id)).toBe(true);
  });

  test('two rows of one machine, both offline: its config says which is its own', () => {
    const rows = [
      rowOf('ETL01', 1, { lastOnlineAge: 90_000 }),
      rowOf('ETL01', 3, { lastOnlineAge: 90_000 }),
      rowOf('ETL02', 2, { enabled: true }),
    ];
    const plan = planWith({}, { catalog: { ...workingCatalog(), workers: { known: true, value: rows } } });
    expect(step(plan, 'worker/ETL01:enable')?.arguments).toMatchObject({ workerAgentId: rowOf('ETL01', 1).id });
  });

  test("a clone: its config has the id of another machine's row, and nothing is done to it", () => {
    const machine = workerMachine('ETL01', { config: { ...workerConfig('ETL01'), AgentId: rowOf('ETL02', 2).id } });
    const plan = planWith({ ETL01: machine });
    expect(plan.changes).toContainEqual(
      expect.objectContaining({ id: 'worker/ETL01', action: 'unknown', reasonCode: 'cloned' }),
    );
    expect(plan.diagnostics).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        code: 'plan.cloned-agent',
        detail: expect.stringContaining(`ETL01 has the AgentId of row ${rowOf('ETL02', 2).id} (ETL02, `),
      }),
    );
    expect(plan.steps.filter((found) => found.target === 'worker/ETL01')).toEqual([]);
  });

  test.each([
    ['that is not listed', 'OLD01'],
    ['that a listed machine left behind', 'ETL02'],
  ])('a row %s, but that the config of a listed machine names, is told with that machine, not pruned', (_, name) => {
    const row = rowOf(name, 7, { lastOnlineAge: 90_000 });
    const machine = workerMachine('ETL01', { config: { ...workerConfig('ETL01'), AgentId: row.id } });
    const rows = [rowOf('ETL02', 2, { enabled: true }), row];
    const plan = planWith(
      { ETL01: machine },
      {
        topology: sshTopology({ policy: { prune: true } }),
        catalog: { ...workingCatalog(), workers: { known: true, value: rows } },
      },
    );
    expect(plan.changes.map((change) => [change.id, change.reasonCode])).toEqual([['worker/ETL01', 'cloned']]);
    expect(plan.steps).toEqual([]);
  });
});

describe('removing a worker', () => {
  const topology = sshTopology({ policy: { prune: true } });
  const old = rowOf('OLD01', 9, { enabled: true });
  const rows = [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2, { enabled: true }), old];
  const catalog = { ...workingCatalog(), workers: { known: true, value: rows } } as const;
  const own = ownCertificate('OLD01', 'worker');
  const config = { WorkerHttpsCertThumbprint: own.thumbprint, AgentId: old.id };
  const OLD01 = machineOf('OLD01', 'worker', { config, my: [own] });
  const marked = certificateOf('OLD01 of before', { friendlyName: workerMark('test', 'OLD01') });
  const SQLETL01 = masterMachine('SQLETL01', {
    root: [master, publicHalf(ETL01), publicHalf(ETL02), publicHalf(own), marked, certificateOf('somebody else')],
  });

  test('is drained, stopped, set to manual, deleted, and no longer trusted by what is its own', () => {
    const plan = planWith({ OLD01, SQLETL01 }, { topology, catalog });
    expect(ids(plan)).toEqual([
      'worker/OLD01:disable',
      'worker/OLD01:startMode',
      'worker/OLD01:stop',
      'worker/OLD01:remove',
      `worker/OLD01:distrustOn/SQLETL01/${marked.thumbprint.slice(0, 8)}`,
      `worker/OLD01:distrustOn/SQLETL01/${own.thumbprint.slice(0, 8)}`,
    ]);
    expect(plan.steps[0]?.operation).toBe('drainWorker');
    expect(step(plan, 'worker/OLD01:remove')?.needs).toEqual([
      'worker/OLD01:disable',
      'worker/OLD01:startMode',
      'worker/OLD01:stop',
    ]);
    expect(plan.diagnostics).toEqual([]);
  });

  test('stopping it is left to a person where nobody can tell whether a cluster owns its service', () => {
    const service = { clustered: null, clusterDoubt: 'ClusSvc is stopped' } as const;
    const doubted = machineOf('OLD01', 'worker', { config, my: [own], service });
    const plan = planWith({ OLD01: doubted, SQLETL01 }, { topology, catalog });
    for (const id of ['worker/OLD01:startMode', 'worker/OLD01:stop'])
      expect(step(plan, id)).toMatchObject({ manual: true });
    expect(plan.diagnostics).toMatchObject([
      { code: 'plan.will-register-again', severity: 'warning' },
      { code: 'plan.cluster-unknown', severity: 'warning' },
    ]);
    // Nobody waits for a person: until then it would register again with a certificate that is trusted.
    expect(step(plan, 'worker/OLD01:remove')?.needs).toContain(
      `worker/OLD01:distrustOn/SQLETL01/${marked.thumbprint.slice(0, 8)}`,
    );
  });

  test('a machine whose config has another id is not touched: the row is of an earlier installation', () => {
    const renewed = machineOf('OLD01', 'worker', { config: { ...config, AgentId: rowOf('OLD01', 77).id }, my: [own] });
    const plan = planWith({ OLD01: renewed, SQLETL01 }, { topology, catalog });
    expect(plan.steps.map((found) => found.operation)).not.toContain('stopService');
  });

  test('a certificate that a listed worker uses stays trusted', () => {
    const workers = topology.workers.map((worker) => ({ ...worker, certificate: { thumbprint: own.thumbprint } }));
    const plan = planOf(
      { ...topology, workers },
      catalog,
      undefined,
      seenMachines({ OLD01, SQLETL01, ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') }),
    );
    const distrusted = plan.steps.filter((found) => found.operation === 'distrustCertificate');
    expect(distrusted.map((found) => found.arguments.thumbprint)).toEqual([marked.thumbprint]);
  });

  test.each([
    ['the one that may be it stays trusted', { my: [ETL01, own] }, [marked.thumbprint]],
    ['where its store cannot be read all do', { observation: { my: { known: false, reason: 'denied' } } }, []],
  ] as const)('a listed worker that still runs with a certificate of an older config: %s', (_, parts, gone) => {
    const running = workerMachine('ETL01', { service: { configUnread: true }, ...parts });
    const plan = planWith({ OLD01, SQLETL01, ETL01: running }, { topology, catalog });
    const distrusted = plan.steps.filter((found) => found.operation === 'distrustCertificate');
    expect(distrusted.map((found) => found.arguments.thumbprint)).toEqual(gone);
  });

  test.each([
    ['of its name', 'OLD01'],
    ['without a name', null],
  ])(
    'a row that cannot be read, %s, may be of the worker whose certificate is still trusted: it stays so',
    (_, machineName) => {
      const unreadable = [
        { id: null, machineName, enabled: true, column: 'LastOnlineTime', value: '', problem: 'it is no time' },
      ];
      const gone = { ...workingCatalog(), workers: { known: true, value: rows.slice(0, 2) }, unreadable } as const;
      expect(planWith({ SQLETL01 }, { topology, catalog: gone }).steps).toEqual([]);
      // Nor does another row of that machine take the mark away with it.
      const { steps } = planWith({ SQLETL01 }, { topology, catalog: { ...catalog, unreadable } });
      expect(steps.map(({ operation }) => operation)).not.toContain('distrustCertificate');
    },
  );

  test('a removal that was cut off after the row was gone is finished: only what has our mark goes', () => {
    const gone = { ...workingCatalog(), workers: { known: true, value: rows.slice(0, 2) } } as const;
    const plan = planWith({ SQLETL01 }, { topology, catalog: gone });
    expect(plan.changes).toMatchObject([
      { id: 'worker/OLD01', reasonCode: 'former-worker-trusted', risk: 'destructive' },
    ]);
    expect(plan.steps.map((found) => argumentsOf(found).thumbprint)).toEqual([marked.thumbprint]);
    expect(planWith({ SQLETL01 }, { catalog: gone }).steps).toEqual([]);
  });

  test('its machine out of reach: it is distrusted before its row goes, and that it may still come back is said', () => {
    const plan = planWith({ OLD01: 'OLD01: no route to host', SQLETL01 }, { topology, catalog });
    const distrust = `worker/OLD01:distrustOn/SQLETL01/${marked.thumbprint.slice(0, 8)}`;
    expect(ids(plan)).toEqual(['worker/OLD01:disable', distrust, 'worker/OLD01:remove']);
    expect(step(plan, distrust)?.needs).toEqual(['worker/OLD01:disable']);
    expect(step(plan, 'worker/OLD01:remove')?.needs).toEqual(['worker/OLD01:disable', distrust]);
    const told = plan.diagnostics.find((found) => found.code === 'plan.will-register-again');
    expect(told?.detail).toContain('taken out of the Root of SQLETL01 before its row is removed');
    expect(told?.detail).toContain('session of TLS for 10 hours');
  });

  test('where no certificate is known to be its own, that nothing keeps it out is said', () => {
    const bare = masterMachine('SQLETL01');
    const plan = planWith({ OLD01: 'OLD01: no route to host', SQLETL01: bare }, { topology, catalog });
    const told = plan.diagnostics.find((found) => found.code === 'plan.will-register-again');
    expect(told?.detail).toContain('No certificate is known to be its own, so none is distrusted');
  });

  describe('that has been silent', () => {
    const told = (lastOnlineAge: number, machine?: MachineObservation) => {
      const value = [...rows.slice(0, 2), { ...old, lastOnlineAge }];
      const silent = { ...catalog, workers: { known: true, value } } as const;
      const machines = { SQLETL01, ...(machine === undefined ? {} : { OLD01: machine }) };
      const plan = planWith(machines, { topology, catalog: silent });
      return plan.diagnostics.filter(({ code }) => code === 'plan.will-register-again').map(({ detail }) => detail);
    };

    test('for less than the longest interval of heartbeats: it may run where its machine was not seen; for longer, why nothing is stopped', () => {
      expect(told(290)).toEqual([expect.stringContaining('was last heard of 4 min 50 s ago')]);
      expect(told(3_600)).toHaveLength(1);
      expect(told(3_601)).toEqual([
        expect.stringMatching(/^No service of worker\/OLD01 is stopped, for OLD01 could not/),
      ]);
    });

    test('and whose machine was seen: told only where its config tells no id', () => {
      expect(told(290, OLD01)).toEqual([]);
      const other = machineOf('OLD01', 'worker', { config: { ...config, AgentId: rowOf('OLD01', 77).id }, my: [own] });
      expect(told(290, other)).toEqual([]);
      const [installed] = OLD01.installations;
      if (installed === undefined) throw new Error('nothing is installed');
      const unread = { ...installed, config: { known: false, reason: 'denied' } } as const;
      expect(told(290, { ...OLD01, installations: [unread] })).toHaveLength(1);
    });
  });
});

describe('the master', () => {
  test('a node without the key is left to a person', () => {
    const SQLETL02 = masterMachine('SQLETL02', { root: [publicHalf(master), publicHalf(ETL01), publicHalf(ETL02)] });
    const plan = planWith({ SQLETL02 }, { topology: sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }) });
    expect(plan.steps).toMatchObject([{ id: 'master/SQLETL02:installCertificate', manual: true }]);
  });

  test("a certificate that is not for the endpoint's host refuses the plan", () => {
    const other = { ...master, names: ['SQLETL01'] };
    const SQLETL01 = masterMachine('SQLETL01', { root: [other, publicHalf(ETL01), publicHalf(ETL02)] });
    const plan = planWith({ SQLETL01 });
    expect(plan.applyable).toBe(false);
    expect(plan.diagnostics[0]).toMatchObject({ code: 'guard.endpoint-not-covered', severity: 'error' });
  });

  test('a clustered service is never restarted by us', () => {
    const config = { PortNumber: 8000, SSLCertThumbprint: master.thumbprint };
    const SQLETL01 = masterMachine('SQLETL01', { config, service: { clustered: true } });
    const plan = planWith({ SQLETL01 });
    expect(step(plan, 'master/SQLETL01:restart')).toMatchObject({ manual: true });
    expect(plan.diagnostics.map((found) => found.code)).toContain('plan.clustered-master');
  });

  test('a service of which nobody can tell whether a cluster owns it is left alone, and the plan says so', () => {
    const unknown = { clustered: null, clusterDoubt: 'ClusSvc is stopped' } as const;
    const told = (plan: ReturnType<typeof planWith>) =>
      plan.diagnostics.filter((found) => found.code === 'plan.cluster-unknown').map(({ detail }) => detail);
    const stopped = planWith({
      SQLETL01: masterMachine('SQLETL01', { service: { ...unknown, state: 'stopped', startMode: 'manual' } }),
    });
    expect(stopped.changes).toMatchObject([
      { id: 'master/SQLETL01', action: 'unknown', reasonCode: 'cluster-unknown', fields: [] },
    ]);
    expect(stopped.steps).toEqual([]);
    expect(told(stopped)).toEqual([
      'SSISScaleOutMaster160 on SQLETL01 is left as it is (stopped, start mode manual): ClusSvc is stopped.',
    ]);
    const config = { PortNumber: 8000, SSLCertThumbprint: master.thumbprint };
    const outdated = planWith({ SQLETL01: masterMachine('SQLETL01', { config, service: unknown }) });
    expect(step(outdated, 'master/SQLETL01:restart')).toMatchObject({ manual: true });
    expect(step(outdated, 'master/SQLETL01:config')).not.toHaveProperty('manual');
    expect(told(outdated)).toHaveLength(1);
    const asWanted = planWith({ SQLETL01: masterMachine('SQLETL01', { service: unknown }) });
    expect(asWanted).toMatchObject({ changes: [], steps: [] });
  });

  test('nor is such a worker drained, started or stopped', () => {
    const unknown = { clustered: null, clusterDoubt: 'ClusSvc is stopped' } as const;
    const stopped = planWith({ ETL01: workerMachine('ETL01', { service: { ...unknown, state: 'stopped' } }) });
    expect(stopped.changes).toMatchObject([{ id: 'worker/ETL01', action: 'unknown', reasonCode: 'cluster-unknown' }]);
    expect(stopped.steps).toEqual([]);
    const config = { ...workerConfig('ETL01'), MasterEndpoint: 'https://elsewhere:8391' };
    const outdated = planWith({ ETL01: workerMachine('ETL01', { config, service: unknown }) });
    expect(outdated.steps.map(({ id, manual }) => [id, manual])).toEqual([
      ['worker/ETL01:config', undefined],
      ['worker/ETL01:restart', true],
    ]);
  });

  test('its address in the catalog is set, but for a slash at the end', () => {
    const base = workingCatalog();
    const at = (address: string) => ({ ...base, master: { ...base.master, address } });
    expect(ids(planWith({}, { catalog: at('https://SQLETL01:8391') }))).toEqual(['catalog/masterAddress:set']);
    expect(ids(planWith({}, { catalog: at('https://sqletl01.corp.example:8391/') }))).toEqual([]);
  });

  test('certificates that end soon and are never renewed, or are weak, are warned of', () => {
    const ending = { ...ETL01, notAfter: '2026-12-01T00:00:00.000Z', weakness: 'signed with SHA-1' };
    const topology = sshTopology({
      policy: { certificates: { renewBeforeDays: undefined, keepOldDays: 7, validityDays: 1825, warnBeforeDays: 30 } },
    });
    const plan = planWith({ ETL01: workerMachine('ETL01', { my: [ending] }) }, { topology });
    expect(plan).toMatchObject({ changes: [], applyable: true });
    expect(plan.diagnostics.map((found) => found.code)).toEqual(['plan.certificate-expires', 'plan.certificate-weak']);
  });
});

test('the same world gives the same bytes', () => {
  const plan = () => JSON.stringify(planWith({ ETL01: workerMachine('ETL01', { config: {}, root: [], my: [] }) }));
  expect(plan()).toBe(plan());
});
