import { describe, expect, test } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import type { MachineObservation, StoredCertificate } from '../../../src/domain/machines.js';
import { fleetView } from '../../../src/reconciler/view/fleet.js';
import { keptUntil, masterRotation } from '../../../src/reconciler/view/master-rotation.js';
import type { Topology } from '../../../src/topology/topology.js';
import { rowOf } from '../../support/build.js';
import { certificateOf, ownCertificate, seenMachines } from '../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  publicHalf,
  sshTopology,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';

const mark = 'ssis-scaleout test master';
const successor = {
  ...ownCertificate('SQLETL01 next', 'master'),
  names: certificates.master.names,
  friendlyName: mark,
  notBefore: '2026-11-01T00:00:00.000Z',
};
const ending = { ...certificates.master, notAfter: '2026-12-10T00:00:00.000Z' };
const workersRoots = [publicHalf(certificates.ETL01), publicHalf(certificates.ETL02)];

interface Parts {
  readonly topology?: Topology;
  readonly catalog?: CatalogObservation;
  readonly root?: readonly (typeof successor)[];
  readonly machines?: Readonly<Record<string, MachineObservation | string>>;
  readonly excluded?: readonly string[];
}

function rotation({ topology = sshTopology(), catalog = workingCatalog(), root, machines, excluded = [] }: Parts = {}) {
  const all = {
    SQLETL01: masterMachine('SQLETL01', { root: [...(root ?? [certificates.master]), ...workersRoots] }),
    ETL01: workerMachine('ETL01'),
    ETL02: workerMachine('ETL02'),
    ...machines,
  };
  const fleet = fleetView(topology, { catalog, machines: seenMachines(all) });
  const isExcluded = (id: string) => excluded.includes(id);
  return masterRotation(fleet, { topology, catalog, isExcluded, isChosen: (id) => !isExcluded(id) });
}

function topologyWith(master: Partial<NonNullable<Topology['master']>>, parts: Parameters<typeof sshTopology>[0] = {}) {
  const topology = sshTopology(parts);
  return { ...topology, master: { machines: [], ...topology.master, ...master } };
}

