import { describe, expect, test } from 'vitest';
import { machineName, workerMark } from '../../../src/domain/machine-name.js';
import type { MachineObservation, StoredCertificate } from '../../../src/domain/machines.js';
import { byHandRequest } from '../../../src/reconciler/by-hand.js';
import type { DesiredWorker, Topology } from '../../../src/topology/topology.js';
import { planOf, rowOf } from '../../support/build.js';
import { ownCertificate, seenMachines } from '../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  planWith,
  publicHalf,
  sshTopology,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';

const { master, ETL01, ETL02 } = certificates;
const mark = workerMark('test', 'ETL01');
/** 10 days before its end. */
const ending = { ...ETL01, notAfter: '2026-12-04T12:00:00.000Z' };
/** Made by a run that was cut off. */
const successor: StoredCertificate = {
  ...ownCertificate('ETL01 new', 'worker'),
  friendlyName: mark,
  notBefore: '2026-11-24T00:00:00.000Z',
};
const fresh = { ...successor, keyReaders: { known: true, value: ['S-1-5-18'] } } as const;

type Parts = Parameters<typeof workerMachine>[1];
const worker = (parts: Parts = {}) =>
  workerMachine('ETL01', { my: [ending], root: [publicHalf(master), publicHalf(ending)], ...parts });
const node = (name = 'SQLETL01', ...more: readonly StoredCertificate[]) =>
  masterMachine(name, { root: [master, publicHalf(ETL01), publicHalf(ETL02), ...more] });
const topologyWith = (change: Partial<DesiredWorker> = {}, topology = sshTopology()): Topology => ({
  ...topology,
  workers: topology.workers.map((found) => (found.machine === 'ETL01' ? { ...found, ...change } : found)),
});
const prepared = {
  ETL01: worker({ my: [ending, successor], root: [publicHalf(master), publicHalf(ending), publicHalf(successor)] }),
  SQLETL01: node('SQLETL01', publicHalf(successor, mark)),
};
const ids = (plan: ReturnType<typeof planWith>) => plan.steps.map((step) => step.id.replace('worker/ETL01:', ''));
const step = (plan: ReturnType<typeof planWith>, name: string) =>
  plan.steps.find(({ id }) => id === `worker/ETL01:${name}`);
const codes = (plan: ReturnType<typeof planWith>) => plan.diagnostics.map(({ code }) => code);
const told = (plan: ReturnType<typeof planWith>, code: string) => plan.diagnostics.find((found) => found.code === code);
const withRow = (parts: Parameters<typeof rowOf>[2] | null) =>
  ({
    ...workingCatalog(),
    workers: {
      known: true,
      value: [...(parts === null ? [] : [rowOf('ETL01', 1, parts)]), rowOf('ETL02', 2, { enabled: true })],
    },
  }) as const;

const prepareNew = ['createCertificate', 'trustSelf/new', 'grantKey/new', 'trustOn/SQLETL01/new'];
const switching = ['drain', 'config', 'restart', 'online', 'enable'];

