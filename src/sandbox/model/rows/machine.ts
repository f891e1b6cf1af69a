import type { Row } from '../store.js';
import { flagField, numberField, textField, timeField } from './fields.js';

/** When a service ran: unix milliseconds, both inclusive. A service that never ran has none. */
export interface Span {
  readonly from: number;
  /** Infinity: it is running. */
  readonly to: number;
}

/** A worker's machine (table `machines`). */
export interface WorkerMachine {
  readonly machine: string;
  /** AgentId of its WorkerSettings.config, in upper case. */
  readonly agentId: string;
  readonly userAccount: string;
  /** The latest run of its worker service. */
  readonly run: Span | undefined;
  /** Whether the master takes its certificate, so that its heartbeats arrive. */
  readonly accepted: boolean;
  /** False: its heartbeats carry no machine name and no account. */
  readonly sendsIdentity: boolean;
  readonly maxTaskCount: number;
}

/** A node that can host the master (table `masters`). */
export interface MasterMachine {
  readonly machine: string;
  readonly run: Span | undefined;
}

const defaultMaxTaskCount = 10;

export function workerMachineOf(key: string, row: Row): WorkerMachine {
  return {
    machine: textField(row, 'machine') ?? key,
    agentId: (textField(row, 'agentId') ?? '').toUpperCase(),
    userAccount: textField(row, 'userAccount') ?? '',
    run: runOf(row),
    accepted: flagField(row, 'accepted'),
    sendsIdentity: row.sendsIdentity !== false,
    maxTaskCount: numberField(row, 'maxTaskCount') ?? defaultMaxTaskCount,
  };
}

export function masterMachineOf(key: string, row: Row): MasterMachine {
  return { machine: textField(row, 'machine') ?? key, run: runOf(row) };
}

function runOf(row: Row): Span | undefined {
  const from = timeField(row, 'startedAt');
  const to = row.service === 'running' ? Number.POSITIVE_INFINITY : timeField(row, 'stoppedAt');
  return from === null || to === null || to < from ? undefined : { from, to };
}
