import { expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../../../../packages/sandbox/test/support/sandbox.js';
import type { Known } from '../../../../src/domain/known.js';
import { openCatalog } from '../../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../../src/providers/waiting.js';
import { openPackageFleet, operator, sysadmin } from '../../../support/package-fleet.js';
import { connectionTo } from '../../../support/provider-connection.js';

const { signal } = new AbortController();

function open(sandbox: TestSandbox, login?: string) {
  return openCatalog(connectionTo(sandbox, login), { clock: systemClock, random: Math.random, parallelism: 4 });
}

function reasonOf(known: Known<unknown>): string {
  return known.known ? 'known' : known.reason;
}

test('a farm where Scale Out was just enabled: everything is known, and as setup leaves it', async () => {
  await using sandbox = await startTestSandbox();
  await using catalog = open(sandbox);
  await catalog.enableScaleOut(signal);
  expect(await catalog.examine(signal)).toEqual({
    windowsLoginsOnly: { known: true, value: false },
    availability: { known: true, value: { isGroup: false, isClustered: false, listeners: [] } },
    logLogin: { known: true, value: { exists: true, disabled: false, user: 'present', isClusterWorker: true } },
    masterKeyByServer: { known: true, value: true },
    schemaBuild: { known: true, value: '16.0.4135.4' },
    pending: { known: true, value: [] },
    repeated: { known: true, value: [] },
    workShare: { known: true, value: new Map() },
    jobs: { known: true, value: [] },
    growth: {
      retention: 365,
      cleanupEnabled: true,
      maintenance: {
        known: true,
        value: { enabled: true, age: 0, lastRun: null, lastRunAge: null, lastSucceeded: null },
      },
      eventMessages: { known: true, value: 0 },
      perfCounters: { known: true, value: 0 },
    },
    failedLogins: { known: true, value: [] },
  });
});

test('what the server and its databases say', async () => {
  const group = { sid: '0105', type: 'G', databaseRoles: ['ssis_admin'] };
  await using sandbox = await startTestSandbox({
    edits: {
      server: {
        server: { integratedSecurityOnly: true, masterKeyByServer: false, clustered: true, listeners: ['SSISLSN'] },
      },
      catalogProperties: {
        SCHEMA_BUILD: null,
        RETENTION_WINDOW: { value: '30' },
        OPERATION_CLEANUP_ENABLED: { value: 'FALSE' },
      },
      strayUsers: {
        'CORP\\Etl Admins': group,
        '##MS_SSISLogDBWorkerAgentUser##': { sid: 'AA', databaseRoles: ['ssis_cluster_worker'] },
      },
      tableSizes: {
        'internal.event_messages': { rows: 40 },
        'internal.event_messages_scaleout': { rows: 2 },
        'internal.worker_agent_perfcounter': { rows: 5_000_000_000 },
      },
      agentProxies: { Loads: { account: 'CORP\\loads' }, Admins: { account: 'SANDBOX\\operator' } },
      agentJobs: {
        'SSIS Server Maintenance Job': { lastRun: '2024-04-28T00:00:00.000Z', lastOutcome: 'failed' },
        Nightly: {
          owner: 'operator',
          steps: [
            {
              name: 'Load',
              subsystem: 'SSIS',
              command: '/ISSERVER "\\"\\SSISDB\\Warehouse\\Loads\\a.dtsx\\""',
              proxy: 'Loads',
            },
            { name: 'Other', subsystem: 'SSIS', command: '/ISSERVER "x"', proxy: 'Admins' },
            { name: 'File', subsystem: 'SSIS', command: '/FILE "x.dtsx"' },
            { name: 'Script', subsystem: 'TSQL', command: 'SELECT 1' },
          ],
        },
        Old: { owner: 'reader', enabled: false, steps: [{ subsystem: 'SSIS', command: '/ISSERVER "x"' }] },
        Boss: { owner: 'sa', steps: [{ name: 'All', subsystem: 'SSIS', command: '/ISSERVER "x"' }] },
      },
      errorLog: {
        '1': { at: '2024-05-01T07:30:00.000Z', login: 'CORP\\svc-ssis', state: 5 },
        '2': { at: '2024-05-01T07:30:10.000Z', login: 'CORP\\svc-ssis', state: 5 },
        '3': { at: '2024-05-01T07:40:00.000Z', login: "O'Brien", state: 8 },
        '4': { at: '2024-05-01T06:00:00.000Z', login: 'CORP\\old', state: 5 },
      },
    },
  });
  await using catalog = open(sandbox);
  const found = await catalog.examine(signal);
  expect(found).toMatchObject({
    windowsLoginsOnly: { value: true },
    availability: { value: { isGroup: true, isClustered: true, listeners: ['SSISLSN'] } },
    logLogin: { value: { exists: false, disabled: false, user: 'orphaned', isClusterWorker: true } },
    masterKeyByServer: { value: false },
    schemaBuild: { value: null },
    growth: {
      retention: 30,
      cleanupEnabled: false,
      maintenance: {
        value: {
          enabled: true,
          lastRun: '2024-04-28T00:00:00',
          lastRunAge: 3 * 86_400 + 8 * 3_600,
          lastSucceeded: false,
        },
      },
      eventMessages: { value: 42 },
      perfCounters: { value: 5_000_000_000 },
    },
  });
  expect(found.jobs).toEqual({
    known: true,
    value: [
      { job: 'Boss', step: 'All', enabled: true, runsAs: 'sa', mayRun: true },
      // A group is in one of the roles: whether the account is in the group is not told.
      { job: 'Nightly', step: 'Load', enabled: true, runsAs: 'CORP\\loads', mayRun: null },
      { job: 'Nightly', step: 'Other', enabled: true, runsAs: 'SANDBOX\\operator', mayRun: true },
      { job: 'Old', step: 'Step 1', enabled: false, runsAs: 'reader', mayRun: null },
    ],
  });
  expect(found.failedLogins).toEqual({
    known: true,
    value: [
      { at: '2024-05-01T07:40:00', login: "O'Brien", state: 8 },
      { at: '2024-05-01T07:30:10', login: 'CORP\\svc-ssis', state: 5 },
    ],
  });
});

test('an account that is in none of the roles may not run a package, where no group could say otherwise', async () => {
  const job = { owner: 'reader', steps: [{ name: 'Load', subsystem: 'SSIS', command: '/ISSERVER "x"' }] };
  await using sandbox = await startTestSandbox({ edits: { agentJobs: { Nightly: job } } });
  await using catalog = open(sandbox);
  expect((await catalog.examine(signal)).jobs).toMatchObject({ value: [{ runsAs: 'reader', mayRun: false }] });
});

test('executions that wait: which workers alone may run them', async () => {
  await using fleet = await openPackageFleet(600);
  await fleet.statusAfter(100, await fleet.start());
  fleet.sandbox.running.store.put('machines', 'ETL02', {
    ...fleet.sandbox.running.store.get('machines', 'ETL02'),
    service: 'stopped',
  });
  const pinned = await fleet.start({ only: 'ETL02' });
  await fleet.statusAfter(60, pinned);
  const { pending, workShare } = await fleet.catalogAs(sysadmin).examine(signal);
  expect(pending).toEqual({
    known: true,
    value: [
      {
        executionId: pinned,
        folder: 'Warehouse',
        project: 'Loads',
        package: 'LoadSales.dtsx',
        age: 60,
        pinnedTo: { known: true, value: [fleet.idOf('ETL02')] },
      },
    ],
  });
  expect(workShare).toEqual({ known: true, value: new Map([[fleet.idOf('ETL01'), 1]]) });
  const byOperator = await fleet.catalogAs(operator).examine(signal);
  const pin = byOperator.pending.known ? byOperator.pending.value[0]?.pinnedTo : undefined;
  expect(reasonOf(pin ?? { known: true, value: null })).toContain('SELECT on internal.executions');
});

test('an execution that ended unexpectedly: its task, and whether a dump was asked for', async () => {
  await using fleet = await openPackageFleet(600);
  const id = await fleet.start();
  await fleet.statusAfter(100, id);
  const { store } = fleet.sandbox.running;
  store.put('operations', id, { ...store.get('operations', id), status: 6, endTime: '2024-05-01T08:01:40.000Z' });
  store.put('executions', id, { ...store.get('executions', id), dumpOnError: true });
  const { repeated } = await fleet.catalogAs(sysadmin).examine(signal);
  const [task] = [...store.rows('tasks').keys()];
  expect(repeated).toMatchObject({
    known: true,
    value: [
      {
        executionId: id,
        status: 6,
        worker: fleet.idOf('ETL01'),
        ended: '2024-05-01T08:01:40.000Z',
        taskId: { known: true, value: task },
        dumpOnError: { known: true, value: true },
      },
    ],
  });
});

test('a login without rights: each part says which right is missing, and nothing is read as absent', async () => {
  await using sandbox = await startTestSandbox();
  await using catalog = open(sandbox, 'executor');
  const found = await catalog.examine(signal);
  expect(found.windowsLoginsOnly).toEqual({ known: true, value: false });
  expect(reasonOf(found.logLogin)).toBe(
    'the login executor lacks VIEW ANY DEFINITION, and so is not shown other logins',
  );
  for (const part of [found.pending, found.repeated, found.workShare])
    expect(reasonOf(part)).toContain('ssis_logreader');
  expect(reasonOf(found.jobs)).toContain('SELECT on msdb.dbo.sysjobs');
  expect(reasonOf(found.growth.maintenance)).toContain('SELECT on msdb.dbo.sysjobs');
  expect(reasonOf(found.growth.eventMessages)).toContain('VIEW DEFINITION on SSISDB');
  expect(reasonOf(found.growth.perfCounters)).toContain('internal.worker_agent_perfcounter');
  expect(reasonOf(found.failedLogins)).toContain('securityadmin');
});

test('an SSISDB of another shape: the part that meets it is unknown, the others are read', async () => {
  await using sandbox = await startTestSandbox({ edits: { missing: { 'catalog.executions': {} } } });
  await using catalog = open(sandbox);
  const found = await catalog.examine(signal);
  expect(found.masterKeyByServer).toEqual({ known: true, value: true });
  expect(reasonOf(found.pending)).toContain('executions');
  expect(found.jobs.known).toBe(true);
});

test('a catalog that is not reached, and a signal', async () => {
  const sandbox = await startTestSandbox();
  await using catalog = openCatalog(connectionTo(sandbox), {
    clock: systemClock,
    random: Math.random,
    parallelism: 2,
    limits: { retry: 0, retryRefused: 0 },
  });
  await expect(catalog.examine(AbortSignal.abort(new Error('no more')))).rejects.toThrow('no more');
  await sandbox[Symbol.asyncDispose]();
  await expect(catalog.examine(signal)).rejects.toMatchObject({ code: 'catalog.unreachable' });
});

test('it reads only, in few requests side by side', async () => {
  await using sandbox = await startTestSandbox();
  await using catalog = open(sandbox);
  const before = JSON.stringify(sandbox.running.store.content());
  await catalog.examine(signal);
  const texts = sandbox.requests.map(({ request }) => JSON.stringify(request));
  expect(texts.filter((text) => /SELECT|EXEC/.test(text)).length).toBe(5);
  for (const text of texts) expect(text).not.toMatch(/\b(insert|update|delete|merge|create|alter|drop|grant|into)\s/i);
  expect(JSON.stringify(sandbox.running.store.content())).toBe(before);
});
