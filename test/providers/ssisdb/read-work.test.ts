import { expect, test } from 'vitest';
import { startTestSandbox } from '../../../packages/sandbox/test/support/sandbox.js';
import { openCatalog } from '../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../src/providers/waiting.js';
import { openPackageFleet, operator, sysadmin } from '../../support/package-fleet.js';
import { connectionTo } from '../../support/provider-connection.js';

const { signal } = new AbortController();

test('an execution: what it runs, since when by the clock of the server, and its lease', async () => {
  await using fleet = await openPackageFleet(600);
  const executionId = await fleet.start();
  await fleet.statusAfter(100, executionId);
  const work = await fleet.catalogAs(sysadmin).readWork(fleet.idOf('ETL01'), signal);
  expect(work.executions).toEqual({
    known: true,
    value: [
      {
        executionId,
        folder: 'Warehouse',
        project: 'Loads',
        package: 'LoadSales.dtsx',
        status: 'running',
        started: '2024-05-01T08:00:00.000Z',
        age: 100,
      },
    ],
  });
  expect(work.elsewhere).toEqual({ known: true, value: { pending: 0, youngestPending: null, running: 0 } });
  if (!work.leases.known) throw new Error(work.leases.reason);
  const [lease, ...others] = work.leases.value;
  expect(others).toEqual([]);
  expect(lease).toMatchObject({ status: 'running', taskId: expect.stringMatching(/^[0-9A-F-]{36}$/) });
  expect(lease?.leaseLeft).toBeGreaterThan(49);
  expect(lease?.leaseLeft).toBeLessThanOrEqual(60);
});

test('what other workers run, and what waits, is counted and not shown as its own', async () => {
  await using fleet = await openPackageFleet(600);
  const other = fleet.idOf('ETL02');
  await fleet.statusAfter(100, await fleet.start());
  await fleet.start({ only: 'ETL02' });
  fleet.sandbox.clock.advance(20);
  const pinned = await fleet.start({ only: 'ETL03' });
  await fleet.statusAfter(7, pinned);
  for (const login of [sysadmin, operator]) {
    const work = await fleet.catalogAs(login).readWork(other, signal);
    expect(work.executions).toEqual({ known: true, value: [] });
    expect(work.elsewhere).toEqual({ known: true, value: { pending: 2, youngestPending: 7, running: 1 } });
  }
});

test('a task that was pulled and not reported on shows as a lease alone', async () => {
  await using fleet = await openPackageFleet(600);
  await fleet.start();
  const catalog = fleet.catalogAs(sysadmin);
  const read = () => catalog.readWork(fleet.idOf('ETL01'), signal);
  let work = await read();
  for (let second = 0; second < 12 && work.leases.known && work.leases.value.length === 0; second += 1) {
    fleet.sandbox.clock.advance(1);
    work = await read();
  }
  expect(work).toMatchObject({
    executions: { value: [] },
    elsewhere: { value: { pending: 1 } },
    leases: { value: [{ status: 'pulled' }] },
  });
});

test('a lease that has ended is none, though the execution stays', async () => {
  await using fleet = await openPackageFleet(600);
  const id = await fleet.start({ retries: 1 });
  await fleet.statusAfter(25, id);
  const catalog = fleet.catalogAs(sysadmin);
  await catalog.setWorkerEnabled(fleet.idOf('ETL01'), false, signal);
  fleet.sandbox.clock.advance(301);
  expect(await catalog.readWork(fleet.idOf('ETL01'), signal)).toMatchObject({
    executions: { known: true, value: [{ executionId: id }] },
    leases: { known: true, value: [] },
  });
});

test("executions on the server are nobody's", async () => {
  await using fleet = await openPackageFleet(600);
  const id = await fleet.start({ onServer: true });
  expect(await fleet.statusAfter(1, id)).toBe(2);
  const work = await fleet.catalogAs(sysadmin).readWork(fleet.idOf('ETL01'), signal);
  expect(work.executions).toEqual({ known: true, value: [] });
  expect(work.elsewhere).toMatchObject({ value: { pending: 0, running: 0 } });
});

test('an address that has no row is told apart from one that was set', async () => {
  await using sandbox = await startTestSandbox({ edits: { masterProperties: { MASTER_ADDRESS: null } } });
  await using catalog = openCatalog(connectionTo(sandbox), { clock: systemClock, random: Math.random, parallelism: 1 });
  expect((await catalog.readSettings(signal)).masterAddress).toBeNull();
  await expect(catalog.setMasterAddress('https://other:8391', signal)).rejects.toMatchObject({
    code: 'catalog.write-without-effect',
    remedy: expect.stringContaining('MASTER_ADDRESS'),
  });
});
