import { fact } from './fact.js';

const published = 'the published SSISDB script of SQL Server 2019, equal to that of 2017 where both are known';

export const ssisdbViews = fact({
  id: 'ssisdb.views',
  says: 'SSISDB has these views with these columns, in every version from 2017 on.',
  value: {
    'catalog.catalog_properties': { property_name: 'nvarchar(256)', property_value: 'nvarchar(256)' },
    'catalog.master_properties': { property_name: 'nvarchar(256)', property_value: 'nvarchar(max)' },
    'catalog.worker_agents': {
      WorkerAgentId: 'uniqueidentifier',
      IsEnabled: 'bit',
      DisplayName: 'nvarchar(256)',
      Description: 'nvarchar(max)',
      MachineName: 'nvarchar(256)',
      Tags: 'nvarchar(max)',
      UserAccount: 'nvarchar(256)',
      LastOnlineTime: 'datetimeoffset(7)',
    },
    'catalog.executions': {
      execution_id: 'bigint',
      folder_name: 'sysname',
      project_name: 'sysname',
      package_name: 'nvarchar(260)',
      status: 'int',
      created_time: 'datetimeoffset(7)',
      start_time: 'datetimeoffset(7)',
      end_time: 'datetimeoffset(7)',
      executed_count: 'int',
      worker_agent_id: 'uniqueidentifier',
    },
  },
  source: `${published}: catalog/Views`,
  standing: 'published',
  otherwise: 'The error catalog.other-shape names what is missing and the version that was found.',
});

export const ssisdbProcedures = fact({
  id: 'ssisdb.procedures',
  says: 'SSISDB has these procedures with these parameters, in every version from 2017 on.',
  value: {
    'catalog.enable_scaleout': {},
    'catalog.configure_catalog': { property_name: 'nvarchar(255)', property_value: 'nvarchar(255)' },
    'catalog.enable_worker_agent': { WorkerAgentId: 'uniqueidentifier' },
    'catalog.disable_worker_agent': { WorkerAgentId: 'uniqueidentifier' },
    'catalog.delete_worker_agent': { WorkerAgentId: 'uniqueidentifier' },
    'catalog.set_worker_agent_property': {
      WorkerAgentId: 'uniqueidentifier',
      PropertyName: 'nvarchar(256)',
      PropertyValue: 'nvarchar(max)',
    },
    'catalog.update_master_address': { MasterAddress: 'nvarchar(256)' },
  },
  source: `${published}: catalog/Stored Procedures`,
  standing: 'published',
  otherwise: 'The error catalog.other-shape names what is missing and the version that was found.',
});

export const ssisdbTasks = fact({
  id: 'ssisdb.tasks',
  says: 'The table internal.tasks shows who has a task. It is granted to nobody, and only a sysadmin reads it.',
  value: {
    'internal.tasks': {
      TaskId: 'uniqueidentifier',
      JobId: 'uniqueidentifier',
      Status: 'int',
      ExpiredTime: 'datetimeoffset(7)',
      LastPickupTime: 'datetimeoffset(7)',
      WorkerAgentId: 'uniqueidentifier',
    },
  },
  source: `${published}: internal/Tables/tasks`,
  standing: 'published',
  otherwise:
    'Where the table is hidden, a drain goes by the executions alone and waits for pulled tasks by their age, and a rehearsal takes them for pending.',
});

export const ssisdbExaminedTables = fact({
  id: 'ssisdb.examined-tables',
  says: 'These tables show which workers alone may run an execution, the folder of its task, and how much SSISDB holds. They are granted to nobody.',
  value: {
    'internal.executions': { execution_id: 'bigint', job_id: 'uniqueidentifier' },
    'internal.job_worker_agents': { JobId: 'uniqueidentifier', WorkerAgentId: 'uniqueidentifier' },
    'internal.tasks_history': {
      TaskId: 'uniqueidentifier',
      JobId: 'uniqueidentifier',
      CreatedTime: 'datetimeoffset(7)',
    },
    'internal.worker_agent_perfcounter': { WorkerAgentId: 'uniqueidentifier', TimeStamp: 'datetimeoffset(7)' },
    'internal.event_messages_scaleout': { operation_id: 'bigint' },
  },
  source: `${published}: internal/Tables, catalog.add_execution_worker`,
  standing: 'published',
  otherwise: 'What a doctor would read of them is told as unknown, with the reason.',
});

export const ssisdbLogLogin = fact({
  id: 'ssisdb.log-login',
  says: 'Workers write their logs by this SQL Server login and its user in SSISDB, which catalog.enable_scaleout makes.',
  value: { login: '##MS_SSISLogDBWorkerAgentLogin##', user: '##MS_SSISLogDBWorkerAgentUser##' },
  source: `${published}: internal.enable_scaleout`,
  standing: 'published',
  otherwise: 'The doctor tells of a login that is not there.',
});

