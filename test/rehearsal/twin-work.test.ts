import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FleetExecution } from '../../src/domain/fleet-work.js';
import type { Machines } from '../../src/domain/machines.js';
import { noMachines } from '../../src/providers/machines/open-machines.js';
import { topologyOf } from '../support/build.js';
import { type OpenedTwin, openedTwin, planned, shownAgain, twinOf } from '../support/open-twin.js';
import { openPackageFleet, operator, type PackageFleet, sysadmin } from '../support/package-fleet.js';

const names = ['ETL01', 'ETL02', 'ETL03', 'ETL04'];
const topology = topologyOf({
  scaleOut: { enabled: true },
  workers: names.map((machine) => ({ machine, enabled: true, description: 'loads' })),
});
const never = new AbortController().signal;
const machines: Machines = noMachines();

/** Packages that run for ten minutes: one on ETL01, and one that waits, since ETL02 is disabled. */
let fleet: PackageFleet;
let running: string;
let pending: string;
beforeAll(async () => {
  fleet = await openPackageFleet(600);
  running = await fleet.start();
  await fleet.statusAfter(60, running);
  pending = await fleet.start({ only: 'ETL02' });
}, 60_000);
afterAll(() => fleet[Symbol.asyncDispose]());

const twinAs = (login: string): Promise<OpenedTwin> => twinOf(topology, { catalog: fleet.catalogAs(login), machines });

/** What the twin shows of what runs. */
async function work(opened: OpenedTwin): Promise<readonly Partial<FleetExecution>[]> {
  const { executions } = await opened.catalog.readFleetWork(never);
  if (!executions.known) throw new Error(executions.reason);
  return executions.value.map(({ executionId, status, worker, package: name }) => ({
    executionId,
    status,
    worker,
    package: name,
  }));
}

test.each([sysadmin, operator, 'operator', 'executor', 'scaleout', 'reader'])(
  'a twin of what %s sees shows the same, to a login with the same rights',
  async (login) => {
    await using opened = await twinAs(login);
    const again = await opened.observe();
    expect(again.catalog.login).toEqual(opened.live.catalog.login);
    expect(shownAgain(again)).toEqual(shownAgain(opened.live));
    expect(planned(topology, again)).toEqual(planned(topology, opened.live));
    const [live, twin] = [await fleet.catalogAs(login).readFleetWork(never), await opened.catalog.readFleetWork(never)];
    expect(twin.executions.known).toBe(live.executions.known);
  },
);

test('what runs goes on until it is over, and what waits is taken by a worker that is enabled', async () => {
  await using opened = await twinAs(sysadmin);
  const etl01 = fleet.idOf('ETL01');
  const one = { package: 'LoadSales.dtsx' };
  expect(await work(opened)).toEqual([
    { ...one, executionId: running, status: 'running', worker: etl01 },
    { ...one, executionId: pending, status: 'pending', worker: null },
  ]);
  const of = (id: string) => opened.twin.look().workers.find(({ agentId }) => agentId === id);
  expect(of(etl01)).toEqual({
    ...{ agentId: etl01, machine: 'ETL01', enabled: true, service: 'running', connected: true },
    executions: [running],
  });
  expect(of(fleet.idOf('ETL02'))).toMatchObject({ enabled: false, connected: true, executions: [] });
  expect(opened.twin.look().masters).toEqual([{ machine: 'SQLETL01', service: 'running' }]);
  // Nothing has run before: what is assumed stands for both, five minutes.
  expect(opened.described.description.executions).toMatchObject([{ basis: 'assumed' }, { basis: 'assumed' }]);
  opened.clock.now += 60_000;
  expect(of(etl01)?.executions).toEqual([running, pending]);
  opened.clock.now += 200_000;
  expect(of(etl01)?.executions).toEqual([running, pending]);
  opened.clock.now += 60_000;
  expect(of(etl01)?.executions).toEqual([]);
  expect(await work(opened)).toEqual([]);
});

test('what is being stopped ends with its next report, and a worker that is silent loses what it has', async () => {
  const { live, described } = await twinAs(sysadmin).then(async (opened) => {
    await opened[Symbol.asyncDispose]();
    return opened;
  });
  const { description } = described;
  const [one] = description.executions;
  if (one === undefined) throw new Error('nothing runs');
  const old = new Date(Date.parse(description.observedAt) - 3_600_000).toISOString();
  const changed = {
    ...description,
    workers: description.workers.map((row) =>
      row.machineName === 'ETL02' ? { ...row, heard: false, lastOnline: old } : row,
    ),
    executions: [
      { ...one, status: 'stopping' as const },
      { ...one, id: '900', worker: fleet.idOf('ETL02'), holder: null },
    ],
  };
  await using opened = await openedTwin(topology, live, { ...described, description: changed });
  expect((await work(opened)).map(({ status }) => status)).toEqual(['stopping', 'running']);
  opened.clock.now += 15_000;
  expect((await work(opened)).map(({ executionId }) => executionId)).toEqual(['900']);
  opened.clock.now += 600_000;
  expect(await work(opened)).toEqual([]);
});

