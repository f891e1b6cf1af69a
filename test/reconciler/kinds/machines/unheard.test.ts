import { describe, expect, test } from 'vitest';
import type { CatalogObservation } from '../../../../src/domain/catalog.js';
import type { Plan } from '../../../../src/domain/documents.js';
import type { MachineObservation } from '../../../../src/domain/machines.js';
import type { WorkerRow } from '../../../../src/domain/rows.js';
import { withHeartbeats } from '../../../../src/reconciler/view/heartbeats.js';
import type { Topology } from '../../../../src/topology/topology.js';
import { rowOf } from '../../../support/build.js';
import { type MachineParts, seenMachines } from '../../../support/machine-build.js';
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
const ids = (plan: Plan) => plan.steps.map((step) => step.id);
const step = (plan: Plan, id: string) => plan.steps.find((found) => found.id === id);
const codes = (plan: Plan) => plan.diagnostics.map(({ code }) => code);

const online = rowOf('ETL01', 1, { enabled: true });
const other = rowOf('ETL02', 2, { enabled: true });
const offline = (seconds: number) => rowOf('ETL01', 1, { enabled: true, lastOnlineAge: seconds });
const catalogWith = (rows: readonly WorkerRow[], parts: Partial<CatalogObservation> = {}): CatalogObservation => ({
  ...workingCatalog(parts),
  workers: { known: true, value: rows },
});
/** Its service runs for so many seconds. */
const runningFor = (seconds: number, parts: MachineParts = {}) =>
  workerMachine('ETL01', {
    service: { startedAt: new Date(Date.parse('2026-11-24T02:15:20.000Z') - seconds * 1000).toISOString() },
    ...parts,
  });
const untrusting = masterMachine('SQLETL01', { root: [master, publicHalf(ETL02)] });

describe('a running worker that is not heard of is restarted after a mend', () => {
  const mends: Readonly<Record<string, readonly [Readonly<Record<string, MachineObservation>>, string]>> = {
    'trust on the master': [{ SQLETL01: untrusting }, 'worker/ETL01:trustOn/SQLETL01'],
    'trust on the worker': [{ ETL01: runningFor(5, { root: [publicHalf(ETL01)] }) }, 'worker/ETL01:trustMaster'],
    'its trust in itself': [{ ETL01: runningFor(5, { root: [publicHalf(master)] }) }, 'worker/ETL01:trustSelf'],
    'the binding': [{ SQLETL01: masterMachine('SQLETL01', { bindings: [] }) }, 'master/SQLETL01:bind'],
    'the firewall': [{ SQLETL01: masterMachine('SQLETL01', { firewall: [] }) }, 'master/SQLETL01:firewall'],
    "the master's service": [
      { SQLETL01: masterMachine('SQLETL01', { service: { state: 'stopped' } }) },
      'master/SQLETL01:start',
    ],
  };

  test.each(Object.entries(mends))('of %s: unregistered', (_, [machines, mend]) => {
    const plan = planWith({ ETL01: runningFor(5), ...machines }, { catalog: catalogWith([other]) });
    const restart = step(plan, 'worker/ETL01:restart');
    expect(restart).toMatchObject({ risk: 'safe', arguments: { unheard: true } });
    expect(restart?.needs).toContain(mend);
    expect(step(plan, 'worker/ETL01:register')?.needs).toContain('worker/ETL01:restart');
    expect(plan.changes.find(({ id }) => id === 'worker/ETL01')?.risk).toBe('safe');
  });

  test.each(Object.entries(mends).slice(0, 3))('of %s: registered, and offline', (_, [machines, mend]) => {
    const plan = planWith({ ETL01: runningFor(5), ...machines }, { catalog: catalogWith([offline(400), other]) });
    expect(ids(plan)).toEqual([mend, 'worker/ETL01:restart', 'worker/ETL01:online']);
    expect(step(plan, 'worker/ETL01:restart')?.arguments).toMatchObject({ workerAgentId: online.id, unheard: true });
    expect(step(plan, 'worker/ETL01:online')).toHaveProperty('inputs', { lastOnline: 'worker/ETL01:restart' });
  });

  test.each(Object.entries(mends).slice(0, 3))('of %s, and never where it is online', (_, [machines, mend]) => {
    expect(ids(planWith({ ETL01: runningFor(9_999), ...machines }))).toEqual([mend]);
  });

  test('when Scale Out is enabled: after that', () => {
    const catalog = catalogWith([other], { scaleOut: 'neverEnabled' });
    const plan = planWith({ ETL01: runningFor(5) }, { catalog });
    expect(step(plan, 'worker/ETL01:restart')?.needs).toContain('scaleOut:enable');
  });

  test('by a person where a failover cluster owns its service', () => {
    const clustered = runningFor(5, { service: { clustered: true } });
    const plan = planWith({ ETL01: clustered, SQLETL01: untrusting }, { catalog: catalogWith([offline(400), other]) });
    expect(step(plan, 'worker/ETL01:restart')).toMatchObject({ manual: true });
  });

  test('and not for what a person has to mend: that is seen later, by how long its service runs', () => {
    const topology = sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] });
    const planAfter = (age: number) =>
      planWith(
        { ETL01: runningFor(age), SQLETL02: 'SQLETL02 is off' },
        { topology, catalog: catalogWith([offline(700), other]) },
      );
    expect(step(planAfter(599), 'worker/ETL01:trustOn/SQLETL02')).toMatchObject({ manual: true });
    expect(step(planAfter(599), 'worker/ETL01:restart')).toBeUndefined();
    expect(step(planAfter(601), 'worker/ETL01:restart')).toBeDefined();
  });
});

