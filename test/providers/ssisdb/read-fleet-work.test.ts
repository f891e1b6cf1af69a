import { expect, test } from 'vitest';
import { collectFleetWork, lastOperations, mostExecutions } from '../../../src/providers/ssisdb/read-fleet-work.js';
import { openPackageFleet, operator, type PackageFleet, sysadmin } from '../../support/package-fleet.js';

const { signal } = new AbortController();
const key = 'Warehouse/Loads/LoadSales.dtsx';

/** A run that ended, as the store has it. */
function addRun(
  { sandbox }: PackageFleet,
  id: number,
  run: { readonly seconds: number; readonly status?: number; readonly worker?: string | null; readonly tries?: number },
): void {
  const { store } = sandbox.running;
  const [[, model] = ['', {}]] = [...store.rows('executions')];
  const [[, operation] = ['', {}]] = [...store.rows('operations')].filter(([, row]) => row.operationType === 200);
  store.put('executions', String(id), { ...model });
  store.put('operations', String(id), {
    ...operation,
    status: run.status ?? 7,
    startTime: '2024-04-30T01:00:00.000Z',
    endTime: new Date(Date.parse('2024-04-30T01:00:00.000Z') + run.seconds * 1000).toISOString(),
    workerAgentId: run.worker === undefined ? 'A0000000-0000-0000-0000-000000000001' : run.worker,
    executedCount: run.tries ?? 1,
  });
}

test('all Scale Out executions that run, stop or wait, with worker and age by the clock of the server', async () => {
  await using fleet = await openPackageFleet(600);
  const running = await fleet.start();
  await fleet.statusAfter(100, running);
  await fleet.start({ onServer: true });
  const pinned = await fleet.start({ only: 'ETL03' });
  await fleet.statusAfter(7, pinned);
  const place = { folder: 'Warehouse', project: 'Loads', package: 'LoadSales.dtsx' };
  for (const login of [sysadmin, operator]) {
    const work = await fleet.catalogAs(login).readFleetWork(signal);
    expect(work.observedAt).toBe('2024-05-01T08:01:47.000Z');
    expect(work.executions).toEqual({
      known: true,
      value: [
        {
          ...place,
          executionId: running,
          status: 'running',
          worker: fleet.idOf('ETL01'),
          started: '2024-05-01T08:00:00.000Z',
          age: 107,
          ...(login === sysadmin
            ? { heldBy: expect.objectContaining({ worker: fleet.idOf('ETL01'), status: 'running' }) }
            : {}),
        },
        {
          ...place,
          executionId: pinned,
          status: 'pending',
          worker: null,
          started: '2024-05-01T08:01:40.000Z',
          age: 7,
          ...(login === sysadmin ? { heldBy: null } : {}),
        },
      ],
    });
    // It never ran before.
    expect(work.durations).toEqual({ known: true, value: new Map() });
  }
});

test('the last twenty runs that succeeded, the newest first; runs on the server, repeated and failed ones are left out', async () => {
  await using fleet = await openPackageFleet(600);
  await fleet.start();
  for (let run = 0; run < 25; run += 1) addRun(fleet, 1000 + run, { seconds: 300 + run });
  addRun(fleet, 2000, { seconds: 1, status: 4 });
  addRun(fleet, 2001, { seconds: 2, worker: null });
  addRun(fleet, 2002, { seconds: 3, tries: 2 });
  // Its clock was set back meanwhile.
  addRun(fleet, 2003, { seconds: -60 });
  const { durations } = await fleet.catalogAs(operator).readFleetWork(signal);
  const newest = Array.from({ length: 20 }, (_, index) => 324 - index);
  expect(durations).toEqual({ known: true, value: new Map([[key, newest]]) });
});

test('a run that lies far back is not looked for', async () => {
  await using fleet = await openPackageFleet(600);
  await fleet.start();
  addRun(fleet, 1000, { seconds: 1 });
  addRun(fleet, 1001 + lastOperations, { seconds: 2 });
  const { durations } = await fleet.catalogAs(operator).readFleetWork(signal);
  expect(durations).toEqual({ known: true, value: new Map([[key, [2]]]) });
});

test('more executions than are read are unknown, and never a part of them', () => {
  const collector = collectFleetWork();
  collector.onRow(0, ['2024-05-01T08:00:00.0000000+00:00', 0, 'CORP\\anna', 0, 1, 0, 0, 0]);
  for (let id = 0; id <= mostExecutions; id += 1)
    collector.onRow(1, [String(id), 'F', 'P', 'L.dtsx', 5, null, '2024-05-01T08:00:00.0000000+00:00', 5]);
  const { executions, durations } = collector.end();
  expect(executions).toEqual({ known: false, reason: expect.stringContaining('more than 20000 executions') });
  expect(durations).toEqual({ known: true, value: new Map() });
});

test('who has a task that the catalog shows as pending, with its lease; nobody is known where there are more than are read', () => {
  const collector = (holders: number) => {
    const rows = collectFleetWork();
    rows.onRow(0, ['2024-05-01T08:00:00.0000000+00:00', 1, 'SANDBOX\\scaleout', 0, 1, 0, 0, 0]);
    for (const id of ['1', '2'])
      rows.onRow(1, [id, 'F', 'P', 'L.dtsx', 5, null, '2024-05-01T08:00:00.0000000+00:00', 5]);
    for (let held = 0; held < holders; held += 1)
      rows.onRow(3, ['2', 'a0000000-0000-0000-0000-000000000001', 2, '295500']);
    const { executions } = rows.end();
    return executions.known ? executions.value.map(({ heldBy }) => heldBy) : executions;
  };
  const worker = 'A0000000-0000-0000-0000-000000000001';
  expect(collector(1)).toEqual([null, { worker, status: 'pulled', leaseLeft: 295.5 }]);
  expect(collector(mostExecutions + 1)).toEqual([undefined, undefined]);
});