describe("a worker's certificate that ends within renewBefore", () => {
  test('is replaced: all that prepares it, then the worker is drained, restarted and heard of, then enabled', () => {
    const plan = planWith({ ETL01: worker() });
    expect(ids(plan)).toEqual([...prepareNew, ...switching]);
    expect(plan.changes).toMatchObject([
      {
        id: 'worker/ETL01',
        action: 'update',
        reason: 'its certificate ends in 10 days',
        reasonCode: 'certificate-renewed',
        risk: 'disruptive',
        fields: [{ path: 'certificate', before: ending.thumbprint, after: '(a new one)' }],
      },
    ]);
    expect(codes(plan)).toEqual([]);
    expect(step(plan, 'createCertificate')).toMatchObject({
      arguments: { names: 'ETL01', mark, days: 1825, store: 'My', usage: 'client' },
      expects: { replaces: ending.thumbprint },
      risk: 'safe',
    });
    // Nobody is taken out of service before the new one can be used.
    expect(step(plan, 'drain')?.needs).toEqual(prepareNew.map((name) => `worker/ETL01:${name}`));
    expect(step(plan, 'config')).toMatchObject({
      inputs: { 'config.WorkerHttpsCertThumbprint': 'worker/ETL01:createCertificate' },
    });
    expect(step(plan, 'online')).toMatchObject({
      arguments: { workerAgentId: rowOf('ETL01', 1).id },
      inputs: { lastOnline: 'worker/ETL01:restart' },
    });
  });

  test('lasts as long as the topology says', () => {
    const policy = {
      certificates: { renewBeforeDays: 60, keepOldDays: 7, validityDays: 365, warnBeforeDays: 30 },
    } as const;
    const plan = planWith({ ETL01: worker() }, { topology: sshTopology({ policy }) });
    expect(step(plan, 'createCertificate')?.arguments).toMatchObject({ days: 365 });
  });

  test('is left as it is until then, and for ever with renewBefore: never', () => {
    const later = { ...ETL01, notAfter: '2027-02-24T12:00:00.000Z' };
    expect(planWith({ ETL01: worker({ my: [later] }) }).steps).toEqual([]);
    const policy = {
      certificates: { renewBeforeDays: undefined, keepOldDays: 7, validityDays: 365, warnBeforeDays: 30 },
    } as const;
    const plan = planWith({ ETL01: worker() }, { topology: sshTopology({ policy }) });
    expect(plan.steps).toEqual([]);
    expect(codes(plan)).toEqual(['plan.certificate-expires']);
  });

  test('is replaced on demand at any time', () => {
    const plan = planWith({}, { topology: topologyWith({ renew: true }) });
    expect(ids(plan)).toEqual([...prepareNew, ...switching]);
    expect(plan.changes[0]?.reason).toBe('a new certificate is asked for');
  });

  test('a rollback says how it is taken back: config, restart, heard of with the old one, enabled', () => {
    const { rollbacks } = planWith({ ETL01: worker() });
    expect(rollbacks).toMatchObject([
      {
        target: 'worker/ETL01',
        steps: ['drain', 'config', 'restart', 'online'].map((name) => `worker/ETL01:${name}`),
        undo: [
          {
            undoes: 'worker/ETL01:config',
            step: {
              id: 'worker/ETL01:back/config',
              arguments: { 'config.WorkerHttpsCertThumbprint': ending.thumbprint },
              expects: { sha256: null },
            },
          },
          { undoes: 'worker/ETL01:restart', step: { id: 'worker/ETL01:back/restart' } },
          {
            undoes: 'worker/ETL01:restart',
            step: {
              operation: 'awaitWorker',
              needs: ['worker/ETL01:back/restart'],
              inputs: { lastOnline: 'worker/ETL01:back/restart' },
            },
          },
          {
            undoes: 'worker/ETL01:drain',
            step: {
              operation: 'setWorkerEnabled',
              arguments: { enabled: true },
              needs: ['worker/ETL01:back/config', 'worker/ETL01:back/online'],
            },
          },
        ],
      },
    ]);
  });

  test('other settings are changed in the same restart, and only the certificate is taken back', () => {
    const topology = topologyWith({ settings: { MaxTaskCount: 8 } });
    const plan = planWith(prepared, { topology });
    expect(ids(plan)).toEqual(switching);
    expect(step(plan, 'config')?.arguments).toMatchObject({
      'config.MaxTaskCount': 8,
      'config.WorkerHttpsCertThumbprint': successor.thumbprint,
    });
    expect(plan.rollbacks?.[0]?.undo[0]?.step.arguments).not.toHaveProperty(['config.MaxTaskCount']);
  });
});

