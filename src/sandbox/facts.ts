import { ssisdbFacts } from './ssisdb-facts.js';

/**
 * What the sandbox is built on: its own statement of each fact, by the same ids as src/facts, and taken from the sources
 * a second time. It imports nothing from there: a test shows the two side by side, so that nobody changes one unnoticed.
 */
export const sandboxFacts = {
  'config.files': ['MasterSettings.config', 'WorkerSettings.config'],
  'config.folder': String.raw`Microsoft SQL Server\{0}\DTS\Binn`,
  'config.setup-key': String.raw`SOFTWARE\Microsoft\Microsoft SQL Server\{0}\SSIS\Setup`,
  'config.agent-id': 'AgentId',
  'config.master-port': 'PortNumber',
  'config.certificates': {
    master: 'SSLCertThumbprint',
    masterOfWorker: 'MasterHttpsCertThumbprint',
    worker: 'WorkerHttpsCertThumbprint',
  },
  'config.thumbprint-keys': ['SSLCertThumbprint', 'WorkerHttpsCertThumbprint', 'MasterHttpsCertThumbprint'],
  'config.endpoint': 'MasterEndpoint',
  // Before and after an edit of the page on the worker; a service reads one of the two.
  'config.heartbeat-tolerance': ['HeartbeatErrorTolerance', 'HeartbeatErrorTollerance'],
  'config.lease-interval': ['LeaseInterval', 'LeaseInternval'],
  'config.worker-settings': [
    'MaxTaskCount',
    ...['AgentHeartbeatInterval', 'TaskHeartbeatInterval'],
    ...['TaskRequestMaxCPU', 'TaskRequestMinMemory'],
    'TasksRootFolder',
    ...['TaskLogLevel', 'TaskLogSegment', 'TaskLogEnabled'],
    'ExecutionLogCacheFolder',
    ...['ExecutionLogMaxBufferLogCount', 'ExecutionLogMaxInMemoryBufferCount'],
    ...['ExecutionLogRetryCount', 'ExecutionLogRetryTimeout'],
  ],
  'config.not-in-use-2017': ['DisplayName', 'Description', 'TaskRequestMaxCPU', 'TaskRequestMinMemory'],
  'log.base': String.raw`AppData\Local\SSIS`,
  'log.families': ['ScaleOut', 'Cluster'],
  'log.roles': ['Master', 'Agent'],
  'log.others': ['Tasks', 'ELogCache'],
  // WorkerSettings.config as setup writes it: AgentHeartbeatInterval, HeartbeatErrorTolerance.
  'worker.heartbeat': 60,
  'worker.error-tolerance': 10 * 60,
  // The walkthrough says "several minutes", and has the service restarted after each of these.
  'worker.registration-time': 10 * 60,
  'worker.restart-after': ['trust on the master', 'trust on the worker', 'binding', 'firewall'],
  // pull_task gives five minutes; update_task_status what the worker asks for (LeaseInterval), each TaskHeartbeatInterval.
  'task.first-lease': 5 * 60,
  'task.reported-lease': 60,
  'task.report': 10,
  // MasterSettings.config: MasterHeartbeatIntervalInMs, DealWithExpiredTasksIntervalInMs.
  'master.heartbeat': 30,
  'master.expiry-sweep': 300_000 / 1000,
  'names.netbios-length': 15,
  'names.worker-row': ['host name', 'NetBIOS name'],
  'service.names': ['SSISScaleOutMaster', 'SSISScaleOutWorker'],
  ...ssisdbFacts,
} as const;
