import { describe, expect, test } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import type { CatalogExamination, CatalogGrowth, LogLogin, PackageJob } from '../../../src/domain/examination.js';
import type { Known } from '../../../src/domain/known.js';
import type { WorkerRow } from '../../../src/domain/rows.js';
import type { CheckId } from '../../../src/reconciler/diagnosis/check-id.js';
import { checks } from '../../../src/reconciler/diagnosis/checks.js';
import { diagnoseBy, type Finding } from '../../../src/reconciler/diagnosis/diagnose.js';
import type { Observation } from '../../../src/reconciler/view/machine.js';
import { catalogOf, rowOf, topologyOf } from '../../support/build.js';
import { examinationOf, pendingOf } from '../../support/examination.js';

const known = <T>(value: T): Known<T> => ({ known: true, value });
const hidden = { known: false, reason: 'the login ci lacks a right' } as const;

const fleet = [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2, { enabled: true })];
const [etl01, etl02] = fleet.map(({ id }) => id);
if (etl01 === undefined || etl02 === undefined) throw new Error('no ids');

interface Parts {
  readonly rows?: readonly WorkerRow[];
  readonly catalog?: Partial<CatalogObservation>;
  readonly examination?: Partial<CatalogExamination>;
  readonly observation?: Partial<Observation>;
}

function look({ rows = fleet, catalog = {}, examination = {}, observation = {} }: Parts = {}) {
  return diagnoseBy(checks, topologyOf({ workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }] }), {
    catalog: catalogOf(rows, catalog),
    machines: new Map(),
    examination: examinationOf(examination),
    ...observation,
  });
}

const resultOf = (id: CheckId, parts: Parts) => look(parts).results.filter((one) => one.id === id);

function all(findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap((one) => [one, ...all(one.consequences)]);
}

