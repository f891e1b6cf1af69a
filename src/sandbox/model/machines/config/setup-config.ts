import { type ConfigEncoding, configFields, encodeConfig } from './config-bytes.js';

/** How setup writes configs: with a byte order mark and CRLF, unless a fleet says otherwise. */
export interface ConfigFormat {
  readonly encoding?: Exclude<ConfigEncoding, 'base64'>;
  readonly lineEnd?: '\r\n' | '\n';
}

type Settings = Readonly<Record<string, string | number | boolean>>;

/** WorkerSettings.config after setup. */
export function workerConfig(values: {
  readonly endpoint: string;
  readonly thumbprint: string;
  readonly agentId: string;
  /** 140, 150, 160. */
  readonly version: string;
}): Settings {
  // Which spelling a version has is not known: here those before 160 have the odd ones.
  const old = Number(values.version) < 160;
  return {
    DisplayName: '',
    Description: '',
    MasterEndpoint: values.endpoint,
    MasterHttpsCertThumbprint: '',
    WorkerHttpsCertThumbprint: values.thumbprint,
    StoreLocation: 'LocalMachine',
    StoreName: 'My',
    AgentHeartbeatInterval: '00:01:00',
    TaskHeartbeatInterval: '00:00:10',
    [old ? 'HeartbeatErrorTollerance' : 'HeartbeatErrorTolerance']: '00:10:00',
    TaskRequestMaxCPU: 70,
    TaskRequestMinMemory: 100,
    MaxTaskCount: 10,
    [old ? 'LeaseInternval' : 'LeaseInterval']: '00:01:00',
    TasksRootFolder: '',
    TaskLogLevel: 126,
    TaskLogSegment: 0,
    TaskLogEnabled: true,
    ExecutionLogCacheFolder: '',
    ExecutionLogMaxBufferLogCount: 10000,
    ExecutionLogMaxInMemoryBufferCount: 10,
    ExecutionLogRetryCount: 3,
    ExecutionLogRetryTimeout: '7.00:00:00',
    AgentId: values.agentId,
  };
}

/** MasterSettings.config after setup. */
export function masterConfig(values: { readonly thumbprint: string; readonly serverName: string }): Settings {
  return {
    PortNumber: 8391,
    SSLCertThumbprint: values.thumbprint,
    SqlServerName: values.serverName,
    CleanupCompletedJobsIntervalInMs: 43200000,
    DealWithExpiredTasksIntervalInMs: 300000,
    MasterHeartbeatIntervalInMs: 30000,
    SqlConnectionTimeoutInSecs: 15,
  };
}

/** The fields of a row that keep such a config. */
export function setupConfigFields(settings: Settings, { encoding = 'utf8-bom', lineEnd = '\r\n' }: ConfigFormat = {}) {
  const text = `${JSON.stringify(settings, null, 2)}\n`.replaceAll('\n', lineEnd);
  return configFields(encodeConfig(text, encoding));
}
