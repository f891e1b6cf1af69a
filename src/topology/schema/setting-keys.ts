/**
 * Known keys of WorkerSettings.config: those that schemas/topology.schema.json describes, and the odd spellings of two of
 * them that older versions of SQL Server use.
 */
export const settingKeys: ReadonlySet<string> = new Set([
  'MaxTaskCount',
  'AgentHeartbeatInterval',
  'TaskHeartbeatInterval',
  'HeartbeatErrorTolerance',
  'HeartbeatErrorTollerance',
  'TaskRequestMaxCPU',
  'TaskRequestMinMemory',
  'LeaseInterval',
  'LeaseInternval',
  'TasksRootFolder',
  'TaskLogLevel',
  'TaskLogSegment',
  'TaskLogEnabled',
  'ExecutionLogCacheFolder',
  'ExecutionLogMaxBufferLogCount',
  'ExecutionLogMaxInMemoryBufferCount',
  'ExecutionLogRetryCount',
  'ExecutionLogRetryTimeout',
]);