/** The one finding of a check. */
function foundBy(id: CheckId, parts: Parts): Finding {
  const found = all(look(parts).findings).filter((one) => one.id === id);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} findings of ${id}`);
  return only;
}

test('a farm in which nothing is wrong: nothing is found, and every check could be made', () => {
  const { findings, results } = look();
  expect(findings).toEqual([]);
  expect(results.filter(({ id, result }) => id.startsWith('catalog.') && result !== 'ok')).toEqual([]);
});

test('without an examination only those checks are made that an observation is enough for', () => {
  const { results } = diagnoseBy(checks, topologyOf(), { catalog: catalogOf(fleet), machines: new Map() });
  const ids = new Set(results.map(({ id }) => id));
  expect(ids.has('catalog.edition-limit')).toBe(true);
  expect(ids.has('worker.row-unreadable')).toBe(true);
  expect(ids.has('catalog.log-login')).toBe(false);
});

test.each<[CheckId, Partial<CatalogExamination>]>([
  ['catalog.log-login', { logLogin: hidden }],
  ['catalog.mixed-mode-off', { windowsLoginsOnly: hidden }],
  ['catalog.master-key', { masterKeyByServer: hidden }],
  ['catalog.schema-version', { schemaBuild: hidden }],
  ['catalog.executions-pinned', { pending: hidden }],
  ['catalog.executions-pinned', { pending: known([pendingOf('7', { pinnedTo: hidden })]) }],
  ['catalog.executions-pending', { pending: hidden }],
  ['catalog.executions-repeated', { repeated: hidden }],
  ['catalog.uneven-work', { workShare: hidden }],
  ['catalog.growth', { growth: { ...examinationOf().growth, maintenance: hidden } }],
  ['catalog.growth', { growth: { ...examinationOf().growth, perfCounters: hidden } }],
])('%s: what could not be read is unknown with its reason, and never ok', (id, examination) => {
  expect(resultOf(id, { examination })).toEqual([
    { id, target: 'catalog', result: 'unknown', reason: 'the login ci lacks a right' },
  ]);
});

describe('catalog.log-login', () => {
  const login = (parts: Partial<LogLogin>): Parts => ({
    examination: {
      logLogin: known({ exists: true, disabled: false, user: 'present', isClusterWorker: true, ...parts }),
    },
  });

  test.each<[string, Partial<LogLogin>, string]>([
    ['is not there', { exists: false, user: 'missing', isClusterWorker: false }, "Password=''<password>'';'"],
    ['is disabled', { disabled: true }, 'ALTER LOGIN [##MS_SSISLogDBWorkerAgentLogin##] ENABLE;'],
    [
      'has no user in SSISDB',
      { user: 'missing', isClusterWorker: false },
      'CREATE USER [##MS_SSISLogDBWorkerAgentUser##]',
    ],
    ['has another SID than its user', { user: 'orphaned' }, 'WITH LOGIN = [##MS_SSISLogDBWorkerAgentLogin##]'],
    ['is not in ssis_cluster_worker', { isClusterWorker: false }, 'ALTER ROLE [ssis_cluster_worker] ADD MEMBER'],
  ])('%s: an error', (says, parts, command) => {
    const found = foundBy('catalog.log-login', login(parts));
    expect(found).toMatchObject({ target: 'catalog', result: 'error', summary: expect.stringContaining(says) });
    expect(found.command).toContain(command);
  });

  test('Scale Out is off: there is no login yet', () => {
    expect(
      resultOf('catalog.log-login', { ...login({ exists: false }), catalog: { scaleOut: 'neverEnabled' } }),
    ).toEqual([]);
  });

  test('the log goes to one node of an availability group: a warning; to its listener: none', () => {
    const group = (listeners: readonly string[]): Parts => ({
      examination: { availability: known({ isGroup: true, isClustered: false, listeners }) },
    });
    expect(foundBy('catalog.log-login', group(['SSISLSN']))).toMatchObject({ result: 'warning' });
    expect(resultOf('catalog.log-login', group(['sqletl01']))).toMatchObject([{ result: 'ok' }]);
    expect(resultOf('catalog.log-login', { examination: { availability: hidden } })).toMatchObject([
      { result: 'unknown' },
    ]);
  });
});

describe('mixed mode off', () => {
  const off = { windowsLoginsOnly: known(true) };
  const none = { exists: false, disabled: false, user: 'missing', isClusterWorker: false } as const;
  const disabled = { exists: true, disabled: true, user: 'present', isClusterWorker: true } as const;

  test('with the login by which workers write: an error, with the statements for a Windows account', () => {
    const found = foundBy('catalog.mixed-mode-off', { examination: off });
    expect(found).toMatchObject({ result: 'error', remedy: expect.stringContaining('ALTER LOGIN') });
    expect(found.command).toContain('Integrated Security=SSPI');
  });

  test('the login is disabled: what workers use instead nobody can see, and one warning says it', () => {
    const parts = { examination: { ...off, logLogin: known(disabled) } };
    expect(resultOf('catalog.mixed-mode-off', parts)).toMatchObject([{ result: 'unknown' }]);
    expect(look(parts).findings).toMatchObject([
      { id: 'catalog.log-login', result: 'warning', remedy: expect.stringContaining('nothing is to be done') },
    ]);
  });

  test('the login is gone: both may be faults, and each is told', () => {
    const { findings } = look({ examination: { ...off, logLogin: known(none) } });
    expect(findings.map(({ id, result }) => `${result} ${id}`)).toEqual([
      'warning catalog.log-login',
      'warning catalog.mixed-mode-off',
    ]);
  });
});

test('the master key is not opened by the server: an error with the statements', () => {
  const found = foundBy('catalog.master-key', { examination: { masterKeyByServer: known(false) } });
  expect(found).toMatchObject({ result: 'error', evidence: [{ value: '0' }] });
  expect(found.command).toContain('ADD ENCRYPTION BY SERVICE MASTER KEY');
});

describe('catalog.schema-version', () => {
  test('of another release: an error; of another build of the same: none', () => {
    const build = (schemaBuild: string | null): Parts => ({ examination: { schemaBuild: known(schemaBuild) } });
    expect(foundBy('catalog.schema-version', build('15.0.2000.5'))).toMatchObject({
      result: 'error',
      evidence: [{ value: '15.0.2000.5' }, { value: '16.0.4135.4' }],
    });
    expect(resultOf('catalog.schema-version', build('16.0.1.1'))).toMatchObject([{ result: 'ok' }]);
    expect(resultOf('catalog.schema-version', build(null))).toMatchObject([{ result: 'unknown' }]);
  });
});

test('an edition that limits the workers: a warning', () => {
  const standard = { server: { name: 'SQLETL01', productVersion: '16.0.1.1', edition: 'Standard Edition (64-bit)' } };
  expect(foundBy('catalog.edition-limit', { catalog: standard })).toMatchObject({
    result: 'warning',
    evidence: [{ value: 'Standard Edition (64-bit)' }, { value: '2' }],
  });
});

describe('catalog.executions-pinned', () => {
  const pinned = (...ids: (typeof etl01)[]) => known([pendingOf('42', { pinnedTo: known(ids) })]);

  test('to a worker that was deleted: at the catalog; that nothing stops what waits is said, and no statement that is refused', () => {
    const gone = rowOf('X', 99).id;
    const found = foundBy('catalog.executions-pinned', { examination: { pending: pinned(gone) } });
    expect(found).toMatchObject({
      target: 'catalog',
      result: 'error',
      evidence: [{ value: expect.stringContaining('deleted') }],
    });
    expect(found.remedy).toContain('start execution 42 anew for any worker');
    expect(found.remedy).toContain('refuses it (27124)');
    expect(found.command).toBeUndefined();
  });

  test('to one that is disabled: at that worker', () => {
    const rows = [rowOf('ETL01', 1), rowOf('ETL02', 2, { enabled: true })];
    const found = foundBy('catalog.executions-pinned', { rows, examination: { pending: pinned(etl01) } });
    expect(found).toMatchObject({
      target: 'worker/ETL01',
      summary: '1 execution waits for ETL01, which is disabled, and may run nowhere else',
      remedy: expect.stringContaining('Enable it. Or start execution 42 anew'),
    });
  });

  test('to one that is offline: beneath what keeps that worker away', () => {
    const rows = [rowOf('ETL01', 1, { enabled: true, lastOnlineAge: 9_000 }), rowOf('ETL02', 2, { enabled: true })];
    const { findings } = look({ rows, examination: { pending: pinned(etl01) } });
    expect(findings).toMatchObject([{ id: 'worker.offline', consequences: [{ id: 'catalog.executions-pinned' }] }]);
  });

  test('one of its workers can run it, or its row cannot be read: it is not found', () => {
    const rows = [rowOf('ETL01', 1), rowOf('ETL02', 2, { enabled: true })];
    expect(look({ rows, examination: { pending: pinned(etl01, etl02) } }).findings).toEqual([]);
    const problem = {
      column: 'LastOnlineTime',
      value: '(null)',
      problem: 'LastOnlineTime is (null), which is no time',
    };
    const unreadable = [{ id: etl01, machineName: 'ETL01', enabled: true, ...problem }];
    const parts = {
      rows: [fleet[1] ?? rowOf('ETL02', 2)],
      catalog: { unreadable },
      examination: { pending: pinned(etl01) },
    };
    expect(resultOf('catalog.executions-pinned', parts)).toMatchObject([{ result: 'ok' }]);
  });
});

describe('catalog.executions-pending', () => {
  const pending = known([pendingOf('1', { age: 4_000 }), pendingOf('2', { age: 10 })]);

  test('nobody is enabled: that is the cause', () => {
    const rows = [rowOf('ETL01', 1), rowOf('ETL02', 2)];
    expect(look({ rows, examination: { pending } }).findings).toMatchObject([
      {
        id: 'catalog.no-worker-enabled',
        consequences: [
          {
            id: 'catalog.executions-pending',
            summary: expect.stringContaining('1 execution waits, for up to 1 h 6 min'),
          },
        ],
      },
    ]);
  });

  test('all that are enabled are offline: what follows from that', () => {
    const rows = fleet.map((row) => ({ ...row, lastOnlineAge: 9_000 }));
    const { findings } = look({ rows, examination: { pending } });
    expect(findings.map(({ id }) => id)).not.toContain('catalog.executions-pending');
    expect(all(findings).map(({ id }) => id)).toContain('catalog.executions-pending');
  });

  test('somebody is online: it waits for room', () => {
    expect(look({ examination: { pending } }).findings).toEqual([]);
  });
});

test('packages that ended unexpectedly: how often, on which worker, and the folder of the task', () => {
  const one = {
    folder: 'W',
    project: 'L',
    package: 'a.dtsx',
    worker: etl01,
    ended: '2026-11-23T02:00:00.000Z',
    dumpOnError: known(false),
  };
  const repeated = known([
    { ...one, executionId: '7', status: 6, executedCount: 1, taskId: known('AAAA') },
    { ...one, executionId: '8', status: 7, executedCount: 2, taskId: hidden },
  ]);
  const found = foundBy('catalog.executions-repeated', { examination: { repeated } });
  expect(found.summary).toBe('In the last seven days 1 execution ended unexpectedly, 1 execution ran more than once');
  expect(found.evidence.map(({ value }) => value)).toEqual([
    expect.stringContaining('on ETL01; TasksRootFolder of its worker\\AAAA'),
    expect.stringContaining('the login ci lacks a right'),
  ]);
});

test('one worker does nearly all: a warning, but not where there is little work or nobody else', () => {
  const share = (one: number, other: number) => ({
    workShare: known(
      new Map([
        [etl01, one],
        [etl02, other],
      ]),
    ),
  });
  expect(foundBy('catalog.uneven-work', { examination: share(90, 10) })).toMatchObject({
    result: 'warning',
    summary: 'ETL01 ran 90 % of the executions of the last 24 hours, of 2 workers that could',
  });
  for (const parts of [
    { examination: share(10, 0) },
    { examination: share(60, 40) },
    { examination: share(90, 0), rows: [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2)] },
  ])
    expect(resultOf('catalog.uneven-work', parts)).toMatchObject([{ result: 'ok' }]);
});

describe('catalog.job-owners', () => {
  const job: PackageJob = { job: 'Nightly', step: 'Load', enabled: true, runsAs: 'CORP\\x]y', mayRun: false };
  const parts = (jobs: readonly PackageJob[], mode: 'server' | 'scaleOut' = 'scaleOut'): Parts => ({
    catalog: { defaultExecutionMode: mode },
    examination: { jobs: known(jobs) },
  });

  test('an account that would be refused with 27178: an error, with the statement quoted', () => {
    expect(foundBy('catalog.job-owners', parts([job]))).toMatchObject({
      result: 'error',
      summary: expect.stringContaining('27178'),
      command: 'USE [SSISDB]; ALTER ROLE [ssis_cluster_executor] ADD MEMBER [CORP\\x]]y];',
    });
  });

  test('packages run on the server, the job is disabled, or all is in order: nothing', () => {
    for (const one of [parts([job], 'server'), parts([{ ...job, enabled: false }]), parts([{ ...job, mayRun: true }])])
      expect(resultOf('catalog.job-owners', one)).toMatchObject([{ result: 'ok' }]);
  });

  test('it cannot be told, or jobs are not shown: unknown', () => {
    expect(resultOf('catalog.job-owners', parts([{ ...job, mayRun: null }]))).toMatchObject([{ result: 'unknown' }]);
    const unseen = { catalog: { defaultExecutionMode: 'scaleOut' as const }, examination: { jobs: hidden } };
    expect(resultOf('catalog.job-owners', unseen)).toMatchObject([{ result: 'unknown', reason: hidden.reason }]);
  });
});

test.each<[string, Partial<CatalogGrowth>]>([
  ['never cleaned', { cleanupEnabled: false }],
  ['is missing', { maintenance: known(null) }],
  [
    'is disabled',
    { maintenance: known({ enabled: false, age: 9e9, lastRun: null, lastRunAge: null, lastSucceeded: null }) },
  ],
  ['failed', { maintenance: known({ enabled: true, age: 9e9, lastRun: 'x', lastRunAge: 1, lastSucceeded: false }) }],
  [
    'has never run',
    { maintenance: known({ enabled: true, age: 400_000, lastRun: null, lastRunAge: null, lastSucceeded: null }) },
  ],
  [
    'has not run for 5 d',
    { maintenance: known({ enabled: true, age: 9e9, lastRun: 'x', lastRunAge: 432_000, lastSucceeded: true }) },
  ],
  ['60 million messages', { eventMessages: known(60_000_000) }],
  ['30 million counters', { perfCounters: known(30_000_000) }],
])('growth: %s', (says, growth) => {
  const found = foundBy('catalog.growth', { examination: { growth: { ...examinationOf().growth, ...growth } } });
  expect(found).toMatchObject({ result: 'warning', summary: expect.stringContaining(says) });
});

test('a job that was made yesterday and has not run yet is no trouble', () => {
  const maintenance = known({ enabled: true, age: 80_000, lastRun: null, lastRunAge: null, lastSucceeded: null });
  expect(look({ examination: { growth: { ...examinationOf().growth, maintenance } } }).findings).toEqual([]);
});

describe('master.login', () => {
  const silent = { ...catalogOf([]).master, lastOnlineAge: 5_000 };
  const accounts = (login: boolean) => new Map([['CORP\\gmsa$', known({ login, user: login, admin: login })]]);

  test('a domain account without a login, of a master that is silent: the cause of that', () => {
    const { findings } = look({ catalog: { master: silent }, observation: { accounts: accounts(false) } });
    expect(findings).toMatchObject([
      {
        id: 'master.login',
        result: 'error',
        command:
          'CREATE LOGIN [CORP\\gmsa$] FROM WINDOWS; USE [SSISDB]; CREATE USER [CORP\\gmsa$] FOR LOGIN [CORP\\gmsa$]; ALTER ROLE [ssis_admin] ADD MEMBER [CORP\\gmsa$];',
        consequences: [{ id: 'master.silent' }],
      },
    ]);
  });

  test('a master that is heard of has logged in, by whatever group', () => {
    expect(look({ observation: { accounts: accounts(false) } }).findings).toEqual([]);
  });

  test('installed and never enabled: what fills the error log', () => {
    const failedLogins = known([{ at: '2026-11-24T02:00:00', login: 'NT Service\\SSISScaleOutMaster160', state: 5 }]);
    const parts = { catalog: { scaleOut: 'neverEnabled' as const }, examination: { failedLogins } };
    expect(foundBy('master.login', parts)).toMatchObject({
      result: 'warning',
      cause: expect.stringContaining('never enabled'),
    });
    const other = known([{ at: '2026-11-24T02:00:00', login: 'CORP\\somebody', state: 5 }]);
    expect(resultOf('master.login', { examination: { failedLogins: other } })).toMatchObject([{ result: 'ok' }]);
  });
});

test('a row that cannot be read: an error at that worker, and nothing about its being offline', () => {
  const unreadable = [
    {
      id: etl02,
      machineName: 'ETL02',
      enabled: true,
      column: 'LastOnlineTime',
      value: 'never',
      problem: 'LastOnlineTime is "never", which is no time',
    },
  ];
  const { findings } = look({ rows: [fleet[0] ?? rowOf('ETL01', 1)], catalog: { unreadable } });
  expect(findings.find(({ id }) => id === 'worker.row-unreadable')).toMatchObject({
    target: 'worker/ETL02',
    result: 'error',
    evidence: [{ read: 'LastOnlineTime', value: 'never' }],
  });
  expect(all(findings).map(({ id }) => id)).not.toContain('worker.offline');
});
