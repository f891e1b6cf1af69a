import { timeText } from '../../instant.js';
import { flagField, numberField, type Row, type Store, textField, timeField } from '../store.js';

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

export function changeTask(store: Store, task: Task, at: number, change: Row): void {
  const row = store.get('tasks', task.taskId);
  if (row) store.put('tasks', task.taskId, { ...row, ...change, lastUpdatedTime: timeText(at) });
}

/** Ended by its holder's report, which has no lease any more. */
export function endTask(store: Store, task: Task, status: number, at: number): void {
  changeTask(store, task, at, { status, readyForDispatchTime: null, expiredTime: null, machine: null });
}

/** Ended by the master, since its lease has. */
export function expireTask(store: Store, task: Task, status: number, at: number): void {
  changeTask(store, task, at, { status, readyForDispatchTime: null, machine: null });
}

/** Ready for any allowed worker again. */
export function makeReady(store: Store, task: Task, at: number, change: Row): void {
  changeTask(store, task, at, {
    status: taskStatus.ready,
    readyForDispatchTime: timeText(at),
    expiredTime: null,
    machine: null,
    ...change,
  });
}

/** Status numbers of catalog.operations and catalog.executions. */
export const operationStatus = {
  created: 1,
  running: 2,
  canceled: 3,
  failed: 4,
  pending: 5,
  endedUnexpectedly: 6,
  succeeded: 7,
  stopping: 8,
} as const;

export function changeOperation(store: Store, id: number, change: Row): void {
  const key = String(id);
  const row = store.get('operations', key);
  if (row) store.put('operations', key, { ...row, ...change });
}

/** Ends an operation, at a unix time in milliseconds. */
export function endOperation(store: Store, id: number, status: number, at: number, change: Row = {}): void {
  changeOperation(store, id, { ...change, status, endTime: timeText(at) });
}
