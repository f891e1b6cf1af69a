import { describe, expect, test } from 'vitest';
import { workerMark } from '../../../src/domain/machine-name.js';
import type { StoredCertificate } from '../../../src/domain/machines.js';
import type { Topology } from '../../../src/topology/topology.js';
import { rowOf } from '../../support/build.js';
import { certificateOf, ownCertificate } from '../../support/machine-build.js';
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

const { master, ETL02 } = certificates;
const mark = workerMark('test', 'ETL01');
/** In use since it was made, 8 days ago. */
const current: StoredCertificate = {
  ...ownCertificate('ETL01 new', 'worker'),
  friendlyName: mark,
  notBefore: '2026-11-16T00:00:00.000Z',
};
const old: StoredCertificate = { ...certificateOf('ETL01 old'), friendlyName: mark };
const config = { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: current.thumbprint };
const ownRoot = [publicHalf(master), publicHalf(current, mark), old];

type Parts = Parameters<typeof workerMachine>[1];
const worker = (parts: Parts = {}) => workerMachine('ETL01', { config, my: [current], root: ownRoot, ...parts });
const node = (name: string, ...more: readonly StoredCertificate[]) =>
  masterMachine(name, { root: [master, publicHalf(current, mark), publicHalf(ETL02), ...more] });
const world = (parts: Parts = {}, ...more: readonly StoredCertificate[]) => ({
  ETL01: worker(parts),
  SQLETL01: node('SQLETL01', ...(more.length === 0 ? [old] : more)),
});
const ids = (plan: ReturnType<typeof planWith>) => plan.steps.map(({ id }) => id);
const onNode = `worker/ETL01:distrustOn/SQLETL01/${old.thumbprint.slice(0, 8)}`;
const onItself = `worker/ETL01:distrustOn/ETL01/${old.thumbprint.slice(0, 8)}`;

describe('a certificate that was replaced longer than keepOld ago', () => {
  test('leaves the Root of the nodes and of the worker, and nobody is restarted for it', () => {
    const plan = planWith(world());
    expect(ids(plan)).toEqual([onNode, onItself]);
    expect(plan.changes).toMatchObject([
      { id: 'worker/ETL01', action: 'update', risk: 'safe', reasonCode: 'old-certificate-trusted' },
    ]);
    expect(plan.changes[0]?.fields).toContainEqual({
      path: 'trustedBy.SQLETL01',
      before: old.thumbprint,
      after: null,
    });
  });

  test('leaves it too where the service was restarted or the config written again since', () => {
    const [before, since] = ['2026-11-16T01:00:00.000Z', '2026-11-23T00:00:00.000Z'];
    expect(ids(planWith(world({ service: { startedAt: since, configWrittenAt: before } })))).toEqual([
      onNode,
      onItself,
    ]);
    expect(ids(planWith(world({ service: { startedAt: before, configWrittenAt: since } })))).toEqual([
      onNode,
      onItself,
    ]);
  });

  test('leaves the Root of every node that was looked at', () => {
    const nodes = ['SQLETL01', 'SQLETL02', 'SQLETL03'];
    const machines = { ...world(), SQLETL02: node('SQLETL02', old), SQLETL03: 'off' };
    expect(ids(planWith(machines, { topology: sshTopology({ nodes }) }))).toEqual([
      onNode,
      onNode.replace('SQLETL01', 'SQLETL02'),
      onItself,
    ]);
  });

  test('is taken out once where the worker runs on that node', () => {
    const topology = sshTopology({ nodes: ['ETL01'] });
    const both = worker({ root: [master, ...ownRoot.slice(1)] });
    const hosted = masterMachine('ETL01');
    const machine = { ...both, installations: [...both.installations, ...hosted.installations] };
    const plan = planWith(
      { ETL01: { ...machine, bindings: hosted.bindings, firewall: hosted.firewall }, ETL02: workerMachine('ETL02') },
      { topology },
    );
    expect(ids(plan).filter((id) => id.includes('distrustOn'))).toEqual([onItself]);
  });
});