describe('one that may still run packages is not', () => {
  const busy = new Map([[online.id, 2]]);

  test('where the catalog shows them, and that is said', () => {
    const catalog = catalogWith([offline(9_999), other], { busy: { known: true, value: busy } });
    const mended = planWith({ ETL01: runningFor(9_999), SQLETL01: untrusting }, { catalog });
    expect(ids(mended)).toEqual(['worker/ETL01:trustOn/SQLETL01', 'worker/ETL01:online']);
    const plan = planWith({ ETL01: runningFor(9_999) }, { catalog });
    expect(plan.steps).toEqual([]);
    expect(plan.diagnostics).toMatchObject([
      {
        code: 'plan.not-restarted',
        detail: 'ETL01: It is not restarted: 2 executions of it may still run, as the catalog has it.',
      },
      { code: 'plan.worker-offline', detail: expect.stringContaining('ETL01 is enabled, and has not been heard of') },
    ]);
  });

  test('where the login does not see them', () => {
    const catalog = catalogWith([offline(9_999), other], { busy: { known: false, reason: 'you may not see them' } });
    const plan = planWith({ ETL01: runningFor(9_999) }, { catalog });
    expect(plan.steps).toEqual([]);
    expect(plan.diagnostics[0]?.detail).toContain('not restarted: you may not see them');
  });

  test('and is drained first where its config is to be changed, offline or not', () => {
    const stale = runningFor(9_999, { config: { ...workerConfig('ETL01'), MasterEndpoint: 'https://old:8391' } });
    const catalog = catalogWith([offline(9_999), other], { busy: { known: true, value: busy } });
    const plan = planWith({ ETL01: stale }, { catalog });
    expect(ids(plan).slice(0, 3)).toEqual(['worker/ETL01:drain', 'worker/ETL01:config', 'worker/ETL01:restart']);
    expect(step(plan, 'worker/ETL01:drain')).toMatchObject({ risk: 'destructive', arguments: { beforeStop: true } });
    expect(step(plan, 'worker/ETL01:restart')?.arguments).toMatchObject({ afterDrain: 'stop' });
    expect(plan.diagnostics[0]?.detail).toContain('may still run');
    const idle = planWith({ ETL01: stale }, { catalog: catalogWith([offline(9_999), other]) });
    expect(ids(idle)).not.toContain('worker/ETL01:drain');
  });
});

