import { expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../../../../packages/sandbox/test/support/sandbox.js';
import { openCatalog } from '../../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../../src/providers/waiting.js';
import { checks } from '../../../../src/reconciler/diagnosis/checks.js';
import { diagnoseBy } from '../../../../src/reconciler/diagnosis/diagnose.js';
import { topologyOf } from '../../../support/build.js';
import { connectionTo } from '../../../support/provider-connection.js';

const { signal } = new AbortController();
const topology = topologyOf({ workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }] });
const logLogin = '##MS_SSISLogDBWorkerAgentLogin##';

type Store = TestSandbox['running']['store'];

function change(
  store: Store,
  table: string,
  key: string,
  fields: Readonly<Record<string, string | boolean | null>>,
): void {
  store.put(table, key, { ...store.get(table, key), ...fields });
}

function job(store: Store, owner: string): void {
  change(store, 'catalogProperties', 'DEFAULT_EXECUTION_MODE', { value: '1' });
  const steps = [{ name: 'Load', subsystem: 'SSIS', command: '/ISSERVER "x"' }];
  store.put('agentJobs', 'Nightly', { owner, steps });
}

/** An execution that was started for one worker alone, an hour ago. */
function pin(store: Store, worker: string): void {
  const at = '2024-05-01T07:00:00.000Z';
  store.put('operations', '90', { operationType: 200, status: 5, createdTime: at, startTime: at, callerName: 'x' });
  const names = { folderName: 'Warehouse', projectName: 'Loads', packageName: 'LoadSales.dtsx' };
  store.put('executions', '90', { ...names, jobId: '00000000-0000-4000-8000-000000000090' });
  store.put('jobs', '00000000-0000-4000-8000-000000000090', { workerAgentIds: [worker] });
}

const agentOf = (store: Store, machine: string) => String(store.get('machines', machine)?.agentId);

// Put straight into the state, as by somebody who knows nothing of the checks.
const faults: readonly (readonly [string, readonly string[], (store: Store) => void])[] = [
  ['nothing is wrong', [], () => undefined],
  ['the log login is gone', ['catalog.log-login at catalog'], (store) => store.delete('logins', logLogin)],
  [
    'it is disabled',
    ['catalog.log-login at catalog'],
    (store) => change(store, 'logins', logLogin, { disabled: true }),
  ],
  [
    'it was made anew with another SID',
    ['catalog.log-login at catalog'],
    (store) => {
      store.put('logins', logLogin, { name: logLogin, kind: 'sql', sid: 'AA11', databaseRoles: null });
      store.put('strayUsers', '##MS_SSISLogDBWorkerAgentUser##', {
        sid: 'BB22',
        databaseRoles: ['ssis_cluster_worker'],
      });
    },
  ],
  [
    'mixed mode is off',
    ['catalog.mixed-mode-off at catalog'],
    (store) => change(store, 'server', 'server', { integratedSecurityOnly: true }),
  ],
  [
    'the master key is not opened',
    ['catalog.master-key at catalog'],
    (store) => change(store, 'server', 'server', { masterKeyByServer: false }),
  ],
  [
    'SSISDB was not upgraded',
    ['catalog.schema-version at catalog'],
    (store) => change(store, 'catalogProperties', 'SCHEMA_BUILD', { value: '15.0.2000.5' }),
  ],
  [
    'the edition is a small one',
    ['catalog.edition-limit at catalog'],
    (store) => change(store, 'server', 'server', { edition: 'Standard Edition (64-bit)' }),
  ],
  ['a job would fail with 27178', ['catalog.job-owners at catalog'], (store) => job(store, 'reader')],
  ['a job runs as somebody who may', [], (store) => job(store, 'executor')],
  [
    'an execution waits for a worker that was deleted',
    ['catalog.executions-pinned at catalog'],
    (store) => pin(store, '00000000-0000-4000-8000-00000000DEAD'),
  ],
  [
    'an execution waits for one that is disabled',
    ['catalog.executions-pinned at worker/ETL02'],
    (store) => {
      change(store, 'workerAgents', agentOf(store, 'ETL02'), { isEnabled: false });
      pin(store, agentOf(store, 'ETL02'));
    },
  ],
  [
    'nobody cleans SSISDB',
    ['catalog.growth at catalog'],
    (store) => change(store, 'agentJobs', 'SSIS Server Maintenance Job', { enabled: false }),
  ],
  [
    'two at once',
    ['catalog.master-key at catalog', 'catalog.mixed-mode-off at catalog'],
    (store) => change(store, 'server', 'server', { masterKeyByServer: false, integratedSecurityOnly: true }),
  ],
];

test.each(faults)('%s: %j is found, and nothing else', async (_, expected, breakIt) => {
  await using sandbox = await startTestSandbox();
  const { store } = sandbox.running;
  await using catalog = openCatalog(connectionTo(sandbox), {
    clock: systemClock,
    random: Math.random,
    parallelism: 4,
  });
  await catalog.enableScaleOut(signal);
  for (const machine of ['ETL01', 'ETL02']) change(store, 'workerAgents', agentOf(store, machine), { isEnabled: true });
  breakIt(store);
  const [seen, examination] = await Promise.all([catalog.observe(signal), catalog.examine(signal)]);
  const { findings } = diagnoseBy(checks, topology, { catalog: seen, machines: new Map(), examination });
  expect(findings.map(({ id, target }) => `${id} at ${target}`).sort()).toEqual(expected);
});
