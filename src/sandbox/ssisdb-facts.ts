/** What the sandbox's SSISDB is built on, from the script of 2019. A test holds its views and procedures to it. */

const id = 'uniqueidentifier';
const time = 'datetimeoffset(7)';
const text = (length: number | 'max') => `nvarchar(${length})`;

export const ssisdbFacts = {
  'ssisdb.views': {
    'catalog.catalog_properties': { property_name: text(256), property_value: text(256) },
    'catalog.executions': {
      execution_id: 'bigint',
      folder_name: 'sysname',
      project_name: 'sysname',
      package_name: text(260),
      start_time: time,
      status: 'int',
      worker_agent_id: id,
    },
    'catalog.master_properties': { property_name: text(256), property_value: text('max') },
    'catalog.worker_agents': {
      WorkerAgentId: id,
      IsEnabled: 'bit',
      DisplayName: text(256),
      Description: text('max'),
      MachineName: text(256),
      Tags: text('max'),
      UserAccount: text(256),
      LastOnlineTime: time,
    },
  },
  'ssisdb.tasks': {
    'internal.tasks': { ExpiredTime: time, LastPickupTime: time, Status: 'int', TaskId: id, WorkerAgentId: id },
  },
  'ssisdb.procedures': {
    'catalog.configure_catalog': { property_name: text(255), property_value: text(255) },
    'catalog.delete_worker_agent': { WorkerAgentId: id },
    'catalog.disable_worker_agent': { WorkerAgentId: id },
    'catalog.enable_scaleout': {},
    'catalog.enable_worker_agent': { WorkerAgentId: id },
    'catalog.set_worker_agent_property': { WorkerAgentId: id, PropertyName: text(256), PropertyValue: text('max') },
    'catalog.update_master_address': { MasterAddress: text(256) },
  },
  'ssisdb.roles': {
    admin: 'ssis_admin',
    clusterExecutor: 'ssis_cluster_executor',
    clusterWorker: 'ssis_cluster_worker',
    logReader: 'ssis_logreader',
  },
  'ssisdb.version-properties': ['SCHEMA_VERSION', 'SCHEMA_BUILD'],
  'ssisdb.master-properties': [
    'MACHINE_NAME',
    'MASTER_ADDRESS',
    'MASTER_SERVICE_PORT',
    'SSLCERT_THUMBPRINT',
    'CLUSTER_LOGDB_SERVER',
    'LAST_ONLINE_TIME',
    'MASTER_HEARTBEAT_INTERVALINMS',
  ],
  'ssisdb.shape-errors': [201, 207, 208, 2760, 2812, 8144, 8145],
  'ssisdb.master-account': { account: 'NT Service\\SSISScaleOutMaster', role: 'ssis_admin' },
} as const;
