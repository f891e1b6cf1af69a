import { describe, expect, test } from 'vitest';
import { masterMark, workerMark } from '../../src/domain/machine-name.js';
import type { MachineObservation, StoredCertificate } from '../../src/domain/machines.js';
import { rotationDocument } from '../../src/status/rotation-document.js';
import type { Topology } from '../../src/topology/topology.js';
import { isFormat } from '../cli/schemas.js';
import { ownCertificate, seenMachines } from '../support/machine-build.js';
import {
  certificates,
  masterMachine,
  publicHalf,
  sshTopology,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../support/scale-out-world.js';

const all = { of: 'workers', ids: 'all' } as const;
const mark = workerMark('test', 'ETL02');
const next = { ...ownCertificate('ETL02 next', 'worker'), notBefore: '2026-11-20T00:00:00.000Z', friendlyName: mark };
const ending = { ...certificates.ETL02, notAfter: '2026-12-06T10:00:00.000Z' };
const ended = { ...certificates.ETL02, notAfter: '2026-11-20T10:00:00.000Z' };

type Machines = Readonly<Record<string, MachineObservation | string>>;

function documentOf(
  asked: 'master' | typeof all,
  { machines = {}, topology = sshTopology() }: { readonly machines?: Machines; readonly topology?: Topology } = {},
) {
  const seen = { SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
  const observation = { catalog: workingCatalog(), machines: seenMachines({ ...seen, ...machines }) };
  const document = rotationDocument(topology, observation, asked, undefined);
  expect(isFormat('rotation', document)).toBe(true);
  return document;
}

/** ETL02 with another certificate in its My, and what else of its stores. */
function etl02(my: readonly StoredCertificate[], root: readonly StoredCertificate[] = [], service = {}) {
  const trusted = [publicHalf(certificates.master), ...my.map((one) => publicHalf(one)), ...root];
  return workerMachine('ETL02', { config: workerConfig('ETL02'), my, root: trusted, service });
}

function workerOf(machine: MachineObservation | string, topology = sshTopology(), more: Machines = {}) {
  const document = documentOf(all, { machines: { ETL02: machine, ...more }, topology });
  return { worker: document.workers?.[1], next: document.next };
}

const named = (parts: Partial<Topology['workers'][number]>): Topology => {
  const topology = sshTopology();
  return { ...topology, workers: topology.workers.map((one, at) => (at === 1 ? { ...one, ...parts } : one)) };
};

describe('the certificates of workers', () => {
  test('one in use that holds stays, with the day from which on it is renewed', () => {
    const document = documentOf(all);
    expect(document.workers).toMatchObject([
      { machine: 'ETL01', phase: 'current', next: null, blockers: [], old: [] },
      { machine: 'ETL02', phase: 'current', certificate: { thumbprint: certificates.ETL02.thumbprint, isOurs: false } },
    ]);
    expect(document.workers?.[0]?.renewedFrom).toBe('2035-11-02T00:00:00.000Z');
    expect(document.next).toBeNull();
  });

  test.each([
    ['ends soon', ending, 'endsSoon'],
    ['has ended', ended, 'ended'],
  ])('one that %s is due, and the command to go on with names its worker alone', (_, own, state) => {
    const found = workerOf(etl02([own]));
    expect(found.worker).toMatchObject({ phase: 'due', certificate: { state }, next: null });
    expect(found.next).toEqual({ command: 'scaleout rotate worker/ETL02' });
  });

  test('one that is made and not used yet: who trusts it, and what keeps it', () => {
    const topology = sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] });
    const found = workerOf(etl02([ending, next]), topology, { SQLETL02: 'connect ETIMEDOUT' });
    expect(found.worker).toMatchObject({
      phase: 'prepared',
      next: { thumbprint: next.thumbprint, isOurs: true },
      trustedBy: [
        { machine: 'SQLETL01', state: 'no' },
        { machine: 'SQLETL02', state: 'unknown' },
        { machine: 'ETL02', state: 'yes' },
      ],
      blockers: [{ who: 'worker/ETL02', why: expect.stringContaining('SQLETL02 could not be looked at') }],
    });
    expect(found.next).toEqual({ first: 'Mend what keeps the switch.', command: 'scaleout rotate worker/ETL02' });
  });

  test('a config that its service has not read yet is a switch under way', () => {
    expect(workerOf(etl02([certificates.ETL02], [], { configUnread: true }))).toMatchObject({
      worker: { phase: 'switching' },
      next: { command: 'scaleout rotate worker/ETL02' },
    });
  });

  test('an old one that is still trusted, by whom and for how long', () => {
    const young = { ...certificates.ETL02, notBefore: '2026-11-20T00:00:00.000Z' };
    const old = publicHalf(ownCertificate('ETL02 old', 'worker'), mark);
    const node = masterMachine('SQLETL01', {
      root: [certificates.master, publicHalf(certificates.ETL01), publicHalf(young), old],
    });
    const oldOf = (service: object) =>
      workerOf(etl02([young], [old], service), sshTopology(), { SQLETL01: node }).worker?.old;
    const trustedBy = ['SQLETL01', 'ETL02'];
    expect(oldOf({ startedAt: '2026-11-20T00:00:00.000Z' })).toEqual([
      { thumbprint: old.thumbprint, trustedBy, keptUntil: '2026-11-27T00:00:00.000Z' },
    ]);
    // A plan keeps it then, too.
    expect(oldOf({})).toEqual([{ thumbprint: old.thumbprint, trustedBy, keptUntil: null }]);
  });

  test('what the topology names, or nobody looks at, is told as such', () => {
    const certificate = { thumbprint: certificates.ETL02.thumbprint };
    expect(workerOf(etl02([ending]), named({ certificate })).worker).toMatchObject({
      phase: 'bring',
      reason: 'the topology names it, so a person brings the next one',
    });
    expect(workerOf(workerMachine('ETL02'), named({ certificate })).worker).toMatchObject({ phase: 'current' });
    const other = workerOf(etl02([certificates.ETL02, next]), named({ certificate: { thumbprint: next.thumbprint } }));
    expect(other).toMatchObject({
      worker: { phase: 'prepared', certificate: { thumbprint: certificates.ETL02.thumbprint } },
      next: { command: 'scaleout apply' },
    });
    expect(workerOf('connect ETIMEDOUT').worker).toMatchObject({ phase: 'unknown', certificate: null });
    expect(workerOf('nothing', named({ access: { transport: 'manual' } })).worker).toMatchObject({
      phase: 'unknown',
      reason: 'nobody goes to its machine from here',
    });
  });

  test('only those that were asked for are shown, and one that is none is refused', () => {
    const observation = { catalog: workingCatalog(), machines: seenMachines({ ETL01: workerMachine('ETL01') }) };
    const one = rotationDocument(sshTopology(), observation, { of: 'workers', ids: ['worker/etl01'] }, 'fleet');
    expect(one).toMatchObject({ catalog: { sandbox: 'fleet' }, workers: [{ machine: 'ETL01' }] });
    expect(one.workers).toHaveLength(1);
    expect(() => rotationDocument(sshTopology(), observation, { of: 'workers', ids: ['worker/X'] }, undefined)).toThrow(
      '"worker/X" is no worker',
    );
  });
});