export const agentTables = fact({
  id: 'engine.agent-tables',
  says: 'These tables of msdb show the jobs of SQL Server Agent, their steps, proxies and last runs. SELECT on them is granted to nobody but sysadmin and db_datareader.',
  value: {
    'dbo.sysjobs': ['job_id', 'name', 'enabled', 'owner_sid', 'date_created'],
    'dbo.sysjobsteps': ['job_id', 'step_id', 'step_name', 'subsystem', 'command', 'proxy_id'],
    'dbo.sysjobservers': ['job_id', 'last_run_outcome', 'last_run_date', 'last_run_time'],
    'dbo.sysproxies': ['proxy_id', 'credential_id'],
  },
  source: 'Microsoft: SQL Server Agent tables (Transact-SQL)',
  standing: 'documented',
  otherwise: 'Jobs are told as unknown, with the right that is missing or the words of the server.',
});

export const errorLogProcedure = fact({
  id: 'engine.error-log',
  says: "The procedure sys.xp_readerrorlog gives lines of the server's error log: log, kind, two texts, from, to and order. A failed login is two lines of one time.",
  value: { procedure: 'sys.xp_readerrorlog', failedLogin: 18456 },
  source: "users' scripts in many public repositories; Microsoft documents sp_readerrorlog alone",
  standing: 'reported',
  otherwise: 'Failed logins are told as unknown, with the words of the server.',
});

export const ssisdbRoles = fact({
  id: 'ssisdb.roles',
  says: 'SSISDB has these roles: who administers it, runs packages in Scale Out, reads its logs, and is a worker.',
  value: {
    admin: 'ssis_admin',
    clusterExecutor: 'ssis_cluster_executor',
    logReader: 'ssis_logreader',
    clusterWorker: 'ssis_cluster_worker',
  },
  source: `${published}: Security/Roles`,
  standing: 'published',
  otherwise: 'A role that is missing counts as one that the login is not in: rows are then unknown, and never absent.',
});

export const ssisdbVersionProperties = fact({
  id: 'ssisdb.version-properties',
  says: 'These rows of catalog.catalog_properties tell the version of the SSISDB schema.',
  value: ['SCHEMA_VERSION', 'SCHEMA_BUILD'],
  source: 'Microsoft: catalog.catalog_properties (SSISDB Database)',
  standing: 'documented',
  otherwise: 'The version of the schema is told as unknown.',
});

export const ssisdbMasterProperties = fact({
  id: 'ssisdb.master-properties',
  says: 'The view catalog.master_properties has these rows, which the master service and catalog.enable_scaleout write.',
  value: [
    'MACHINE_NAME',
    'MASTER_ADDRESS',
    'MASTER_SERVICE_PORT',
    'SSLCERT_THUMBPRINT',
    'CLUSTER_LOGDB_SERVER',
    'LAST_ONLINE_TIME',
    'MASTER_HEARTBEAT_INTERVALINMS',
  ],
  source: `${published}: internal.update_master_settings, internal.update_logdb_info`,
  standing: 'published',
  otherwise: 'A row that is missing is told as not known, and a write without effect as one.',
});

export const shapeErrors = fact({
  id: 'ssisdb.shape-errors',
  says: 'The engine answers with these numbers where a column, object, schema, procedure or parameter is not as it was asked for.',
  value: [201, 207, 208, 2760, 2812, 8144, 8145],
  source: 'Microsoft: Database Engine events and errors',
  standing: 'documented',
  otherwise: 'Any other number is told as catalog.sql-error with the text of the server.',
});

export const masterVirtualAccount = fact({
  id: 'ssisdb.master-account',
  says: 'The procedure catalog.enable_scaleout makes a login, a user and a membership for this account alone, with the three digits of the version after it.',
  value: { account: 'NT Service\\SSISScaleOutMaster', role: 'ssis_admin' },
  source: `${published}: internal.enable_scaleout`,
  standing: 'published',
  otherwise:
    'The plan looks for the login of the account that the master runs under, and tells the statements that make it.',
});

export const windowsLoginRefused = fact({
  id: 'engine.windows-login-refused',
  says: 'A Windows login that SQL Server cannot take has these numbers: 17806 and 17807 where the handshake failed, 18452 where the account comes from an untrusted domain. Extended Protection that is Required refuses a client without channel binding in the same way.',
  value: [17806, 17807, 18452],
  source:
    'Microsoft: Database Engine events and errors; Connect to the Database Engine using Extended Protection (Required: clients that do not support it are refused)',
  standing: 'documented',
  otherwise: 'The login is told as refused, with the number and the words of the server.',
});

export const assemblyNotTrusted = fact({
  id: 'engine.assembly-not-trusted',
  says: 'Error 10314 tells of an assembly that SQL Server does not trust or cannot load, as that of SSISDB after a restore.',
  value: 10314,
  source: 'Microsoft: Database Engine events and errors; SSIS catalog, back up, restore and move SSISDB',
  standing: 'documented',
  otherwise: 'The error is told with the number and the words of the server.',
});