describe('a successor that a run before has made', () => {
  test('is used, and only what is missing of it is done', () => {
    const half = { ETL01: worker({ my: [ending, fresh] }) };
    expect(ids(planWith(half))).toEqual(['trustSelf/new', 'grantKey/new', 'trustOn/SQLETL01/new', ...switching]);
    const all = planWith(prepared);
    expect(ids(all)).toEqual(switching);
    expect(all.changes[0]?.fields).toContainEqual({
      path: 'certificate',
      before: ending.thumbprint,
      after: successor.thumbprint,
    });
    expect(step(all, 'config')?.arguments).toMatchObject({
      'config.WorkerHttpsCertThumbprint': successor.thumbprint,
    });
  });

  test.each([
    ['is older than the one in use', { notBefore: '2025-12-31T00:00:00.000Z' }],
    ['ends within renewBefore itself', { notAfter: '2027-01-01T00:00:00.000Z' }],
    ['is not valid yet', { notBefore: '2026-11-25T00:00:00.000Z' }],
    ['was issued by an authority', { selfSigned: false }],
    ['may sign others', { authority: 'its basicConstraints say CA' }],
    ['has no private key', { keyReaders: null }],
    ['has lost its private key', { keyReaders: { known: false, reason: 'is not among the keys of this machine' } }],
    ["is another worker's", { friendlyName: workerMark('test', 'ETL02') }],
  ] as const)('that %s is none', (_, parts) => {
    const plan = planWith({ ETL01: worker({ my: [ending, { ...successor, ...parts }] }) });
    expect(ids(plan)).toEqual([...prepareNew, ...switching]);
  });

  test('of several the youngest counts', () => {
    const older = { ...successor, ...ownCertificate('ETL01 older', 'worker'), friendlyName: mark };
    const plan = planWith({ ...prepared, ETL01: worker({ my: [older, ending, successor] }) });
    expect(plan.changes[0]?.fields[0]?.after).toBe(successor.thumbprint);
  });
});

describe('the switch is kept from the plan, and all else is prepared', () => {
  const nodes = ['SQLETL01', 'SQLETL02'];
  const topology = topologyWith({}, sshTopology({ nodes }));
  const both = { ...prepared, SQLETL02: node('SQLETL02') };

  test('while a node of the master could not be looked at', () => {
    const plan = planWith({ ETL01: worker(), SQLETL01: node(), SQLETL02: 'SQLETL02 does not answer' }, { topology });
    expect(ids(plan)).toEqual(prepareNew);
    expect(plan.rollbacks).toBeUndefined();
    const waits = told(plan, 'plan.renewal-waits');
    expect(waits).toMatchObject({ severity: 'warning' });
    expect(waits?.detail).toContain('ends 2026-12-04 12:00:00 UTC, in 10 days');
    expect(waits?.detail).toContain('SQLETL02 could not be looked at');
    expect(waits?.remedy).toContain('--exclude master/SQLETL02');
  });

  test('once all is prepared it is only told, and nothing is to be done', () => {
    const plan = planWith({ ...prepared, SQLETL02: 'SQLETL02 does not answer' }, { topology });
    expect(plan.steps).toEqual([]);
    expect(plan.changes.map(({ id }) => id)).toEqual(['master/SQLETL02']);
    expect(codes(plan)).toContain('plan.renewal-waits');
  });

  test('but not where --exclude says that it is to be done without that node', () => {
    const machines = seenMachines({
      ...prepared,
      ETL02: workerMachine('ETL02'),
      SQLETL02: 'SQLETL02 does not answer',
    });
    const plan = planOf(topology, workingCatalog(), { include: [], exclude: ['master/SQLETL02'] }, machines);
    expect(ids(plan)).toEqual(switching);
    expect(codes(plan)).not.toContain('plan.renewal-waits');
  });

  test('every node comes to trust it', () => {
    expect(ids(planWith(both, { topology }))).toEqual(['trustOn/SQLETL02/new', ...switching]);
  });

  test.each<[string, Readonly<Record<string, MachineObservation>>, string]>([
    [
      'whose Root cannot be read',
      { SQLETL02: masterMachine('SQLETL02', { observation: { root: { known: false, reason: 'no right' } } }) },
      'the Root of SQLETL02 could not be looked at: no right',
    ],
    [
      'where the account is no administrator',
      { SQLETL02: { ...node('SQLETL02'), administrator: false } },
      'the account is no administrator there',
    ],
  ])('while there is a node %s', (_, machines, why) => {
    const plan = planWith({ ...both, ...machines }, { topology });
    expect(ids(plan)).not.toContain('drain');
    expect(told(plan, 'plan.renewal-waits')?.detail).toContain(why);
  });

  test('while a person works on a node: what to have run there, and how to go on then', () => {
    const manual = { ...topology, access: { transport: 'manual' } as const };
    const plan = planWith({ ETL01: prepared.ETL01 }, { topology: manual });
    expect(plan.steps.filter(({ target }) => target === 'worker/ETL01')).toEqual([]);
    expect(told(plan, 'plan.renewal-waits')?.remedy).toBe(
      'Have what scaleout script SQLETL01 prints run there. Where the new one is trusted there, or that node is gone, apply with --exclude master/SQLETL01.',
    );
    const observation = { catalog: workingCatalog(), machines: seenMachines(both) };
    const { request } = byHandRequest(topology, observation, machineName('SQLETL02'));
    expect(request).toMatchObject({ trust: expect.arrayContaining([{ certificate: successor.der, mark }]) });
  });

  test('while nothing is heard of the worker', () => {
    const plan = planWith(prepared, { catalog: withRow({ enabled: true, lastOnlineAge: 900 }) });
    expect(ids(plan)).not.toContain('config');
    expect(told(plan, 'plan.renewal-waits')?.detail).toContain('nothing is heard of the worker');
  });

  test("while the master's certificate is not known", () => {
    const bare = masterMachine('SQLETL01', { root: [publicHalf(ETL01), publicHalf(ETL02), publicHalf(successor)] });
    const plan = planWith({ ...prepared, SQLETL01: bare });
    expect(plan.steps.filter(({ target }) => target === 'worker/ETL01')).toEqual([]);
    expect(told(plan, 'plan.renewal-waits')?.detail).toContain("the master's certificate is not known");
  });

  test('it is a note as long as the end is far', () => {
    const later = { ...ending, notAfter: '2027-01-10T00:00:00.000Z' };
    const plan = planWith({ ETL01: worker({ my: [later] }), SQLETL01: node(), SQLETL02: 'off' }, { topology });
    expect(told(plan, 'plan.renewal-waits')?.severity).toBe('note');
    const asked = topologyWith({ renew: true }, topology);
    const other = planWith({ ETL01: worker({ my: [later] }), SQLETL02: 'off' }, { topology: asked });
    expect(told(other, 'plan.renewal-waits')?.severity).toBe('warning');
  });
});

