import { timeText } from '../instant.js';
import { randomAccountSid, randomGuid, randomPassword } from '../model/identifiers.js';
import { operationStatus, taskStatus } from '../model/life/task.js';
import { isInRole, isSysadmin, loginsOf } from '../model/security.js';
import type { Drill } from './drill.js';
import { type DrilledFleet, refuseDrill } from './drilled-fleet.js';

/* SSISDB and its server. */

/** The login that `--sandbox` uses, and the one by which workers write their messages. */
const ownLogin = 'SANDBOX\\scaleout';
const logLogin = '##MS_SSISLogDBWorkerAgentLogin##';

export const catalogDrills: readonly Drill[] = [
  {
    name: 'log-login-missing',
    takes: null,
    finding: 'catalog.log-login',
    says: 'The login by which workers write the messages of executions is gone.',
    make({ draft: { store } }) {
      const row = store.get('logins', logLogin);
      if (row === undefined) return refuseDrill(`There is no login ${logLogin} anyway.`);
      store.delete('logins', logLogin);
      // Its user stays behind.
      const { sid = null, databaseRoles = null } = row;
      const user = typeof row.userName === 'string' ? row.userName : logLogin;
      if (databaseRoles !== null) store.put('strayUsers', user, { sid, databaseRoles });
    },
  },
  {
    name: 'mixed-mode-off',
    takes: null,
    finding: 'catalog.mixed-mode-off',
    says: 'The SQL Server takes Windows logins alone, and workers write messages by a SQL login.',
    make({ draft: { store } }) {
      const row = store.get('server', 'server') ?? {};
      if (row.integratedSecurityOnly === true) refuseDrill('Mixed mode is off anyway.');
      store.put('server', 'server', { ...row, integratedSecurityOnly: true });
    },
  },
  {
    name: 'executions-pinned',
    takes: null,
    finding: 'catalog.executions-pinned',
    says: 'An execution waits for a worker whose row was deleted: it waits for ever.',
    make: (fleet) => pinExecution(fleet),
  },
  {
    name: 'job-owners',
    takes: null,
    finding: 'catalog.job-owners',
    says: 'A job starts a package for an owner who may not run it on a worker (27178).',
    make: (fleet) => addJob(fleet),
  },
  {
    name: 'login-may-not-see',
    takes: null,
    finding: 'catalog.workers-hidden',
    says: 'The login that --sandbox uses has lost its roles, and sees no workers.',
    make({ draft: { store } }) {
      const row = store.get('logins', ownLogin);
      const login = loginsOf(store)().named(ownLogin);
      if (row === undefined || !(isSysadmin(login) || isInRole(login, 'ssis_admin', 'ssis_cluster_executor'))) {
        refuseDrill(`${ownLogin} may not see them anyway.`);
      }
      store.put('logins', ownLogin, { ...row, serverRoles: [], databaseRoles: [] });
    },
  },
];

const jobName = 'Nightly loads';
const jobOwner = 'SANDBOX\\loads';

/** Its owner could run packages on the server, and the catalog's default is a worker. */
function addJob({ draft: { store }, model, began }: DrilledFleet): void {
  if (store.get('agentJobs', jobName) !== undefined) refuseDrill(`There is a job ${jobName} anyway.`);
  if (store.get('logins', jobOwner) === undefined) {
    store.put('logins', jobOwner, {
      name: jobOwner,
      kind: 'windows',
      password: randomPassword(model.random),
      serverRoles: [],
      databaseRoles: [],
      sid: randomAccountSid(model.random),
      disabled: false,
    });
  }
  store.put('agentJobs', jobName, {
    owner: jobOwner,
    enabled: true,
    created: timeText(began),
    neverRan: true,
    steps: [
      {
        name: 'Load sales',
        subsystem: 'SSIS',
        command:
          '/ISSERVER "\\"\\SSISDB\\Warehouse\\Loads\\LoadSales.dtsx\\"" /SERVER . /Par "\\"$ServerOption::SYNCHRONIZED(Boolean)\\"";True',
      },
    ],
  });
  const mode = store.get('catalogProperties', 'DEFAULT_EXECUTION_MODE');
  if (mode !== undefined) store.put('catalogProperties', 'DEFAULT_EXECUTION_MODE', { ...mode, value: '1' });
}

/** As create_execution, add_execution_worker and start_execution leave it, and delete_worker_agent after them. */
function pinExecution({ draft: { store }, model, began }: DrilledFleet): void {
  const found = [...store.rows('packages').values()].flatMap((row) => {
    const project = store.get('projects', String(row.projectId));
    const folder = project && store.get('folders', String(project.folderId));
    return project === undefined || folder === undefined ? [] : [{ row, project, folder }];
  })[0];
  if (found === undefined) refuseDrill('There is no package that could be started.');
  const login = loginsOf(store)().named(ownLogin);
  const at = timeText(began);
  const id = model.nextOperationId();
  const [jobId, taskId, worker] = [0, 1, 2].map(() => randomGuid(model.random));
  store.put('operations', String(id), {
    operationType: 200,
    createdTime: at,
    objectType: 20,
    objectId: found.row.projectId ?? null,
    objectName: found.project.name ?? null,
    status: operationStatus.pending,
    startTime: at,
    endTime: null,
    callerSid: Buffer.from(login?.sid ?? [])
      .toString('hex')
      .toUpperCase(),
    callerName: ownLogin,
    processId: null,
    stoppedBySid: null,
    stoppedByName: null,
    operationGuid: randomGuid(model.random),
    serverName: model.server.name,
    machineName: '',
    workerAgentId: null,
    executedCount: 0,
  });
  store.put('executions', String(id), {
    folderName: found.folder.name ?? null,
    projectName: found.project.name ?? null,
    packageName: found.row.name ?? null,
    projectLsn: found.project.versionLsn ?? null,
    use32BitRuntime: false,
    jobId: jobId ?? null,
  });
  store.put('jobs', jobId ?? '', { workerAgentIds: [worker ?? ''], createdTime: at, isCancelled: false });
  store.put('tasks', taskId ?? '', {
    jobId: jobId ?? '',
    executionId: id,
    status: taskStatus.ready,
    maxExecutedCount: 1,
    executedCount: 0,
    readyForDispatchTime: at,
    createdTime: at,
    lastUpdatedTime: at,
    lastPickupTime: null,
    expiredTime: null,
    workerAgentId: null,
    machine: null,
    isCancelled: false,
    stopId: null,
  });
}
