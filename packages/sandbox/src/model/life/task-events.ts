import { timeText } from '../../instant.js';
import { flagField, listField, numberField, type Row, type Store, timeField } from '../store.js';
import { type ConnectedMachine, firstOf, type LifeEvent, type Moment } from './fleet.js';
import { earlier, heardWorker, nextTick } from './heartbeats.js';
import { endReport, leaseEnd, leaseOf, nextReport, pullLease, runsOnUntil } from './reporting.js';
import {
  changeOperation,
  changeTask,
  endOperation,
  endTask,
  expireTask,
  failsOf,
  makeReady,
  operationStatus,
  runningTimeOf,
  type Task,
  taskStatus,
} from './task.js';

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

/** How often a worker with room asks the master for a task. Microsoft documents no figure. */
const pollPeriod = 10_000;

/** In job_worker_agents: the job is for all workers. */
export const anyWorker = '11111111-1111-1111-1111-111111111111';

/** The next time that a worker takes one of the ready tasks: the oldest that it may run. */
export function pull(tasks: readonly Task[], moment: Moment): LifeEvent | undefined {
  const ready = tasks
    .filter((task) => task.status === taskStatus.ready && task.readyForDispatch !== null)
    .sort((one, other) => (one.readyForDispatch ?? 0) - (other.readyForDispatch ?? 0))
    .map((task) => ({ task, workers: allowedWorkers(moment.store, task.jobId) }));
  if (ready.length === 0) return undefined;
  const allowed = new Set(ready.flatMap(({ workers }) => workers));
  const held = countByMachine(tasks);
  let first: { at: number; machine: ConnectedMachine; task: Task } | undefined;
  for (const machine of candidates(allowed, moment)) {
    if ((held.get(machine.machine) ?? 0) >= machine.maxTaskCount || !isEnabled(machine, moment.store)) continue;
    const found = ready.find(({ workers }) => workers.includes(anyWorker) || workers.includes(machine.agentId));
    if (found === undefined) continue;
    const { task } = found;
    const after = Math.max(moment.after, task.readyForDispatch ?? 0);
    const at = nextTick({ start: machine.run?.from ?? 0, period: pollPeriod }, machine.spans, after);
    if (at !== undefined && (first === undefined || at < first.at)) first = { at, machine, task };
  }
  if (first === undefined) return undefined;
  const { at, machine, task } = first;
  return { at, apply: () => take(task, machine, moment.store, at) };
}

function candidates(allowed: ReadonlySet<string>, { fleet }: Moment): Iterable<ConnectedMachine> {
  return allowed.has(anyWorker) ? fleet.workers : [...allowed].flatMap((id) => fleet.withAgent(id));
}

function allowedWorkers(store: Store, jobId: string): readonly string[] {
  const job = store.get('jobs', jobId);
  return job === undefined ? [] : listField(job, 'workerAgentIds');
}

function countByMachine(tasks: readonly Task[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { machine } of tasks) if (machine !== null) counts.set(machine, (counts.get(machine) ?? 0) + 1);
  return counts;
}

/** pull_task refuses a disabled worker (27252) and one without a row (27243). */
function isEnabled(machine: ConnectedMachine, store: Store): boolean {
  const worker = store.get('workerAgents', machine.agentId);
  return worker !== undefined && flagField(worker, 'isEnabled');
}

function take(task: Task, machine: ConnectedMachine, store: Store, at: number): void {
  changeTask(store, task, at, {
    status: taskStatus.pulled,
    executedCount: task.executedCount + 1,
    workerAgentId: machine.agentId,
    machine: machine.machine,
    readyForDispatchTime: null,
    expiredTime: timeText(at + pullLease),
    lastPickupTime: timeText(at),
  });
}

const executionType = 200;

/** Executions that run on the SQL Server itself: they have no job. Returned: their operations' ids. */
export function serverRuns(store: Store): readonly number[] {
  const running: number[] = [];
  for (const [key, operation] of store.rows('operations')) {
    if (operation.status !== operationStatus.running || numberField(operation, 'operationType') !== executionType)
      continue;
    const execution = store.get('executions', key);
    if (execution && execution.jobId === null) running.push(Number(key));
  }
  return running;
}

/** The end of an execution that runs on the server. */
export function serverRunEnd(id: number, moment: Moment): LifeEvent | undefined {
  const operation = moment.store.get('operations', String(id));
  const execution: Row = moment.store.get('executions', String(id)) ?? {};
  const started = operation && timeField(operation, 'startTime');
  if (started === null || started === undefined) return undefined;
  const at = Math.max(started + runningTimeOf(execution), moment.after);
  const status = failsOf(execution) ? operationStatus.failed : operationStatus.succeeded;
  return { at, apply: () => endOperation(moment.store, id, status, at) };
}
