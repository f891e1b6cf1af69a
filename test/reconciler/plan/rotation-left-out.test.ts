import { expect, test } from 'vitest';
import type { AskedRotation } from '../../../src/reconciler/plan/asked-rotation.js';
import { plan } from '../../../src/reconciler/plan/plan.js';
import { leftOutOfRotation, leftOutWarnings, rotationTargets } from '../../../src/reconciler/plan/rotation-left-out.js';
import { writeSuspensions } from '../../../src/reconciler/view/suspensions.js';
import type { Topology } from '../../../src/topology/topology.js';
import { rowOf } from '../../support/build.js';
import { seenMachines } from '../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  publicHalf,
  sshTopology,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';

const all: AskedRotation = { of: 'workers', ids: 'all' };

/** What of a rotation the plan has no step for. */
function leftOut(
  topology: Topology,
  asked = all,
  machines: Readonly<Record<string, ReturnType<typeof workerMachine> | string>> = {},
  exclude: readonly string[] = [],
) {
  const seen = { SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
  const observation = { catalog: workingCatalog(), machines: seenMachines({ ...seen, ...machines }) };
  const made = plan(topology, observation, {
    createdAt: '2026-11-24T02:15:21.000Z',
    toolVersion: '0.0.0',
    rotate: asked,
    targets: { include: rotationTargets(asked, topology), exclude },
  });
  return leftOutOfRotation(asked, topology, observation, made).map(({ id, because }) => `${id}: ${because}`);
}

const withWorker = (topology: Topology, at: number, parts: Partial<Topology['workers'][number]>): Topology => ({
  ...topology,
  workers: topology.workers.map((worker, index) => (index === at ? { ...worker, ...parts } : worker)),
});

test('nobody is left out of a rotation that can be done for all', () => {
  expect(leftOut(sshTopology())).toEqual([]);
});

test("a certificate that the topology names, or an authority has issued, is a person's to bring", () => {
  const named = withWorker(sshTopology(), 1, { certificate: { thumbprint: certificates.ETL02.thumbprint } });
  expect(leftOut(named)).toEqual(['worker/ETL02: the topology names its certificate, so a person brings the next one']);
  const issued = { ...certificates.ETL02, selfSigned: false, issuer: 'CN=Corp CA' };
  const machine = workerMachine('ETL02', { my: [issued], root: [publicHalf(certificates.master), publicHalf(issued)] });
  expect(leftOut(sshTopology(), all, { ETL02: machine })).toEqual([
    'worker/ETL02: an authority has issued its certificate, and renews it',
  ]);
});

test('one that nobody goes to, or that could not be looked at, is told', () => {
  const manual = withWorker(sshTopology(), 1, { access: { transport: 'manual' } });
  expect(leftOut(manual)).toEqual(['worker/ETL02: nobody goes to its machine from here']);
  expect(leftOut(sshTopology(), all, { ETL02: 'connect ETIMEDOUT' })).toEqual([
    'worker/ETL02: its certificate could not be looked at',
  ]);
});

test('a node of the master that is not seen keeps the switch of all: they are prepared at most', () => {
  expect(leftOut(sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }), all, { SQLETL02: 'connect ETIMEDOUT' })).toEqual([
    'worker/ETL01: only what comes before the switch is in this plan',
    'worker/ETL02: only what comes before the switch is in this plan',
  ]);
});

test('what was not asked for is not missed: other workers, and those that are excluded', () => {
  const named = withWorker(sshTopology(), 1, { certificate: { thumbprint: certificates.ETL02.thumbprint } });
  expect(leftOut(named, { of: 'workers', ids: ['worker/etl01'] })).toEqual([]);
  expect(leftOut(sshTopology(), all, { ETL02: 'down' }, ['worker/ETL02'])).toEqual([]);
});

test('a switch that was cut off before the restart is gone on with, which is what was asked for', () => {
  const cutOff = workerMachine('ETL02', { config: workerConfig('ETL02'), service: { configUnread: true } });
  expect(leftOut(sshTopology(), all, { ETL02: cutOff })).toEqual([]);
});

test('a plan of the master is of its nodes and of the workers that the topology lists', () => {
  expect(rotationTargets({ of: 'master', phase: 'prepare' }, sshTopology())).toEqual([
    'master/SQLETL01',
    'worker/ETL01',
    'worker/ETL02',
  ]);
});

test('one in maintenance is told as such: that is ended by another command than a suspension', () => {
  const note = {
    topology: 'test',
    target: 'worker/ETL01',
    reason: 'patching',
    who: 'anna@build7',
    since: '2026-11-24T01:00:00.000Z',
    drained: { enabled: true, emptied: true },
  } as const;
  const value = { suspensions: writeSuspensions([note]), approvals: null, waiting: null, acknowledgements: null };
  const rows = [rowOf('ETL01', 1), rowOf('ETL02', 2, { enabled: true })];
  const catalog = workingCatalog({ notes: { known: true, value }, workers: { known: true, value: rows } });
  const seen = { SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
  const observation = { catalog, machines: seenMachines(seen) };
  const topology = sshTopology();
  const made = plan(topology, observation, {
    createdAt: '2026-11-24T02:15:21.000Z',
    toolVersion: '0.0.0',
    rotate: all,
    suspended: 'leaveOut',
  });
  expect(leftOutOfRotation(all, topology, observation, made)).toMatchObject([
    {
      id: 'worker/ETL01',
      because: 'it is in maintenance',
      remedy: expect.stringContaining('scaleout undrain') as string,
    },
  ]);
});

test('one warning a reason names its workers, and what helps', () => {
  const because = 'it is suspended';
  const many = Array.from({ length: 14 }, (_, at) => ({
    id: `worker/ETL${at}`,
    not: 'renewed' as const,
    because,
    remedy: 'Resume it.',
  }));
  const [first, ...others] = leftOutWarnings([
    ...many,
    { id: 'worker/X', not: 'renewed', because: 'the key is gone', remedy: 'Bring it.' },
  ]);
  expect(first).toMatchObject({
    code: 'plan.rotation-left-out',
    severity: 'warning',
    detail: expect.stringMatching(/^14 workers are not renewed: it is suspended\. worker\/ETL0, .* and 2 more\.$/),
    remedy: 'Resume it.',
  });
  expect(others).toMatchObject([{ detail: 'worker/X is not renewed: the key is gone.' }]);
});

const prepare: AskedRotation = { of: 'master', phase: 'prepare' };

test("of what prepares the master's, machines that are not seen are not ready, and a person's steps are not done", () => {
  const unseen = leftOut(sshTopology(), prepare, { ETL02: 'connect ETIMEDOUT' });
  expect(unseen).toEqual(['worker/ETL02: whether it is ready could not be seen']);
  expect(leftOut(sshTopology(), prepare, { ETL02: 'down' }, ['worker/ETL02'])).toEqual([]);
  const several = leftOut(sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }), prepare, {
    SQLETL02: masterMachine('SQLETL02'),
  });
  expect(several).toEqual([expect.stringMatching(/^master: /)]);
});

test('a switch is made as a whole or refused, so nothing of it is left out', () => {
  expect(leftOut(sshTopology(), { of: 'master', phase: 'complete' }, { ETL02: 'down' })).toEqual([]);
});
