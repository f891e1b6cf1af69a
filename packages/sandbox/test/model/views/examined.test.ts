import { expect, test } from 'vitest';
import type { SqlValue } from '../../../src/engine.js';
import { instantAt, instantOf } from '../../../src/instant.js';
import { freshHarness, start } from '../harness.js';

const sysadmin = 'SANDBOX\\scaleout';

test('the log login: its user has a name of its own, and is gone with it', () => {
  const harness = freshHarness();
  const client = harness.as(sysadmin);
  client.exec('catalog.enable_scaleout');
  const users = () => client.rows('sys.database_principals').map(({ name }) => name);
  expect(users()).toContain('##MS_SSISLogDBWorkerAgentUser##');
  expect(users()).not.toContain('##MS_SSISLogDBWorkerAgentLogin##');
  expect(
    harness
      .as('operator')
      .rows('sys.server_principals')
      .map(({ name }) => name),
  ).not.toContain('##MS_SSISLogDBWorkerAgentLogin##');
});

test('a user without a login, and a group, are shown with their roles', () => {
  const harness = freshHarness({}, (content) => {
    content.strayUsers = { 'CORP\\Loads': { type: 'G', sid: '0105', databaseRoles: ['ssis_cluster_executor'] } };
  });
  const client = harness.as(sysadmin);
  const group = client.rows('sys.database_principals').find(({ name }) => name === 'CORP\\Loads');
  const role = client.rows('sys.database_principals').find(({ name }) => name === 'ssis_cluster_executor');
  expect(group).toMatchObject({ type: 'G', sid: Buffer.from('0105', 'hex') });
  expect(client.rows('sys.database_role_members')).toContainEqual({
    role_principal_id: role?.principal_id,
    member_principal_id: group?.principal_id,
  });
});

test('jobs are shown to a sysadmin and to db_datareader of msdb, and to nobody else', () => {
  const harness = freshHarness({}, (content) => {
    content.logins = { ...content.logins, operator: { ...content.logins?.operator, agentRoles: ['db_datareader'] } };
  });
  for (const login of [sysadmin, 'operator'])
    expect(harness.as(login, 'msdb').rows('dbo.sysjobs')).toMatchObject([{ name: 'SSIS Server Maintenance Job' }]);
  const context = harness.as('executor', 'msdb').context;
  expect(harness.world.database.table({ schema: 'dbo', name: 'sysjobs' }, context)).toBeUndefined();
  expect(harness.world.database.selectDenied?.({ schema: 'dbo', name: 'sysjobs' }, context)).toMatchObject({
    number: 229,
  });
  expect(harness.as(sysadmin).select('dbo.sysjobs')).toBeUndefined();
});

test('a job ran at midnight, unless its row says otherwise', () => {
  const harness = freshHarness({}, (content) => {
    content.agentJobs = {
      ...content.agentJobs,
      Never: { neverRan: true },
      Failed: { lastOutcome: 'failed', lastRun: '2024-05-01T01:02:03Z' },
    };
  });
  harness.wait(86_400);
  const last = harness
    .as(sysadmin, 'msdb')
    .rows('dbo.sysjobservers')
    .map((row) => [row.last_run_outcome, row.last_run_date, row.last_run_time]);
  expect(last).toEqual([
    [1, 20240502, 0],
    [5, 0, 0],
    [0, 20240501, 10203],
  ]);
});

test('how many rows a table has: those that there are, or what the state says', () => {
  const harness = freshHarness({}, (content) => {
    content.tableSizes = { 'internal.event_messages': { rows: 12 } };
    content.perfCounters = { '1': { name: 'x', value: 1 } };
  });
  const client = harness.as(sysadmin);
  const names = new Map(client.rows('sys.all_objects').map((row) => [row.object_id, row.name]));
  const sizes = client.rows('sys.partitions').map((row) => [names.get(row.object_id ?? null), row.rows]);
  expect(sizes).toContainEqual(['event_messages', 12n]);
  expect(sizes).toContainEqual(['worker_agent_perfcounter', 1n]);
  expect(sizes).toContainEqual(['tasks', 0n]);
  expect(harness.as('operator').rows('sys.partitions')).toEqual([]);
});

test('mixed mode off: a SQL Server login is refused, a Windows login is not', () => {
  const harness = freshHarness({}, (content) => {
    content.server = { server: { ...content.server?.server, integratedSecurityOnly: true } };
  });
  const password = String(harness.store.get('logins', 'operator')?.password);
  const request = { database: 'SSISDB', hostName: 'h', appName: 'a' };
  const sql = { type: 'sql', user: 'operator', password } as const;
  expect(harness.world.authenticate({ ...request, credentials: sql })).toMatchObject({
    accepted: false,
    errors: [{ number: 18456 }],
  });
  const windows = { type: 'windows', domain: 'SANDBOX', user: 'operator' } as const;
  expect(harness.world.authenticate({ ...request, credentials: windows })).toMatchObject({ accepted: true });
});

test('the error log: two lines of each failed login, in the order and of the time that was asked for', () => {
  const harness = freshHarness({}, (content) => {
    content.errorLog = {
      a: { at: '2024-05-01T07:00:00Z', login: 'CORP\\old' },
      b: { at: '2024-05-01T07:59:00Z', login: 'CORP\\new', state: 8, reason: 'Wrong.' },
    };
    content.masters = {
      SQLETL01: { ...content.masters?.SQLETL01, userAccount: 'CORP\\gmsa$', startedAt: '2024-05-01T08:00:00Z' },
    };
  });
  const { context } = harness.as(sysadmin);
  const read = (values: Readonly<Record<string, SqlValue>>) => {
    const sent: (readonly SqlValue[])[] = [];
    const procedure = harness.world.database.procedure({ schema: 'sys', name: 'xp_readerrorlog' }, context);
    const given = new Map((procedure?.parameters ?? []).map(({ name }) => [name, values[name] ?? null]));
    const call = {
      context,
      arguments: given,
      signal: new AbortController().signal,
      setOutput: () => {},
      raise: () => {},
    };
    expect(procedure?.run({ ...call, send: (_, rows) => sent.push(...rows) })).toBe(0);
    return sent;
  };
  expect(read({ '@p3': '18456' }).map(([, , text]) => text)).toEqual([
    'Error: 18456, Severity: 14, State: 5.',
    'Error: 18456, Severity: 14, State: 8.',
    'Error: 18456, Severity: 14, State: 5.',
  ]);
  const since = instantOf(start - 30 * 60_000);
  expect(read({ '@p3': 'client:', '@p5': since, '@p7': 'desc' })).toEqual([
    [instantAt(start, 0), 'Logon', expect.stringContaining("'CORP\\gmsa$'")],
    [
      instantAt(start - 60_000, 0),
      'Logon',
      "Login failed for user 'CORP\\new'. Reason: Wrong. [CLIENT: <local machine>]",
    ],
  ]);
  const refused = harness.world.database.executeDenied(
    { schema: 'sys', name: 'xp_readerrorlog' },
    harness.as('operator').context,
  );
  expect(refused).toMatchObject({ number: 229 });
});