describe('nothing is prepared', () => {
  test.each<[string, MachineObservation, string]>([
    ['where the account is no administrator', { ...worker(), administrator: false }, 'no administrator there'],
    ['of a clustered service', worker({ service: { clustered: true } }), 'a failover cluster owns its service'],
    ['where the cluster cannot be told', worker({ service: { clustered: null } }), 'a failover cluster may own'],
    [
      'where its own Root cannot be read',
      worker({ observation: { root: { known: false, reason: 'no right' } } }),
      'its Root could not be looked at: no right',
    ],
  ])('%s: it is told why', (_, ETL01, why) => {
    const plan = planWith({ ETL01 });
    expect(plan.steps).toEqual([]);
    expect(told(plan, 'plan.renewal-waits')?.detail).toMatch(new RegExp(`A new one is not made: .*${why}`));
  });

  test('where the topology lists no machines of the master', () => {
    const { master: _, ...topology } = sshTopology();
    const plan = planWith({ ETL01: worker() }, { topology });
    expect(plan.steps).toEqual([]);
    expect(told(plan, 'plan.renewal-waits')?.remedy).toContain('master: { machines');
  });

  test('for a worker that is not registered: it is set up first, and warned of', () => {
    const plan = planWith({ ETL01: worker() }, { catalog: withRow(null) });
    expect(ids(plan)).not.toContain('createCertificate');
    expect(codes(plan)).toContain('plan.certificate-expires');
    expect(codes(plan)).not.toContain('plan.renewal-waits');
  });

  test('while the config does not name the one that is there: that is mended first', () => {
    const config = { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: '' };
    const plan = planWith({ ETL01: worker({ config, my: [{ ...ending, friendlyName: mark }] }) });
    expect(ids(plan)).not.toContain('createCertificate');
    expect(step(plan, 'config')?.arguments).toMatchObject({ 'config.WorkerHttpsCertThumbprint': ending.thumbprint });
  });
});