describe('the rotation of the master’s certificate', () => {
  test('is none where the one in use is good for long, and costs nothing', () => {
    expect(rotation()).toMatchObject({
      next: undefined,
      keepers: [],
      old: [],
      nodes: [],
      workers: [],
      hasEnded: false,
    });
  });

  test('makes one on the only node, for the host of the endpoint, the node and all names of before', () => {
    const found = rotation({ root: [ending] });
    expect(found.next).toEqual({
      why: 'due',
      to: { state: 'create', names: ['sqletl01.corp.example', 'SQLETL01'] },
    });
    expect(found.keepers).toEqual([]);
    expect(found.nodes).toEqual([{ id: 'master/SQLETL01', state: 'notReady' }]);
    expect(found.workers.map(({ state }) => state)).toEqual(['notReady', 'notReady']);
  });

  test('takes the one that an earlier run has made; one that was asked for waits for its switch', () => {
    expect(rotation({ root: [ending, successor] }).next).toMatchObject({ why: 'due', to: { stored: successor } });
    expect(rotation({ root: [certificates.master, successor] }).next?.why).toBe('prepared');
    const asked = topologyWith({ rotate: 'switch' });
    expect(rotation({ root: [certificates.master, successor], topology: asked }).next?.why).toBe('asked');
    expect(rotation({ topology: asked }).next).toBeUndefined();
    expect(rotation({ topology: topologyWith({ rotate: 'prepare' }) }).next).toMatchObject({
      why: 'asked',
      to: { state: 'create' },
    });
  });

  test('never takes one without a key, without our mark, or older than the one in use', () => {
    for (const other of [
      { ...successor, keyReaders: null },
      { ...successor, friendlyName: '' },
      { ...successor, notBefore: '2025-01-01T00:00:00.000Z' },
      { ...successor, notAfter: '2026-12-12T00:00:00.000Z' },
    ]) {
      expect(rotation({ root: [ending, other] }).next?.to.state).toBe('create');
    }
  });

  test('says what a person has to bring: to several nodes, in place of one that is issued or named', () => {
    const two = { SQLETL02: masterMachine('SQLETL02', { root: [ending, ...workersRoots] }) };
    const several = rotation({
      root: [ending],
      topology: sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }),
      machines: two,
    });
    expect(several).toMatchObject({ next: undefined, bring: expect.stringContaining('several nodes') });
    expect(rotation({ root: [{ ...ending, selfSigned: false }] }).bring).toContain('issued by an authority');
    const named = topologyWith({ certificate: { thumbprint: ending.thumbprint } });
    expect(rotation({ root: [ending], topology: named }).bring).toContain('master.certificate');
    expect(rotation({ topology: named })).toMatchObject({ next: undefined, bring: undefined });
  });

  test('is kept by a node without the key, and by one that could not be looked at', () => {
    const topology = topologyWith(
      { certificate: { thumbprint: successor.thumbprint } },
      { nodes: ['SQLETL01', 'SQLETL02', 'SQLETL03'] },
    );
    const found = rotation({
      topology,
      root: [certificates.master, successor],
      machines: { SQLETL02: masterMachine('SQLETL02'), SQLETL03: 'the network is down' },
    });
    expect(found.nodes.map(({ state }) => state)).toEqual(['ready', 'notReady', 'unknown']);
    expect(found.keepers.map(({ who }) => who)).toEqual(['master/SQLETL02', 'master/SQLETL03']);
    expect(found.keepers[0]?.why).toContain('with its private key');
    expect(found.keepers[1]?.why).toContain('the network is down');
  });

  test('is kept by a worker that could not be looked at, until it is out of service and excluded by name', () => {
    const machines = { ETL02: 'the network is down' };
    const due = { root: [ending], machines };
    expect(rotation(due).keepers).toMatchObject([{ who: 'worker/ETL02', by: 'preparation' }]);
    expect(rotation({ ...due, excluded: ['worker/ETL02'] }).keepers).toMatchObject([
      { who: 'worker/ETL02', why: 'it is left out, and it is enabled' },
    ]);
    const base = workingCatalog();
    const rows = [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2)];
    const catalog = { ...base, workers: { known: true, value: rows } } as const;
    expect(rotation({ ...due, catalog }).keepers).toMatchObject([{ who: 'worker/ETL02' }]);
    expect(rotation({ ...due, catalog, excluded: ['worker/ETL02'] }).keepers).toEqual([]);
    const busy = { known: true, value: new Map([[rowOf('ETL02', 2).id, 1]]) } as const;
    expect(rotation({ ...due, catalog: { ...catalog, busy }, excluded: ['worker/ETL02'] }).keepers).toMatchObject([
      { why: 'it is left out, and it runs 1 execution' },
    ]);
  });

  test('is kept by a row that the topology does not list while it is heard of and enabled', () => {
    const base = workingCatalog();
    const rows = (other: ReturnType<typeof rowOf>) =>
      ({
        ...base,
        workers: {
          known: true,
          value: [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2, { enabled: true }), other],
        },
      }) as const;
    const at = (other: ReturnType<typeof rowOf>) => rotation({ root: [ending], catalog: rows(other) }).keepers;
    expect(at(rowOf('ETL77', 7, { enabled: true }))).toMatchObject([{ who: 'worker/ETL77' }]);
    expect(at(rowOf('ETL77', 7))).toEqual([]);
    expect(at(rowOf('ETL77', 7, { enabled: true, lastOnlineAge: 90_000 }))).toEqual([]);
  });

  test('waits for policy.windows, but not where the certificate in use has ended', () => {
    const windows = [{ kind: 'allow', cron: '0 3 * * 6', durationSeconds: 3_600, timeZone: 'UTC' }] as const;
    const topology = sshTopology({ policy: { windows } });
    expect(rotation({ topology, root: [ending] }).keepers).toMatchObject([{ by: 'window' }]);
    const ended = { ...ending, notAfter: '2026-11-20T00:00:00.000Z' };
    expect(rotation({ topology, root: [ended] })).toMatchObject({ hasEnded: true, keepers: [] });
  });

  test('knows old ones by our mark: not what is in use, is to follow, or a node may come up with', () => {
    const old = certificateOf('before', { friendlyName: mark });
    const root = [publicHalf(certificates.master), publicHalf(certificates.ETL01), old];
    const machines = { ETL01: workerMachine('ETL01', { root }) };
    expect(rotation({ machines }).old.map(({ thumbprint }) => thumbprint)).toEqual([old.thumbprint]);
    const node = masterMachine('SQLETL02', { config: { SSLCertThumbprint: old.thumbprint } });
    const topology = sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] });
    expect(rotation({ topology, machines: { ...machines, SQLETL02: node } }).old).toEqual([]);
  });

  test('one that an authority has issued has Windows refuse all workers, unless SCHANNEL says otherwise', () => {
    const issued = { ...successor, selfSigned: false };
    const topology = topologyWith({ certificate: { thumbprint: issued.thumbprint } });
    const keepers = (clientAuthTrustMode: number | null) => {
      const root = [certificates.master, issued, ...workersRoots];
      const schannel = { sendTrustedIssuerList: null, clientAuthTrustMode };
      return rotation({ topology, machines: { SQLETL01: { ...masterMachine('SQLETL01', { root }), schannel } } })
        .keepers;
    };
    expect(keepers(null).map(({ why }) => why)).toEqual([expect.stringContaining('was issued by an authority')]);
    expect(keepers(2)).toEqual([]);
  });

  describe('keeps old ones for policy.certificates.keepOld', () => {
    const topology = sshTopology({ workers: ['ETL01'] });
    const ours = { ...certificates.master, friendlyName: mark, notBefore: '2026-11-01T00:00:00.000Z' };
    const until = (startedAt: string | undefined, stored: StoredCertificate = ours) => {
      const service = startedAt === undefined ? {} : { service: { startedAt } };
      const machines = seenMachines({ SQLETL01: masterMachine('SQLETL01', { root: [stored], ...service }) });
      const kept = keptUntil(fleetView(topology, { catalog: workingCatalog(), machines }), { topology });
      return kept === undefined ? undefined : new Date(kept).toISOString();
    };

    test('from the start of the service that goes by the new one: that was made days before its switch', () => {
      expect(until('2026-11-20T00:00:00.000Z')).toBe('2026-11-27T00:00:00.000Z');
    });

    test('not from before the new one began', () => {
      expect(until('2026-10-01T00:00:00.000Z')).toBe('2026-11-08T00:00:00.000Z');
    });

    test('from the first of all starts: a restart of the master is no switch', () => {
      const worker = workerMachine('ETL01', { service: { startedAt: '2026-11-10T00:00:00.000Z' } });
      const node = masterMachine('SQLETL01', { service: { startedAt: '2026-11-20T00:00:00.000Z' } });
      const seen = { catalog: workingCatalog(), machines: seenMachines({ SQLETL01: node, ETL01: worker }) };
      expect(keptUntil(fleetView(topology, seen), { topology })).toBe(Date.parse('2026-11-17T00:00:00.000Z'));
    });

    test('without an end where no start is seen', () => {
      expect(until(undefined)).toBeUndefined();
    });
  });
});
