import { flagField, listField } from '../rows/fields.js';
import { type Task, taskStatus } from '../rows/task.js';
import type { Store } from '../store.js';
import { timeText } from '../time-text.js';
import type { LifeEvent, Moment } from './event.js';
import type { ConnectedMachine } from './fleet.js';
import { pullLease } from './reporting.js';
import { changeTask } from './task-change.js';
import { nextTick } from './ticks.js';

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