describe('one that a person brings', () => {
  const issued = { ...ending, selfSigned: false, issuer: 'CN=Corp CA' };
  const inTpm = { ...ending, keyReaders: { known: false, reason: 'in the TPM' }, keyInTpm: true } as const;
  const named = topologyWith({ certificate: { thumbprint: ending.thumbprint } });

  test.each<[string, Topology, StoredCertificate, string]>([
    ['the topology names it', named, ending, 'The topology names it'],
    ['an authority has issued it', sshTopology(), issued, 'CN=Corp CA has issued it'],
    ['its key lies in the TPM', sshTopology(), inTpm, 'Its private key lies in the TPM'],
  ])('since %s is never replaced: what to bring is told, and by when', (_, topology, own, why) => {
    const plan = planWith({ ETL01: worker({ my: [own] }) }, { topology });
    expect(plan.steps).toEqual([]);
    const found = told(plan, 'plan.certificate-to-bring');
    expect(found).toMatchObject({ severity: 'warning' });
    expect(found?.detail).toContain(
      `the certificate ${own.thumbprint} ends 2026-12-04 12:00:00 UTC, in 10 days. ${why}`,
    );
    expect(found?.remedy).toContain('LocalMachine\\My');
    expect(codes(plan)).not.toContain('plan.certificate-expires');
  });

  test('is noted from renewBefore on, and silent before', () => {
    const at = (notAfter: string) =>
      told(
        planWith({ ETL01: worker({ my: [{ ...ending, notAfter }] }) }, { topology: named }),
        'plan.certificate-to-bring',
      );
    expect(at('2027-01-10T00:00:00.000Z')?.severity).toBe('note');
    expect(at('2027-03-10T00:00:00.000Z')).toBeUndefined();
  });

  test('is told of where a command asks for a new one', () => {
    const certificate = { thumbprint: ETL01.thumbprint };
    const plan = planWith({}, { topology: topologyWith({ renew: true, certificate }) });
    expect(plan.steps).toEqual([]);
    expect(told(plan, 'plan.certificate-to-bring')?.severity).toBe('warning');
  });
});

describe('one that the topology names in place of the one in use', () => {
  const brought = ownCertificate('ETL01 brought', 'worker');
  const topology = topologyWith({ certificate: { thumbprint: brought.thumbprint } });
  const there = (parts: Parts = {}) =>
    worker({ my: [ETL01, brought], root: [publicHalf(master), publicHalf(ETL01), publicHalf(brought)], ...parts });

  test('is not looked for by a worker that works before its key is there', () => {
    const plan = planWith(
      { ETL01: worker({ my: [ETL01], root: [publicHalf(master), publicHalf(ETL01)] }) },
      { topology },
    );
    expect(plan.steps.map(({ id, manual }) => [id, manual])).toEqual([
      ['worker/ETL01:installCertificate', true],
      ['worker/ETL01:trustOn/SQLETL01', true],
    ]);
  });

  test('is taken into use when it is, and the way back is to the one before', () => {
    const plan = planWith({ ETL01: there() }, { topology });
    expect(ids(plan)).toEqual(['trustOn/SQLETL01', ...switching]);
    expect(step(plan, 'config')?.arguments).toMatchObject({ 'config.WorkerHttpsCertThumbprint': brought.thumbprint });
    expect(plan.rollbacks?.[0]?.undo[0]?.step.arguments).toMatchObject({
      'config.WorkerHttpsCertThumbprint': ETL01.thumbprint,
    });
  });

  test('waits for a node that could not be looked at', () => {
    const nodes = topologyWith(
      { certificate: { thumbprint: brought.thumbprint } },
      sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }),
    );
    const plan = planWith({ ETL01: there(), SQLETL02: 'SQLETL02 does not answer' }, { topology: nodes });
    expect(ids(plan)).toEqual(['trustOn/SQLETL01']);
    expect(told(plan, 'plan.renewal-waits')?.detail).toContain(
      `A new one (${brought.thumbprint}) is there and not taken into use: SQLETL02`,
    );
  });

  test.each<[string, Parts, boolean]>([
    ['has no key', { my: [{ ...ETL01, keyReaders: null }, brought] }, true],
    ['has ended', { my: [{ ...ETL01, notAfter: '2026-11-20T00:00:00.000Z' }, brought] }, true],
    ['is not there any more', { my: [brought] }, true],
    ['works', {}, false],
  ])('takes the place at once of one that %s: %s', (_, parts, isSwitched) => {
    const nodes = topologyWith(
      { certificate: { thumbprint: brought.thumbprint } },
      sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }),
    );
    const plan = planWith({ ETL01: there(parts), SQLETL02: 'SQLETL02 does not answer' }, { topology: nodes });
    expect(ids(plan).includes('config')).toBe(isSwitched);
  });
});

