import type { Ways } from '../../ways.js';
import { type ConfigEncoding, configFields, encodeConfig } from './config-bytes.js';
import { xmlText } from './xml-settings.js';

/** How setup writes configs: with a byte order mark and CRLF, unless a fleet says otherwise. */
export interface ConfigFormat {
  readonly encoding?: Exclude<ConfigEncoding, 'base64'>;
  readonly lineEnd?: '\r\n' | '\n';
}

type Settings = Readonly<Record<string, string | number | boolean>>;

/** WorkerSettings.config after setup. */
export function workerConfig(
  values: {
    readonly endpoint: string;
    /** Of the master's certificate; empty where setup was not told it. */
    readonly masterThumbprint: string;
    readonly thumbprint: string;
    readonly agentId: string;
  },
  ways: Ways,
): Settings {
  const { tolerance, lease } = spellings(ways);
  const isNamed = !ways.has('no-spelling');
  const cased = (thumbprint: string) => inCase(thumbprint, ways);
  return {
    DisplayName: '',
    Description: '',
    MasterEndpoint: ways.has('other-case')
      ? `${values.endpoint.replace(/\/\/[^/]*/, (host) => host.toUpperCase())}/`
      : values.endpoint,
    MasterHttpsCertThumbprint: cased(values.masterThumbprint),
    WorkerHttpsCertThumbprint: cased(values.thumbprint),
    StoreLocation: 'LocalMachine',
    StoreName: 'My',
    AgentHeartbeatInterval: ways.has('slow-heartbeat') ? '00:05:00' : '00:01:00',
    TaskHeartbeatInterval: '00:00:10',
    ...(isNamed ? { [tolerance]: '00:10:00' } : {}),
    TaskRequestMaxCPU: 70,
    TaskRequestMinMemory: 100,
    MaxTaskCount: 10,
    ...(isNamed ? { [lease]: '00:01:00' } : {}),
    TasksRootFolder: '',
    TaskLogLevel: 126,
    TaskLogSegment: 0,
    TaskLogEnabled: true,
    ExecutionLogCacheFolder: '',
    ExecutionLogMaxBufferLogCount: 10000,
    ExecutionLogMaxInMemoryBufferCount: 10,
    ExecutionLogRetryCount: 3,
    ExecutionLogRetryTimeout: '7.00:00:00',
    ...(ways.has('late-agent-id') ? {} : { AgentId: values.agentId }),
  };
}

/** MasterSettings.config after setup. */
export function masterConfig(
  values: { readonly thumbprint: string; readonly serverName: string },
  ways: Ways,
): Settings {
  return {
    PortNumber: 8391,
    SSLCertThumbprint: inCase(values.thumbprint, ways),
    SqlServerName: values.serverName,
    CleanupCompletedJobsIntervalInMs: 43200000,
    DealWithExpiredTasksIntervalInMs: 300000,
    MasterHeartbeatIntervalInMs: 30000,
    SqlConnectionTimeoutInSecs: 15,
  };
}

/** Microsoft's page had the odd spellings once and has the others now. Which of them the services know is not public. */
export function spellings(ways: Ways): { readonly tolerance: string; readonly lease: string } {
  return ways.has('typo-spelling')
    ? { tolerance: 'HeartbeatErrorTollerance', lease: 'LeaseInternval' }
    : { tolerance: 'HeartbeatErrorTolerance', lease: 'LeaseInterval' };
}

function inCase(thumbprint: string, ways: Ways): string {
  return ways.has('other-case') ? thumbprint.toLowerCase() : thumbprint;
}

/** The fields of a row that keep such a config. */
export function setupConfigFields(
  settings: Settings,
  ways: Ways,
  { encoding = 'utf8-bom', lineEnd = '\r\n' }: ConfigFormat = {},
) {
  const written = ways.has('xml-config') ? xmlText(settings) : JSON.stringify(settings, null, 2);
  const text = `${written}\n`.replaceAll('\n', lineEnd);
  return configFields(encodeConfig(text, encoding));
}