describe('where all is right and nothing is mended, it goes by how long the service runs', () => {
  const planFor = (row: WorkerRow | undefined, age: number, parts: Partial<CatalogObservation> = {}) =>
    planWith({ ETL01: runningFor(age) }, { catalog: catalogWith(row === undefined ? [other] : [row, other], parts) });
  const isRestarted = (plan: Plan) => ids(plan).includes('worker/ETL01:restart');

  test('a worker that never registered is restarted after policy.registrationTimeout', () => {
    expect(isRestarted(planFor(undefined, 599))).toBe(false);
    const plan = planFor(undefined, 600);
    expect(ids(plan)).toEqual(['worker/ETL01:restart', 'worker/ETL01:register', 'worker/ETL01:enable']);
    expect(step(plan, 'worker/ETL01:restart')?.arguments).toMatchObject({ unheard: true, comesBackWithin: 75 });
  });

  test('one that fell silent is restarted once, and again after twice the time of its silence', () => {
    const plan = planFor(offline(700), 99_999);
    expect(plan.changes).toMatchObject([{ id: 'worker/ETL01', action: 'update', reasonCode: 'unheard' }]);
    expect(codes(plan)).toEqual(['plan.worker-offline']);
    // Restarted 700 s into its silence: not again at 1,300 s, but at 1,400 s; then at 2,800 s.
    expect(isRestarted(planFor(offline(1_300), 600))).toBe(false);
    expect(isRestarted(planFor(offline(1_400), 700))).toBe(true);
    expect(isRestarted(planFor(offline(2_700), 1_300))).toBe(false);
    expect(isRestarted(planFor(offline(2_800), 1_400))).toBe(true);
  });

  test("not where the master's certificate has ended: a restart helps nobody then", () => {
    // It would be renewed, and the worker restarted for that.
    const never = { renewBeforeDays: undefined, keepOldDays: 7, validityDays: 1825, warnBeforeDays: 30 };
    const [isThere, ...others] = ['2031-01-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z'].map((notAfter) => {
      const master = { ...certificates.master, notAfter };
      const SQLETL01 = masterMachine('SQLETL01', { root: [master, publicHalf(certificates.ETL01)] });
      return isRestarted(
        planWith(
          { ETL01: runningFor(9_999), SQLETL01 },
          { catalog: catalogWith([offline(9_999), other]), topology: sshTopology({ policy: { certificates: never } }) },
        ),
      );
    });
    expect([isThere, ...others]).toEqual([true, false]);
  });

  test('not while the master is offline or Scale Out is off: no worker can come then', () => {
    const gone = { ...workingCatalog().master, lastOnlineAge: 91 };
    const catalog = catalogWith([offline(9_999), other]);
    expect(isRestarted(planWith({ ETL01: runningFor(9_999) }, { catalog: { ...catalog, master: gone } }))).toBe(false);
    expect(isRestarted(planFor(offline(9_999), 9_999))).toBe(true);
  });

  test('not where the start of the service cannot be seen: a person is told to', () => {
    const plan = planWith({}, { catalog: catalogWith([offline(9_999), other]) });
    expect(plan.steps).toEqual([]);
    expect(plan.diagnostics[0]?.detail).toContain('restart the service');
  });

  test('not where the topology wants it out of service, and it is', () => {
    const topology: Topology = {
      ...sshTopology(),
      workers: sshTopology().workers.map((one) => ({ ...one, enabled: false })),
    };
    const row = { ...offline(9_999), enabled: false };
    const catalog = catalogWith([row, { ...other, enabled: false }]);
    expect(planWith({ ETL01: runningFor(9_999) }, { topology, catalog }).steps).toEqual([]);
  });
});

describe('a worker that beats each five minutes', () => {
  const slow = runningFor(9_999, { config: { ...workerConfig('ETL01'), AgentHeartbeatInterval: '00:05:00' } });
  const catalogAfter = (seconds: number) =>
    withHeartbeats(sshTopology(), catalogWith([offline(seconds), other]), seenMachines({ ETL01: slow }));

  test('is not offline after four: it is not restarted, and drained before its config is changed', () => {
    expect(planWith({ ETL01: slow }, { catalog: catalogAfter(240) })).toMatchObject({ steps: [], diagnostics: [] });
    const topology = sshTopology({ settings: { MaxTaskCount: 4 }, workers: ['ETL01'] });
    const plan = planWith({ ETL01: slow }, { topology, catalog: catalogAfter(240) });
    for (const id of ['drain', 'restart', 'online'])
      expect(step(plan, `worker/ETL01:${id}`)?.arguments).toMatchObject({ heartbeatInterval: 300 });
  });

  test('is after sixteen', () => {
    expect(ids(planWith({ ETL01: slow }, { catalog: catalogAfter(960) }))).toContain('worker/ETL01:restart');
  });
});

test.each([
  ['00:05:00', undefined],
  ['00:05:01', 'that it is offline shows after 15 min'],
  ['1.00:00:00', 'that it is offline shows after 3 h'],
  ['soon', 'which is no time: it is taken for the usual 60 s'],
])('AgentHeartbeatInterval %s is warned of: %s', (AgentHeartbeatInterval, warned) => {
  const config = { ...workerConfig('ETL01'), AgentHeartbeatInterval };
  const { diagnostics } = planWith({ ETL01: workerMachine('ETL01', { config }) });
  expect(diagnostics.map(({ code, detail }) => [code, detail])).toEqual(
    warned === undefined ? [] : [['plan.heartbeat-slow', expect.stringContaining(warned)]],
  );
});
