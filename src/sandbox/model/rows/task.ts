import type { Row } from '../store.js';
import { flagField, numberField, textField, timeField } from './fields.js';

/** Status numbers of internal.tasks. */
export const taskStatus = { ready: 1, pulled: 2, running: 3, failed: 4, succeeded: 5, cancelled: 6 } as const;

/** One task of a Scale Out execution (table `tasks`). Times in unix milliseconds. */
export interface Task {
  readonly taskId: string;
  readonly jobId: string;
  readonly executionId: number;
  readonly status: number;
  readonly maxExecutedCount: number;
  readonly executedCount: number;
  readonly readyForDispatch: number | null;
  readonly lastPickup: number | null;
  readonly expires: number | null;
  readonly workerAgentId: string | null;
  /** The machine that runs it: one of those with this agent id. */
  readonly machine: string | null;
  readonly isCancelled: boolean;
  /** The stop_operation that cancels it. */
  readonly stopId: number | null;
  /** How long its package runs. */
  readonly duration: number;
  readonly fails: boolean;
}

const defaultDurationSeconds = 60;

export function taskOf(key: string, row: Row): Task {
  return {
    taskId: key,
    jobId: textField(row, 'jobId') ?? '',
    executionId: numberField(row, 'executionId') ?? 0,
    status: numberField(row, 'status') ?? taskStatus.ready,
    maxExecutedCount: numberField(row, 'maxExecutedCount') ?? 1,
    executedCount: numberField(row, 'executedCount') ?? 0,
    readyForDispatch: timeField(row, 'readyForDispatchTime'),
    lastPickup: timeField(row, 'lastPickupTime'),
    expires: timeField(row, 'expiredTime'),
    workerAgentId: textField(row, 'workerAgentId'),
    machine: textField(row, 'machine'),
    isCancelled: flagField(row, 'isCancelled'),
    stopId: numberField(row, 'stopId'),
    duration: runningTimeOf(row),
    fails: failsOf(row),
  };
}

/** How long a package runs, in milliseconds: its row's durationSeconds. */
export function runningTimeOf(row: Row): number {
  return Math.max(0, numberField(row, 'durationSeconds') ?? defaultDurationSeconds) * 1000;
}

export function failsOf(row: Row): boolean {
  return row.outcome === 'failed';
}
