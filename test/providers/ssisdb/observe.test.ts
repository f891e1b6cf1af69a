import { describe, expect, test } from 'vitest';
import { workerAgentId } from '../../../src/domain/rows.js';
import { collectObservation, resultSets } from '../../../src/providers/ssisdb/observe.js';

const { session, catalogProperties, masterProperties, workers, busy } = resultSets;
const id = '5f2d8a3e-0c1b-4c7d-9e6f-000000000001';

type Rights = { sysadmin?: number | null; admin?: number | null; executor?: number | null; reader?: number | null };

function sessionRow({ sysadmin = 0, admin = 0, executor = 0, reader = 0 }: Rights) {
  const facts = ['SQLETL01', '16.0.4135.4', 'Enterprise', 'SSISDB', '2024-05-01T10:00:00.1234567+02:00', 'CORP\\etl'];
  return [session, [...facts, 0, sysadmin, admin, executor, reader]] as const;
}

const worker = [
  workers,
  [id, true, 'Loader', null, '', 'ETL01', 'CORP\\w', '2024-05-01T08:00:00.0000000+00:00', '1500'],
] as const;

type Rows = readonly (readonly [number, readonly unknown[]])[];

function observe(rows: Rows) {
  const collector = collectObservation();
  for (const [set, values] of rows) collector.onRow(set, values);
  return collector.end();
}

test('the session, and times in UTC', () => {
  const seen = observe([sessionRow({ admin: 1 })]);
  expect(seen).toMatchObject({
    server: { name: 'SQLETL01', productVersion: '16.0.4135.4', edition: 'Enterprise' },
    database: 'SSISDB',
    observedAt: '2024-05-01T08:00:00.123Z',
    login: { name: 'CORP\\etl', isSqlLogin: false, isSysadmin: false, isSsisAdmin: true, isClusterExecutor: false },
  });
});

test('a worker: ids in upper case, NULL and the empty text apart, seconds', () => {
  expect(observe([sessionRow({ admin: 1 }), worker]).workers).toEqual({
    known: true,
    value: [
      {
        id: workerAgentId(id),
        enabled: true,
        displayName: 'Loader',
        description: null,
        tags: '',
        machineName: 'ETL01',
        userAccount: 'CORP\\w',
        lastOnline: '2024-05-01T08:00:00.000Z',
        lastOnlineAge: 1.5,
      },
    ],
  });
});

test.each<[string, readonly unknown[], object]>([
  [
    'a time that is none',
    [id, true, null, null, null, 'ETL02', null, null, null],
    { id: workerAgentId(id), enabled: true, column: 'LastOnlineTime', value: '(null)' },
  ],
  [
    'an age that is none',
    [id, false, null, null, null, 'ETL02', null, '2024-05-01T08:00:00.0000000+00:00', 'x'],
    { id: workerAgentId(id), enabled: false, column: 'LastOnlineTime' },
  ],
  [
    'an id that is none',
    ['ETL02', true, null, null, null, 'ETL02', null, worker[1][7], 5],
    { id: null, value: 'ETL02' },
  ],
  [
    'a switch that is none',
    [id, 7, null, null, null, 'ETL02', null, worker[1][7], 5],
    { enabled: null, column: 'IsEnabled' },
  ],
])('%s: that row is unreadable, and says why; the others are as ever', (_, values, expected) => {
  const seen = observe([sessionRow({ admin: 1 }), [workers, values], worker]);
  expect(seen.unreadable).toMatchObject([
    { machineName: 'ETL02', problem: expect.stringMatching(/, which is n/), ...expected },
  ]);
  expect(seen.workers).toMatchObject({ known: true, value: [{ machineName: 'ETL01' }] });
});

describe('what the login may see', () => {
  test.each([
    [{}, false, false],
    [{ sysadmin: 1, admin: null, executor: null, reader: null }, true, true],
    [{ admin: 1 }, true, true],
    [{ executor: 1 }, true, false],
    [{ reader: 1 }, false, true],
  ])('%j: workers %s, executions %s', (rights, seesWorkers, seesExecutions) => {
    const seen = observe([sessionRow(rights), worker, [busy, [id, 3]]]);
    expect([seen.workers.known, seen.busy.known]).toEqual([seesWorkers, seesExecutions]);
    if (!seen.workers.known) expect(seen.workers.reason).toContain('CORP\\etl is in none of ssis_admin');
    if (seen.busy.known) expect([...seen.busy.value]).toEqual([[workerAgentId(id), 3]]);
  });
});

test.each([
  [[], 'neverEnabled', null],
  [[['IS_SCALEOUT_ENABLED', 'TRUE']], 'enabled', null],
  [[['IS_SCALEOUT_ENABLED', '']], 'disabled', null],
  [[['DEFAULT_EXECUTION_MODE', '0']], 'neverEnabled', 'server'],
  [[['DEFAULT_EXECUTION_MODE', '1']], 'neverEnabled', 'scaleOut'],
])('catalog properties %j: %s, %s', (properties, scaleOut, defaultExecutionMode) => {
  const rows = properties.map((row) => [catalogProperties, row] as const);
  expect(observe([sessionRow({}), ...rows])).toMatchObject({ scaleOut, defaultExecutionMode });
});

describe('the master', () => {
  const nothing = {
    machineName: null,
    address: null,
    port: null,
    certificateThumbprint: null,
    logDatabaseServer: null,
    lastOnline: null,
    lastOnlineAge: null,
    heartbeatInterval: null,
  };

  function masterOf(rows: readonly (readonly unknown[])[]) {
    return observe([sessionRow({}), ...rows.map((row) => [masterProperties, row] as const)]).master;
  }

  test('is all null without rows, and where they are empty', () => {
    expect(masterOf([])).toEqual(nothing);
    expect(
      masterOf(['MACHINE_NAME', 'MASTER_SERVICE_PORT', 'LAST_ONLINE_TIME'].map((n) => [n, '', null, null])),
    ).toEqual(nothing);
  });

  test('has numbers, seconds, and a thumbprint without separators', () => {
    const plain = {
      MACHINE_NAME: 'SQLETL01',
      MASTER_ADDRESS: 'https://sqletl01:8391',
      MASTER_SERVICE_PORT: '8391',
      SSLCERT_THUMBPRINT: 'ab cd:ef',
      CLUSTER_LOGDB_SERVER: 'AGL',
      MASTER_HEARTBEAT_INTERVALINMS: '30000',
    };
    const rows = Object.entries(plain).map(([name, value]) => [name, value, null, null]);
    const online = ['LAST_ONLINE_TIME', '2024-05-01 10:00:00 +02:00', '2024-05-01T10:00:00.0000000+02:00', '2500'];
    expect(masterOf([...rows, online])).toEqual({
      machineName: 'SQLETL01',
      address: 'https://sqletl01:8391',
      port: 8391,
      certificateThumbprint: 'ABCDEF',
      logDatabaseServer: 'AGL',
      lastOnline: '2024-05-01T08:00:00.000Z',
      lastOnlineAge: 2.5,
      heartbeatInterval: 30,
    });
  });

  test('has no time where its text is no time, and no port where it is no number', () => {
    const rows = [
      ['LAST_ONLINE_TIME', 'yesterday', null, null],
      ['MASTER_SERVICE_PORT', 'none', null, null],
    ];
    // The text itself is told: that there is one is not the same as none.
    expect(masterOf(rows)).toEqual({ ...nothing, lastOnline: 'yesterday' });
  });
});

test('an answer without the session is an error', () => {
  expect(() => observe([worker])).toThrow(expect.objectContaining({ code: 'catalog.unexpected-answer' }));
});