test('a twin asks nobody for its state, and changes as the catalog is changed', async () => {
  await using opened = await twinAs(sysadmin);
  await opened.catalog.setWorkerEnabled(fleet.idOf('ETL02'), true, never);
  const state = opened.twin.look();
  expect(state.workers.map(({ machine, enabled }) => [machine, enabled])).toEqual([
    ['ETL01', true],
    ['ETL02', true],
    ['ETL03', false],
    ['ETL04', false],
  ]);
  expect(opened.twin.look()).toEqual(state);
  await opened.catalog.setMark('warehouse', never);
  await opened.catalog.removeWorker(fleet.idOf('ETL04'), never);
  expect(opened.twin.look().workers.map(({ machine }) => machine)).toEqual(['ETL01', 'ETL02', 'ETL03']);
  // Its service runs, so it registers again.
  opened.clock.now += 61_000;
  expect(opened.twin.look().workers.at(-1)).toMatchObject({ machine: 'ETL04', enabled: false, connected: true });
});

test('mark, notes, settings and texts are those of the live world', async () => {
  await using live = await twinAs(sysadmin);
  const suspensions = '[{"target":"worker/ETL02","until":"2030-01-01T06:00:00.000Z"}]';
  await live.catalog.setMark('warehouse', never);
  await live.catalog.setNote('suspensions', suspensions, never);
  await live.catalog.setWorkerProperty(fleet.idOf('ETL01'), 'Tags', 'a, "b"', never);
  await live.catalog.setMasterAddress('https://master.corp.example:8391', never);
  await using opened = await twinOf(topology, live);
  const again = await opened.observe();
  expect(shownAgain(again)).toEqual(shownAgain(opened.live));
  expect(again.catalog).toMatchObject({
    mark: { value: 'warehouse' },
    notes: { value: { suspensions } },
    master: { address: 'https://master.corp.example:8391' },
  });
});

test('a row that is silent stays so, one that nobody can read stays unreadable, and a row without a name is nobody', async () => {
  const { live, described } = await twinAs(sysadmin).then(async (opened) => {
    await opened[Symbol.asyncDispose]();
    return opened;
  });
  const { description } = described;
  const [first, second, ...others] = description.workers;
  if (first === undefined || second === undefined) throw new Error('no workers');
  const old = new Date(Date.parse(description.observedAt) - 3_600_000).toISOString();
  const changed = {
    ...description,
    workers: [{ ...first, machineName: null }, { ...second, heard: false, lastOnline: old }, ...others],
    unreadable: [{ id: null, machineName: 'ETL09', enabled: true, lastOnline: 'never' }],
  };
  await using opened = await openedTwin(topology, live, { ...described, description: changed });
  opened.clock.now += 600_000;
  const { catalog } = await opened.observe();
  const rows = catalog.workers.known ? catalog.workers.value : [];
  expect(rows.map(({ machineName, lastOnlineAge }) => [machineName, lastOnlineAge > 180])).toEqual([
    [null, false],
    ['ETL02', true],
    ['ETL03', false],
    ['ETL04', false],
  ]);
  expect(catalog.unreadable).toMatchObject([{ id: null, machineName: 'ETL09' }]);
});

describe('a package that a worker has just pulled', () => {
  let pulled: string;
  beforeAll(async () => {
    pulled = await fleet.start();
    for (let second = 0; second < 20 && (await holder(sysadmin))?.status !== 'pulled'; second += 1) {
      expect(await fleet.statusAfter(1, pulled)).toBe(5);
    }
  });

  async function holder(login: string) {
    const { executions } = await fleet.catalogAs(login).readFleetWork(never);
    if (!executions.known) throw new Error(executions.reason);
    return executions.value.find(({ executionId }) => executionId === pulled)?.heldBy;
  }
  const etl01 = (opened: OpenedTwin) => opened.twin.look().workers.find(({ machine }) => machine === 'ETL01');
  const notes = ({ described }: OpenedTwin) =>
    described.diagnostics.flatMap(({ code, detail }) => (code === 'rehearsal.placement-unseen' ? [detail] : []));

  test('is its own on the twin from the first moment, with the same lease, and a drain there waits for it', async () => {
    const id = fleet.idOf('ETL01');
    await using opened = await twinAs(sysadmin);
    expect(etl01(opened)?.executions).toEqual([running, pulled]);
    const [live, twin] = [
      await fleet.catalogAs(sysadmin).readWork(id, never),
      await opened.catalog.readWork(id, never),
    ];
    const leases = ({ leases }: typeof live) =>
      leases.known && leases.value.map(({ status, leaseLeft }) => ({ status, leaseLeft }));
    expect(leases(twin)).toEqual(leases(live));
    expect(leases(twin)).toContainEqual({ status: 'pulled', leaseLeft: expect.any(Number) });
    // One that is pinned to a worker that is disabled waits still, and nobody has it.
    expect(notes(opened)).toEqual([expect.stringMatching(/^1 execution waits .* does not read which ones may\.$/)]);
    // Disabled, it gets nothing that only waits.
    await opened.catalog.setWorkerEnabled(id, false, never);
    opened.clock.now += 30_000;
    expect(etl01(opened)?.executions).toEqual([running, pulled]);
    await opened.catalog.setWorkerEnabled(id, true, never);
    opened.clock.now += 15_000;
    expect(await work(opened)).toContainEqual({
      ...{ executionId: pulled, status: 'running', worker: id, package: 'LoadSales.dtsx' },
    });
  });

  test('is pending for any worker to a login that may not read who has it, and that is said', async () => {
    expect(await holder(operator)).toBeUndefined();
    await using opened = await twinAs(operator);
    expect(etl01(opened)?.executions).toEqual([running]);
    expect(notes(opened)).toEqual([expect.stringMatching(/^2 executions wait .*just pulled may be among them/)]);
  });
});
