import { type Task, taskStatus } from '../rows/task.js';
import type { Row, Store } from '../store.js';
import { timeText } from '../time-text.js';

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
