import type { Known } from './known.js';
import type { WorkerRow } from './worker-row.js';

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
