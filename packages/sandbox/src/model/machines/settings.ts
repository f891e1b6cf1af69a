import { isDeepStrictEqual } from 'node:util';
import { sandboxFacts } from '../../facts.js';
import { type Json, type Row, textField, timeField } from '../store.js';
import { noWays, type Ways } from '../ways.js';
import type { MachineRole } from './requests.js';
import { type ConfigEncoding, configFields, encodeConfig, settingReaderOf, xmlText } from './settings-file.js';

/** What a worker service makes of its WorkerSettings.config. Times in milliseconds. */
export interface WorkerSettings {
  readonly endpoint: URL | undefined;
  /** As the config has it, for the log. */
  readonly endpointText: string;
  readonly masterThumbprint: string;
  readonly workerThumbprint: string;
  /** Upper case; empty where the config has none. */
  readonly agentId: string;
  readonly maxTaskCount: number | undefined;
  readonly heartbeat: number | undefined;
  readonly report: number | undefined;
  readonly tolerance: number | undefined;
  /** For how long each report has its task. */
  readonly lease: number | undefined;
}

/** What a master service makes of its MasterSettings.config. */
export interface MasterSettings {
  readonly port: number;
  readonly thumbprint: string;
  readonly heartbeat: number | undefined;
  readonly expiry: number | undefined;
}

const workerKeys = [
  'MasterEndpoint',
  'MasterHttpsCertThumbprint',
  'WorkerHttpsCertThumbprint',
  'AgentId',
  'MaxTaskCount',
  'AgentHeartbeatInterval',
  'TaskHeartbeatInterval',
  'HeartbeatErrorTolerance',
  'HeartbeatErrorTollerance',
  'LeaseInterval',
  'LeaseInternval',
];
const masterKeys = [
  'PortNumber',
  'SSLCertThumbprint',
  'MasterHeartbeatIntervalInMs',
  'DealWithExpiredTasksIntervalInMs',
];

/** What a service reads at its start, to be kept in its row as `loaded`; undefined where it cannot read its config. */
export function loadedAtStart(row: Row, role: MachineRole): Row | undefined {
  const settingOf = settingReaderOf(row);
  if (settingOf === undefined) return undefined;
  const keys = role === 'master' ? masterKeys : workerKeys;
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = settingOf(key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

const doubtful = [sandboxFacts['config.heartbeat-tolerance'], sandboxFacts['config.lease-interval']];

/** The spellings of a key that a file has; a key with but one has it always. */
export function spellingsIn(file: { has(key: string): boolean }, key: string): readonly string[] {
  const pair = doubtful.find((names) => names.some((name) => name.toUpperCase() === key.toUpperCase()));
  return pair === undefined ? [key] : pair.filter((name) => file.has(name));
}

/** What a running service goes by stays as it is when its config is written: its row says so from then on. */
export function keptAsLoaded({ row, role }: { readonly row: Row; readonly role: MachineRole }): Row {
  if (row.service !== 'running' || (row.loaded !== undefined && row.loaded !== null)) return {};
  const loaded = loadedAtStart(row, role);
  return loaded === undefined ? {} : { loaded };
}

/**
 * Whether a running service has read what its config says now. `unread`: the script has written it since the service started;
 * `written`: somebody else has. The worker's own id is none of that: it writes it itself.
 */
export function configReading(row: Row, role: MachineRole): 'read' | 'unread' | 'written' {
  const told = row.service === 'running' ? textField(row, 'configReading') : null;
  if (told === 'unread' || told === 'written') return told;
  if (row.service !== 'running' || row.loaded === undefined || row.loaded === null) return 'read';
  const written = loadedAtStart(row, role);
  if (written === undefined || isDeepStrictEqual(withoutId(written), withoutId(row.loaded as Row))) return 'read';
  const replaced = timeField(row, 'configReplacedAt');
  const started = timeField(row, 'startedAt');
  return replaced !== null && (started === null || replaced >= started) ? 'unread' : 'written';
}

function withoutId(loaded: Row): Row {
  const { [sandboxFacts['config.agent-id']]: _, ...others } = loaded;
  return others;
}

/** What the service goes by since its last start; the config itself where the row does not say what was read then. */
function effective(row: Row, role: MachineRole): Row {
  const { loaded } = row;
  const isObject = typeof loaded === 'object' && loaded !== null && !Array.isArray(loaded);
  return (isObject ? (loaded as Row) : loadedAtStart(row, role)) ?? {};
}

const workers = new WeakMap<Row, WorkerSettings>();

/** Rows are never changed, only replaced: each is read once. */
export function workerSettingsOf(row: Row, ways: Ways = noWays): WorkerSettings {
  const known = workers.get(row);
  if (known !== undefined) return known;
  const settings = readWorkerSettings(row, ways);
  workers.set(row, settings);
  return settings;
}

function readWorkerSettings(row: Row, ways: Ways): WorkerSettings {
  const named = spellings(ways);
  const config = effective(row, 'worker');
  const endpointText = textField(config, 'MasterEndpoint') ?? '';
  return {
    endpoint: httpsAddress(endpointText),
    endpointText,
    masterThumbprint: hexadecimal(config.MasterHttpsCertThumbprint),
    workerThumbprint: hexadecimal(config.WorkerHttpsCertThumbprint),
    agentId: (textField(config, 'AgentId') ?? '').toUpperCase(),
    maxTaskCount: positive(config.MaxTaskCount),
    heartbeat: timeSpan(config.AgentHeartbeatInterval),
    report: timeSpan(config.TaskHeartbeatInterval),
    tolerance: timeSpan(config[named.tolerance]),
    lease: timeSpan(config[named.lease]),
  };
}

export function masterSettingsOf(row: Row): MasterSettings {
  const config = effective(row, 'master');
  return {
    port: positive(config.PortNumber) ?? 0,
    thumbprint: hexadecimal(config.SSLCertThumbprint),
    heartbeat: positive(config.MasterHeartbeatIntervalInMs),
    expiry: positive(config.DealWithExpiredTasksIntervalInMs),
  };
}

function httpsAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' ? url : undefined;
}

function hexadecimal(value: Json | undefined): string {
  return typeof value === 'string' ? value.replace(/[^0-9a-f]/gi, '').toUpperCase() : '';
}

function positive(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : undefined;
}

/** A .NET TimeSpan in milliseconds, `00:01:00` or `7.00:00:00`; undefined where it is none or not positive. */
function timeSpan(value: Json | undefined): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(value) ?? [];
  const span = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return span > 0 ? Math.round(span * 1000) : undefined;
}

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
function spellings(ways: Ways): { readonly tolerance: string; readonly lease: string } {
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