describe('of a worker whose machine nobody looks at', () => {
  const certificate = { file: 'etl01.cer', certificate: publicHalf(ending) };
  const by = (transport: 'manual' | 'none', change: Partial<DesiredWorker>) =>
    planWith({}, { topology: topologyWith({ access: { transport }, ...change }) });

  test('the end of the certificate that the topology shows is told, with the script that makes the next one', () => {
    const found = told(by('manual', { certificate }), 'plan.certificate-to-bring');
    expect(found).toMatchObject({ severity: 'warning' });
    expect(found?.detail).toContain('ends 2026-12-04 12:00:00 UTC, in 10 days');
    expect(found?.remedy).toContain('scaleout script ETL01 --new-certificate');
    const far = { ...certificate, certificate: publicHalf(ETL01) };
    expect(codes(by('manual', { certificate: far }))).not.toContain('plan.certificate-to-bring');
  });

  test.each(['manual', 'none'] as const)('%s: who asks for a new one is told that none is made', (transport) => {
    expect(told(by(transport, { renew: true }), 'plan.renewal-waits')).toMatchObject({ severity: 'warning' });
    expect(codes(by(transport, {}))).not.toContain('plan.renewal-waits');
  });

  test('nor one that could not be reached', () => {
    const plan = planWith({ ETL01: 'ETL01 does not answer' }, { topology: topologyWith({ renew: true }) });
    expect(told(plan, 'plan.renewal-waits')?.detail).toContain('its machine is not looked at');
  });
});

describe('whether it is enabled afterwards', () => {
  const enabling = (plan: ReturnType<typeof planWith>) => [
    step(plan, 'enable') !== undefined,
    plan.rollbacks?.[0]?.undo.some(({ step: found }) => found.operation === 'setWorkerEnabled'),
  ];

  test.each([
    ['enabled, and not managed', undefined, true, [true, true]],
    ['disabled, and not managed', undefined, false, [false, false]],
    ['disabled, as the topology wants it', false, false, [false, false]],
    ['disabled by a run that was cut off', true, false, [true, true]],
    ['to be disabled', false, true, [false, false]],
  ] as const)('a worker that is %s', (_, wanted, enabled, expected) => {
    const { enabled: __, ...bare } = sshTopology().workers[0] ?? { enabled: undefined };
    const base = sshTopology();
    const workers = base.workers.map((found) =>
      found.machine === 'ETL01'
        ? ({ ...bare, ...(wanted === undefined ? {} : { enabled: wanted }) } as DesiredWorker)
        : found,
    );
    const plan = planWith(prepared, { topology: { ...base, workers }, catalog: withRow({ enabled }) });
    expect(ids(plan)).toContain('config');
    expect(enabling(plan)).toEqual(expected);
  });
});

describe('a switch that was cut off after the config was written', () => {
  const config = { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: successor.thumbprint };
  const service = { configUnread: true, startedAt: '2026-11-20T00:00:00.000Z' } as const;
  const cut = (parts: Parts = {}) => ({
    ...prepared,
    ETL01: worker({
      config,
      service,
      my: [ending, successor],
      root: [publicHalf(master), publicHalf(ending), publicHalf(successor)],
      ...parts,
    }),
  });
  const disabled = { catalog: withRow({ enabled: false }) };

  test('is finished, and can still be taken back', () => {
    const plan = planWith(cut(), disabled);
    expect(ids(plan)).toEqual(['drain', 'restart', 'online', 'enable']);
    expect(plan.rollbacks).toMatchObject([
      {
        steps: ['drain', 'restart', 'online'].map((name) => `worker/ETL01:${name}`),
        undo: [
          {
            undoes: 'worker/ETL01:restart',
            step: { arguments: { 'config.WorkerHttpsCertThumbprint': ending.thumbprint } },
          },
          { undoes: 'worker/ETL01:restart' },
          { undoes: 'worker/ETL01:restart' },
          { undoes: 'worker/ETL01:drain' },
        ],
      },
    ]);
  });

  test.each<[string, Readonly<Record<string, MachineObservation>>]>([
    [
      'whose node does not trust the old one',
      { SQLETL01: masterMachine('SQLETL01', { root: [master, publicHalf(ETL02), publicHalf(successor, mark)] }) },
    ],
    ['that does not trust the old one itself', cut({ root: [publicHalf(master), publicHalf(successor)] })],
    ['whose old one has no key', cut({ my: [{ ...ending, keyReaders: null }, successor] })],
    ['whose old one has ended', cut({ my: [{ ...ending, notAfter: '2026-11-23T00:00:00.000Z' }, successor] })],
    ['whose service began after the new one', cut({ service: { ...service, startedAt: '2026-11-24T01:00:00.000Z' } })],
  ])('of a worker %s is finished without a way back', (_, machines) => {
    const plan = planWith({ ...cut(), ...machines }, disabled);
    expect(ids(plan)).toContain('restart');
    expect(plan.rollbacks).toBeUndefined();
  });

  test('asks for no further certificate, not even on demand', () => {
    const plan = planWith(cut(), { ...disabled, topology: topologyWith({ renew: true }) });
    expect(ids(plan)).toEqual(['drain', 'restart', 'online', 'enable']);
  });
});

