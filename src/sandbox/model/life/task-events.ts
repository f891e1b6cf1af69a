import { type Task, taskStatus } from '../rows/task.js';
import { timeText } from '../time-text.js';
import { firstOf, type LifeEvent, type Moment } from './event.js';
import { heardWorker } from './heartbeats.js';
import { changeOperation, endOperation, operationStatus } from './operation.js';
import { endReport, leaseEnd, leaseOf, nextReport, runsOnUntil } from './reporting.js';
import { changeTask, endTask, expireTask, makeReady } from './task-change.js';
import { earlier, nextTick } from './ticks.js';

/** What happens next to a task that a worker holds. */
export function heldTaskEvent(task: Task, moment: Moment): LifeEvent | undefined {
  return firstOf([cancellation(task, moment), end(task, moment), firstReport(task, moment), expiry(task, moment)]);
}

/** A report of a cancelled task is answered with 6: the worker stops the package. */
function cancellation(task: Task, moment: Moment): LifeEvent | undefined {
  const at = task.isCancelled ? nextReport(task, moment) : undefined;
  if (at === undefined) return undefined;
  return {
    at,
    apply() {
      const { store } = moment;
      endTask(store, task, taskStatus.cancelled, at);
      const stop = task.stopId === null ? undefined : store.get('operations', String(task.stopId));
      endOperation(store, task.executionId, operationStatus.canceled, at, {
        stoppedBySid: stop?.callerSid ?? null,
        stoppedByName: stop?.callerName ?? null,
      });
      if (task.stopId !== null) endOperation(store, task.stopId, operationStatus.succeeded, at);
    },
  };
}

/** The package is through. */
function end(task: Task, moment: Moment): LifeEvent | undefined {
  const at = endReport(task, moment);
  if (at === undefined) return undefined;
  return {
    at,
    apply() {
      const { store } = moment;
      if (task.status === taskStatus.pulled) showRunning(task, moment, at);
      if (task.fails && task.executedCount < task.maxExecutedCount) {
        makeReady(store, task, at, { workerAgentId: task.workerAgentId });
        return;
      }
      endTask(store, task, task.fails ? taskStatus.failed : taskStatus.succeeded, at);
      endOperation(store, task.executionId, task.fails ? operationStatus.failed : operationStatus.succeeded, at);
    },
  };
}

/** Until the first report the execution shows 5 and no worker: only internal.tasks tells who has it. */
function firstReport(task: Task, moment: Moment): LifeEvent | undefined {
  const at = task.status === taskStatus.pulled ? nextReport(task, moment) : undefined;
  if (at === undefined) return undefined;
  return {
    at,
    apply() {
      changeTask(moment.store, task, at, {
        status: taskStatus.running,
        expiredTime: timeText(at + leaseOf(task, moment)),
      });
      showRunning(task, moment, at);
    },
  };
}

function showRunning(task: Task, moment: Moment, at: number): void {
  const { store, fleet } = moment;
  const worker = task.workerAgentId === null ? undefined : store.get('workerAgents', task.workerAgentId);
  if (task.workerAgentId === null || worker === undefined) return;
  changeOperation(store, task.executionId, {
    status: operationStatus.running,
    machineName: heardWorker(task.workerAgentId, worker, fleet, at).machineName,
    workerAgentId: task.workerAgentId,
    executedCount: task.executedCount,
  });
}

/** The master looks for leases that have ended. With attempts left the execution's row stays as it is. */
function expiry(task: Task, moment: Moment): LifeEvent | undefined {
  const end = leaseEnd(task, moment, Number.POSITIVE_INFINITY);
  if (end === Number.POSITIVE_INFINITY) return undefined;
  const at = moment.fleet.masters
    .map(
      ({ run, expiry: period }) => run && nextTick({ start: run.from, period }, [run], Math.max(moment.after, end - 1)),
    )
    .reduce(earlier, undefined);
  if (at === undefined) return undefined;
  return {
    at,
    apply() {
      keepRunning(task, moment, at);
      expire(task, moment, at);
    },
  };
}

/** A worker that is not heard of runs its package all the same, beside whoever gets the task next. */
function keepRunning(task: Task, moment: Moment, at: number): void {
  const until = runsOnUntil(task, moment);
  if (until === undefined || until <= at) return;
  const { executionId, machine, taskId, executedCount } = task;
  moment.store.put('unheardRuns', `${taskId}/${executedCount}`, { executionId, machine, until: timeText(until) });
}

function expire(task: Task, { store }: Moment, at: number): void {
  if (task.isCancelled) {
    expireTask(store, task, taskStatus.cancelled, at);
    const execution = store.get('operations', String(task.executionId));
    // dealwith_expired_tasks names the execution's own caller as the one who stopped it.
    endOperation(store, task.executionId, operationStatus.canceled, at, {
      stoppedBySid: execution?.callerSid ?? null,
      stoppedByName: execution?.callerName ?? null,
    });
    if (task.stopId !== null) endOperation(store, task.stopId, operationStatus.succeeded, at);
  } else if (task.executedCount < task.maxExecutedCount) {
    makeReady(store, task, at, { workerAgentId: null });
  } else {
    expireTask(store, task, taskStatus.failed, at);
    endOperation(store, task.executionId, operationStatus.endedUnexpectedly, at);
  }
}