const ofMaster = masterMark('test');
const following = {
  ...ownCertificate('SQLETL01 next', 'master'),
  names: ['SQLETL01', 'sqletl01.corp.example'],
  notBefore: '2026-11-20T00:00:00.000Z',
  friendlyName: ofMaster,
};

/** The node with more in its Root. */
function nodeWith(...more: readonly StoredCertificate[]) {
  const root = [certificates.master, publicHalf(certificates.ETL01), publicHalf(certificates.ETL02), ...more];
  return masterMachine('SQLETL01', { root });
}

function workerTrusting(name: 'ETL01' | 'ETL02', ...more: readonly StoredCertificate[]) {
  return workerMachine(name, { root: [publicHalf(certificates.master), publicHalf(certificates[name]), ...more] });
}

describe("the master's certificate", () => {
  test('one in use that holds stays: what each node names and answers with, and what the workers pin', () => {
    const document = documentOf('master');
    const { thumbprint } = certificates.master;
    expect(document).toMatchObject({
      master: {
        phase: 'current',
        certificate: { thumbprint },
        next: null,
        nodes: [{ machine: 'SQLETL01', hasNext: null, names: thumbprint, bound: thumbprint }],
        workers: [
          { machine: 'ETL01', trustsNext: null, pins: 'inUse' },
          { machine: 'ETL02', trustsNext: null, pins: 'inUse' },
        ],
        blockers: [],
        old: [],
      },
      next: null,
    });
    expect(document.workers).toBeUndefined();
  });

  test('one that was prepared: ready when all workers trust it, and then the switch comes next', () => {
    const half = publicHalf(following, ofMaster);
    const preparing = documentOf('master', {
      machines: { SQLETL01: nodeWith(following), ETL01: workerTrusting('ETL01', half) },
    });
    expect(preparing).toMatchObject({
      master: {
        phase: 'preparing',
        next: { state: 'present', certificate: { thumbprint: following.thumbprint, isOurs: true } },
        workers: [{ trustsNext: 'yes' }, { trustsNext: 'no' }],
      },
      next: { command: 'scaleout rotate master --prepare' },
    });
    const machines = {
      SQLETL01: nodeWith(following),
      ETL01: workerTrusting('ETL01', half),
      ETL02: workerTrusting('ETL02', half),
    };
    expect(documentOf('master', { machines })).toMatchObject({
      master: { phase: 'prepared', blockers: [] },
      next: { command: 'scaleout rotate master --switch' },
    });
  });

  test("one that the topology names and a node lacks is a person's to bring, and the script says how", () => {
    const topology = sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] });
    const certificate = { thumbprint: following.thumbprint };
    const { master } = topology;
    if (master === undefined) throw new Error('The topology has no master.');
    const machines = { SQLETL01: nodeWith(following), SQLETL02: masterMachine('SQLETL02') };
    const document = documentOf('master', { machines, topology: { ...topology, master: { ...master, certificate } } });
    expect(document).toMatchObject({
      master: {
        phase: 'preparing',
        nodes: [{ hasNext: 'yes' }, { hasNext: 'no' }],
        blockers: [{ who: 'master/SQLETL02' }],
      },
      next: { first: expect.stringContaining('scaleout script SQLETL02'), command: 'scaleout rotate master --prepare' },
    });
  });

  test('several nodes without a name in the topology: what is to be done is said, and no phase is begun', () => {
    const soon = { ...certificates.master, notAfter: '2026-12-06T10:00:00.000Z' };
    const node = (name: string) => masterMachine(name, { root: [soon, publicHalf(certificates.ETL01)] });
    const document = documentOf('master', {
      machines: { SQLETL01: node('SQLETL01'), SQLETL02: node('SQLETL02') },
      topology: sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }),
    });
    expect(document).toMatchObject({
      master: { phase: 'bring', reason: expect.any(String), certificate: { state: 'endsSoon' } },
      next: { first: expect.stringContaining('master.certificate') },
    });
  });

  test('after the switch the old one is kept, and complete waits for its time', () => {
    const young = { ...certificates.master, notBefore: '2026-11-20T00:00:00.000Z', friendlyName: ofMaster };
    const old = publicHalf(ownCertificate('old master', 'master'), ofMaster);
    const service = { startedAt: '2026-11-19T00:00:00.000Z' };
    const node = masterMachine('SQLETL01', { root: [young, publicHalf(certificates.ETL01)], service });
    const machines = { SQLETL01: node, ETL02: workerTrusting('ETL02', old) };
    expect(documentOf('master', { machines })).toMatchObject({
      master: {
        phase: 'keeping',
        old: [{ thumbprint: old.thumbprint, trustedBy: ['ETL02'], keptUntil: '2026-11-27T00:00:00.000Z' }],
      },
      next: { first: 'Wait until 2026-11-27T00:00:00.000Z.', command: 'scaleout rotate master --complete' },
    });
  });

  test('a worker that still names another one is told, and apply brings it over', () => {
    const config = { ...workerConfig('ETL02'), MasterHttpsCertThumbprint: 'F'.repeat(40) };
    expect(documentOf('master', { machines: { ETL02: workerMachine('ETL02', { config }) } })).toMatchObject({
      master: { phase: 'switching', workers: [{ pins: 'inUse' }, { pins: 'other' }] },
      next: { command: 'scaleout apply' },
    });
  });

  test('what is not seen is unknown', () => {
    const document = documentOf('master', {
      machines: { SQLETL01: masterMachine('SQLETL01', { root: [] }), ETL02: 'down' },
    });
    expect(document).toMatchObject({
      master: { phase: 'unknown', certificate: null, workers: [{ pins: 'other' }, { pins: 'unknown' }] },
      next: { command: 'scaleout doctor' },
    });
  });
});