describe('a certificate that has ended', () => {
  test('is replaced without a way back, whether the worker is heard of or not', () => {
    const ended = { ...ETL01, notAfter: '2026-11-20T00:00:00.000Z' };
    const silent = planWith(
      { ETL01: worker({ my: [ended] }) },
      { catalog: withRow({ enabled: true, lastOnlineAge: 900 }) },
    );
    expect(ids(silent)).toEqual(expect.arrayContaining(['createCertificate', 'config', 'restart', 'online']));
    expect(step(silent, 'createCertificate')?.expects).toEqual({ replaces: ended.thumbprint });
    expect(silent.rollbacks).toBeUndefined();
  });
});

test('workers that share a certificate each get one of their own', () => {
  const config = { ...workerConfig('ETL02'), WorkerHttpsCertThumbprint: ending.thumbprint };
  const clone = workerMachine('ETL02', { config, my: [ending], root: [publicHalf(master), publicHalf(ending)] });
  const plan = planWith({ ETL01: worker(), ETL02: clone });
  const made = plan.steps.filter(({ operation }) => operation === 'createCertificate');
  expect(made.map(({ target, arguments: given }) => [target, 'mark' in given ? given.mark : ''])).toEqual([
    ['worker/ETL01', mark],
    ['worker/ETL02', workerMark('test', 'ETL02')],
  ]);
  expect(plan.rollbacks).toHaveLength(2);
});

test('the old one is mended beside it, so that one can go back to it', () => {
  const plan = planWith({
    ETL01: worker(),
    SQLETL01: masterMachine('SQLETL01', { root: [master, publicHalf(ETL02)] }),
  });
  expect(ids(plan)).toEqual(expect.arrayContaining(['trustOn/SQLETL01', 'trustOn/SQLETL01/new']));
  expect(new Set(ids(plan)).size).toBe(plan.steps.length);
});

describe("a machine whose clock is not the SQL Server's", () => {
  const at = (observedAt: string) => ({ observation: { observedAt } });
  const ahead = at('2026-12-24T02:15:20.000Z');

  test('ahead: the one in use is kept, though it has ended by that clock, and no new one is made that the master would refuse', () => {
    const plan = planWith({ ETL01: worker(ahead) });
    expect(ids(plan)).toEqual([]);
    expect(told(plan, 'plan.renewal-waits')?.detail).toContain(
      "A new one is not made: the clock of ETL01 is 30 d ahead of the SQL Server's",
    );
  });

  test('ahead, with one that was made there: nobody is taken out of service for it before it is valid', () => {
    const later = { ...successor, notBefore: '2026-12-20T00:00:00.000Z' };
    const plan = planWith({ ...prepared, ETL01: worker({ ...ahead, my: [ending, later] }) });
    expect(ids(plan)).not.toContain('drain');
    expect(told(plan, 'plan.renewal-waits')?.detail).toContain('it is valid only from 2026-12-20 00:00:00 UTC on');
  });

  test('behind: one that has ended is replaced, though nothing is heard of the worker', () => {
    const ended = { ...ending, notAfter: '2026-11-20T00:00:00.000Z' };
    const parts = { ...at('2026-10-24T02:15:20.000Z'), my: [ended] };
    const plan = planWith({ ETL01: worker(parts) }, { catalog: withRow({ enabled: true, lastOnlineAge: 90_000 }) });
    expect(ids(plan)).toContain('restart');
    expect(codes(plan)).not.toContain('plan.renewal-waits');
  });
});
