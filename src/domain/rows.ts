import { masterHeartbeat, workerHeartbeat } from '../facts/liveness.js';
import type { Known } from './known.js';

/** A worker agent's id: a GUID in upper case, with hyphens, without braces. */
export type WorkerAgentId = string & { readonly __workerAgentId: unique symbol };

/** The canonical form of an id, whatever the case it came in. */
export function workerAgentId(text: string): WorkerAgentId {
  return text.toUpperCase() as WorkerAgentId;
}

/** One row of catalog.worker_agents at one moment. */
export interface WorkerRow {
  readonly id: WorkerAgentId;
  readonly enabled: boolean;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly tags: string | null;
  readonly machineName: string | null;
  readonly userAccount: string | null;
  /** ISO 8601 in UTC, by the server's clock. */
  readonly lastOnline: string;
  /** Seconds between the last heartbeat and the moment of the observation, both by the server's clock. */
  readonly lastOnlineAge: number;
  /**
   * Seconds between two heartbeats, where the worker's own config or the topology says that they are more than the usual:
   * the catalog does not know it, so it is filled in where machines and catalog are looked at together.
   */
  readonly heartbeatInterval?: number;
}

/**
 * A row of catalog.worker_agents of which something cannot be read. What its worker is nobody can tell: it is neither online
 * nor offline, and nothing is ever done to it.
 */
export interface UnreadableRow {
  /** Null: it has none that is a GUID. */
  readonly id: WorkerAgentId | null;
  readonly machineName: string | null;
  /** Null: that cannot be read either. */
  readonly enabled: boolean | null;
  /** The first column that cannot be read, and what it holds, cut to 100 characters. */
  readonly column: string;
  readonly value: string;
  /** A clause: `LastOnlineTime is (null), which is no time`. */
  readonly problem: string;
}

/** The Scale Out Master as catalog.master_properties shows it. Null where it has no such row or the row is empty. */
export interface MasterState {
  readonly machineName: string | null;
  readonly address: string | null;
  readonly port: number | null;
  /** Upper-case hexadecimal without separators. */
  readonly certificateThumbprint: string | null;
  readonly logDatabaseServer: string | null;
  /** ISO 8601 in UTC; where LAST_ONLINE_TIME is no time, as it stands, and the age is null. */
  readonly lastOnline: string | null;
  /** Seconds, by the server's clock. */
  readonly lastOnlineAge: number | null;
  /** Seconds between two heartbeats. */
  readonly heartbeatInterval: number | null;
}

/** Whether Scale Out is on: `TRUE`, no such row, or an empty row (once on, then disabled). */
export type ScaleOutState = 'enabled' | 'neverEnabled' | 'disabled';

export type ExecutionMode = 'server' | 'scaleOut';

/** Missed heartbeats after which a part counts as offline. */
const tolerated = 3;

/** The parts of a row that tell whether its worker is online. */
export type Pulse = Pick<WorkerRow, 'lastOnlineAge' | 'heartbeatInterval'>;

/** Seconds of silence after which a worker counts as offline: three of its heartbeats, and never less than three usual ones. */
export function silenceLimit({ heartbeatInterval = 0 }: Pick<WorkerRow, 'heartbeatInterval'>): number {
  return Math.max(heartbeatInterval, workerHeartbeat.value) * tolerated;
}

/**
 * Whether a worker was heard of within the limit. Offline does not mean idle: one that is cut off from the network, or from
 * the master alone, may still run its packages.
 */
export function isWorkerOnline(row: Pulse): boolean {
  return row.lastOnlineAge <= silenceLimit(row);
}

/**
 * Whether a heartbeat lies in the future by more than clocks of SQL Servers differ: the server's clock was set back since, or
 * another server took over. Until its clock is there again, silence looks like life.
 */
export function isAhead(age: number, limit: number): boolean {
  return age < -limit;
}

/** Whether the master's last heartbeat is at most three of its intervals old; null where it has never shown one. */
export function isMasterOnline(master: MasterState): boolean | null {
  if (master.lastOnlineAge === null) return null;
  return master.lastOnlineAge <= masterSilenceLimit(master);
}

/** Seconds of silence after which the master counts as offline. */
export function masterSilenceLimit({ heartbeatInterval }: Pick<MasterState, 'heartbeatInterval'>): number {
  return (heartbeatInterval ?? masterHeartbeat.value) * tolerated;
}

/** An execution that catalog.executions shows as a worker's: running (2) or stopping (8). */
export interface WorkerExecution {
  /** A bigint as text. */
  readonly executionId: string;
  readonly folder: string;
  readonly project: string;
  readonly package: string;
  readonly status: 'running' | 'stopping';
  /** ISO 8601 in UTC; null where the catalog has no start. */
  readonly started: string | null;
  /** Seconds since it started, by the server's clock. */
  readonly age: number | null;
}

/** A task of internal.tasks that a worker has pulled or runs, and whose lease has not ended. */
export interface LeasedTask {
  readonly taskId: string;
  readonly status: 'pulled' | 'running';
  /** Seconds until the lease ends, unless a report renews it. */
  readonly leaseLeft: number;
}

/** Scale Out executions that are under way and name another worker than the one asked for, or none. */
export interface WorkElsewhere {
  /** Status 5 without a worker: ready for one, or just pulled by one that has not reported yet. */
  readonly pending: number;
  /** Seconds since the latest of them was started; null where there is none. */
  readonly youngestPending: number | null;
  /** Running or stopping on another worker, as their last report said. */
  readonly running: number;
}

/**
 * Everything that the catalog tells of what a worker runs, at one moment. None of it is the whole truth: an execution
 * may name a worker that has lost it, and one just pulled names none. Only the leases tell who holds what.
 */
export interface WorkerWork {
  /** Null: the catalog has no such row. */
  readonly row: WorkerRow | null;
  readonly executions: Known<readonly WorkerExecution[]>;
  readonly elsewhere: Known<WorkElsewhere>;
  /** Unknown to most logins: internal.tasks is granted to nobody. */
  readonly leases: Known<readonly LeasedTask[]>;
}