describe('it stays', () => {
  const younger = { ...current, notBefore: '2026-11-18T00:00:00.000Z' };
  const never: Topology['policy']['certificates'] = {
    renewBeforeDays: 60,
    keepOldDays: 30,
    validityDays: 1825,
    warnBeforeDays: 30,
  };
  const silent = {
    ...workingCatalog(),
    workers: {
      known: true,
      value: [rowOf('ETL01', 1, { enabled: true, lastOnlineAge: 900 }), rowOf('ETL02', 2, { enabled: true })],
    },
  } as const;

  test.each<[string, Parameters<typeof planWith>]>([
    ['until keepOld has passed since the new one was made', [world({ my: [younger] })]],
    [
      'where the new one was taken into use long after it was made',
      [world({ service: { startedAt: '2026-11-23T00:00:00.000Z', configWrittenAt: '2026-11-22T00:00:00.000Z' } })],
    ],
    ['for as long as keepOld says', [world(), { topology: sshTopology({ policy: { certificates: never } }) }]],
    ['while nothing is heard of the worker', [world(), { catalog: silent }]],
    ['while the service has not read the config', [world({ service: { configUnread: true } })]],
    ['while somebody else has written the config', [world({ service: { configWritten: true } })]],
    ['where it has no mark of ours', [world({ root: ownRoot.slice(0, 2) }, publicHalf(old))]],
    [
      'where it has its private key there',
      [world({ root: ownRoot.slice(0, 2) }, { ...old, keyReaders: { known: true, value: [] } })],
    ],
    [
      'where it is the mark of another topology',
      [world({ root: ownRoot.slice(0, 2) }, { ...old, friendlyName: workerMark('other', 'ETL01') })],
    ],
    [
      'while it is as young as that itself',
      [world({ root: ownRoot.slice(0, 2) }, { ...old, notBefore: '2026-11-20T00:00:00.000Z' })],
    ],
  ])('%s', (_, given) => {
    expect(ids(planWith(...given)).filter((id) => id.includes('distrust'))).toEqual([]);
  });

  test('while another worker uses it: both were made from one image', () => {
    const shared = { ...ownCertificate('ETL01 old', 'worker') };
    const clone = workerMachine('ETL02', {
      config: { ...workerConfig('ETL02'), WorkerHttpsCertThumbprint: old.thumbprint },
      my: [shared],
      root: [publicHalf(master), old],
    });
    expect(ids(planWith({ ...world(), ETL02: clone }))).toEqual([]);
  });

  test('while a machine that may share it cannot be looked at, and its worker works', () => {
    expect(ids(planWith({ ...world(), ETL02: 'off' })).filter((id) => id.includes('distrust'))).toEqual([]);
    const rows = [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2, { enabled: true, lastOnlineAge: 900 })];
    const catalog = { ...workingCatalog(), workers: { known: true, value: rows } } as const;
    expect(ids(planWith({ ...world(), ETL02: 'off' }, { catalog })).filter((id) => id.includes('distrust'))).toEqual([
      onNode,
      onItself,
    ]);
  });

  test('while a worker cannot be looked at whose store would tell', () => {
    const unread = workerMachine('ETL02', {
      service: { configUnread: true },
      observation: { my: { known: false, reason: 'no right' } },
    });
    expect(ids(planWith({ ...world(), ETL02: unread })).filter((id) => id.includes('distrust'))).toEqual([]);
  });

  test('while it is the successor that is to be taken into use', () => {
    const ending = { ...current, notAfter: '2026-12-04T00:00:00.000Z' };
    const next = {
      ...ownCertificate('ETL01 next', 'worker'),
      friendlyName: mark,
      notBefore: '2026-11-17T00:00:00.000Z',
    };
    const half = publicHalf(next, mark);
    const machines = {
      ETL01: worker({ my: [ending, next], root: [...ownRoot.slice(0, 2), half] }),
      SQLETL01: node('SQLETL01', half),
      SQLETL02: 'off',
    };
    const plan = planWith(machines, { topology: sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }) });
    expect(ids(plan)).toEqual([]);
  });
});

describe('where a person brought the one in use', () => {
  const brought = { ...ownCertificate('ETL01 brought', 'worker'), notBefore: '2026-01-01T00:00:00.000Z' };
  const base = sshTopology();
  const topology: Topology = {
    ...base,
    workers: base.workers.map((found) =>
      found.machine === 'ETL01' ? { ...found, certificate: { thumbprint: brought.thumbprint } } : found,
    ),
  };
  const since = (startedAt: string | undefined) => {
    const machines = {
      ETL01: worker({
        config: { ...workerConfig('ETL01'), WorkerHttpsCertThumbprint: brought.thumbprint },
        my: [brought],
        root: [publicHalf(master), publicHalf(brought), old],
        service: startedAt === undefined ? {} : { startedAt },
      }),
      SQLETL01: node('SQLETL01', publicHalf(brought, mark), old),
    };
    return ids(planWith(machines, { topology })).filter((id) => id.endsWith(old.thumbprint.slice(0, 8)));
  };

  test('keepOld begins with the start of its service', () => {
    expect(since('2026-11-20T00:00:00.000Z')).toEqual([]);
    expect(since('2026-11-10T00:00:00.000Z')).toEqual([onNode, onItself]);
    expect(since(undefined)).toEqual([]);
  });
});
