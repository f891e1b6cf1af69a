import { sandboxFacts } from '../../facts.js';
import { isGuid } from '../identifiers.js';
import { rowsField } from '../machines/row-fields.js';
import { type MasterSettings, masterSettingsOf, type WorkerSettings, workerSettingsOf } from '../machines/settings.js';
import { flagField, numberField, type Row, textField, timeField } from '../store.js';
import { spokenName, type Ways } from '../ways.js';

/** When a service ran: unix milliseconds, both inclusive. A service that never ran has none. */
export interface Span {
  readonly from: number;
  /** Infinity: it is running. */
  readonly to: number;
}

/** A worker's machine (table `machines`). Times and periods in milliseconds. */
export interface WorkerMachine {
  /** Of its row. */
  readonly key: string;
  readonly machine: string;
  /** What its heartbeats call it. */
  readonly spokenName: string;
  /** The account that they carry. */
  readonly spokenAccount: string;
  /** AgentId of its WorkerSettings.config, in upper case. */
  readonly agentId: string;
  readonly userAccount: string;
  readonly accountSid: string | null;
  /** The latest run of its worker service. */
  readonly run: Span | undefined;
  /** Of a machine without state of its own: whether the master takes its certificate, so that its heartbeats arrive. */
  readonly accepted: boolean;
  /** Of a machine with state: what its service read at its last start. */
  readonly settings: WorkerSettings | undefined;
  /** Since when what it meets at the master is as it is; null: since its start. */
  readonly since: number | null;
  /** A heartbeat of this run from which the next ones are counted; null: the start. */
  readonly lastBeat: number | null;
  /** How its heartbeats were seen to fare, against the rules. */
  readonly seen: SeenHeartbeats | undefined;
  /** Of a machine with state: since when it tries no more, because the master refused it; until its service starts anew. */
  readonly gaveUp: number | null;
  /** False: its heartbeats carry no machine name and no account. */
  readonly sendsIdentity: boolean;
  readonly maxTaskCount: number;
  readonly heartbeat: number;
  readonly report: number;
  /** A worker whose reports are refused for so long gives its package up. */
  readonly tolerance: number;
  /** The same for one whose reports do not get through. */
  readonly toleranceCutOff: number;
  /** For how long a report has its task. */
  readonly lease: number;
}

/** A node that can host the master (table `masters`). Periods in milliseconds. */
export interface MasterMachine {
  readonly key: string;
  readonly machine: string;
  readonly run: Span | undefined;
  /** Of a machine with state: what its service read at its last start. */
  readonly settings: MasterSettings | undefined;
  readonly heartbeat: number;
  /** A heartbeat of this run from which the next ones are counted, of which those before `since` do not count. */
  readonly lastBeat: number | null;
  readonly since: number | null;
  readonly seen: SeenHeartbeats | undefined;
  /** How often it looks for leases that have ended. */
  readonly expiry: number;
}

/** Whether somebody is heard of, whatever the rules say, for as long as they say the same, and until its service starts anew. */
export interface SeenHeartbeats {
  readonly heard: boolean;
  /** What the rules said then: an `outlookText`. */
  readonly rules: string;
}

const defaultMaxTaskCount = 10;

/** AgentHeartbeatInterval, TaskHeartbeatInterval and HeartbeatErrorTolerance, as setup leaves them. */
const defaultHeartbeat = sandboxFacts['worker.heartbeat'] * 1000;
const slowHeartbeat = 300_000;
const defaultReport = sandboxFacts['task.report'] * 1000;
const defaultTolerance = sandboxFacts['worker.error-tolerance'] * 1000;
/** LeaseInterval, likewise. */
export const defaultLease = sandboxFacts['task.reported-lease'] * 1000;
const longLease = 300_000;

/** MasterHeartbeatIntervalInMs and DealWithExpiredTasksIntervalInMs, as setup leaves them. */
export const masterHeartbeat = sandboxFacts['master.heartbeat'] * 1000;
const defaultExpiry = sandboxFacts['master.expiry-sweep'] * 1000;

/** `hasState`: whether the table `windows` has the machine too. */
export function workerMachineOf(key: string, row: Row, ways: Ways, hasState = false): WorkerMachine {
  const settings = hasState ? workerSettingsOf(row, ways) : undefined;
  const machine = textField(row, 'machine') ?? key;
  const tolerance = settings?.tolerance ?? defaultTolerance;
  const agentId = settings?.agentId || (textField(row, 'agentId') ?? '').toUpperCase();
  const says = rowsField(row, 'says');
  // A service whose AgentId is no GUID cannot start its work (inferred): it runs, and nothing is ever heard of it.
  const isNobody = agentId !== '' && !isGuid(agentId);
  return {
    key,
    machine,
    spokenName: textField(says, 'machineName') ?? spokenName(machine, ways),
    spokenAccount: textField(says, 'userAccount') ?? textField(row, 'userAccount') ?? '',
    agentId: isNobody ? '' : agentId,
    userAccount: textField(row, 'userAccount') ?? '',
    accountSid: textField(row, 'accountSid'),
    run: isNobody ? undefined : runOf(row),
    accepted: flagField(row, 'accepted'),
    settings,
    since: timeField(row, 'since'),
    lastBeat: timeField(row, 'lastBeat'),
    seen: seenHeartbeats(row),
    gaveUp: hasState ? timeField(row, 'gaveUp') : null,
    sendsIdentity: row.sendsIdentity !== false,
    maxTaskCount: settings?.maxTaskCount ?? numberField(row, 'maxTaskCount') ?? defaultMaxTaskCount,
    heartbeat: settings?.heartbeat ?? (ways.has('slow-heartbeat') ? slowHeartbeat : defaultHeartbeat),
    report: settings?.report ?? defaultReport,
    tolerance,
    toleranceCutOff: ways.has('runs-on') ? Number.POSITIVE_INFINITY : tolerance,
    lease: ways.has('long-lease') ? longLease : (settings?.lease ?? defaultLease),
  };
}

export function masterMachineOf(key: string, row: Row, hasState = false): MasterMachine {
  const settings = hasState ? masterSettingsOf(row) : undefined;
  return {
    key,
    machine: textField(row, 'machine') ?? key,
    run: runOf(row),
    settings,
    heartbeat: settings?.heartbeat ?? masterHeartbeat,
    lastBeat: timeField(row, 'lastBeat'),
    since: timeField(row, 'since'),
    seen: seenHeartbeats(row),
    expiry: settings?.expiry ?? defaultExpiry,
  };
}

function seenHeartbeats(row: Row): SeenHeartbeats | undefined {
  const seen = rowsField(row, 'seen');
  return row.seen === undefined || row.seen === null
    ? undefined
    : { heard: seen.heard === true, rules: textField(seen, 'rules') ?? '' };
}

function runOf(row: Row): Span | undefined {
  const from = timeField(row, 'startedAt');
  const to = row.service === 'running' ? Number.POSITIVE_INFINITY : timeField(row, 'stoppedAt');
  return from === null || to === null || to < from ? undefined : { from, to };
}
