import { sandboxFacts } from '../../facts.js';
import { flagField } from '../store.js';
import type { Moment } from './fleet.js';
import { lastTick, nextTick, type Rhythm } from './heartbeats.js';
import { defaultLease, type Span } from './machine.js';
import { type Task, taskStatus } from './task.js';

/** pull_task gives a task for five minutes. A report names the end of the next lease itself (LeaseInterval). */
export const pullLease = sandboxFacts['task.first-lease'] * 1000;

/** The reports of the worker that holds a task. */
interface Reporting {
  readonly rhythm: Rhythm;
  /** When a report would be taken; empty while the worker is disabled or deleted. */
  readonly spans: readonly Span[];
  /** How long it goes on although its reports are refused. */
  readonly tolerance: number;
  /** For how long a report has the task. */
  readonly lease: number;
}

/** How the holder of a pulled or running task reports, under the conditions of this moment. */
function reportingOf(task: Task, moment: Moment): Reporting {
  const pickup = task.lastPickup ?? 0;
  const worker = task.workerAgentId === null ? undefined : moment.store.get('workerAgents', task.workerAgentId);
  const machine = task.machine === null ? undefined : moment.fleet.named(task.machine);
  const rhythm = { start: pickup, period: machine?.report ?? 1 };
  // 27243 for a deleted worker, 27252 for a disabled one.
  const allowed = worker !== undefined && flagField(worker, 'isEnabled');
  const tolerance = (allowed ? machine?.toleranceCutOff : machine?.tolerance) ?? 0;
  const lease = machine?.lease ?? defaultLease;
  // A service that was restarted since has forgotten its packages.
  const alive = machine?.run !== undefined && machine.run.from <= pickup && machine.agentId === task.workerAgentId;
  if (!allowed || !alive) return { rhythm, spans: [], tolerance, lease };
  return { rhythm, spans: machine.spans, tolerance, lease };
}

/** The last time, up to `until`, that the task's holder pulled it or reported on it. */
export function lastContact(task: Task, moment: Moment, until: number): number {
  const { rhythm, spans, tolerance, lease } = reportingOf(task, moment);
  const stored = storedContact(task, lease);
  const first = nextTick(rhythm, spans, Math.max(stored, moment.settledAt));
  if (first === undefined || first > until || first - stored > tolerance) return stored;
  if (until === Number.POSITIVE_INFINITY && spans.some(({ to }) => to === until)) return until;
  return lastTick(rhythm, spans, until) ?? stored;
}

/** When the lease ends, as it stands at `until`: by the last report, or by the pull where there was none yet. */
export function leaseEnd(task: Task, moment: Moment, until: number): number {
  const { lease } = reportingOf(task, moment);
  const contact = lastContact(task, moment, until);
  return contact > storedContact(task, lease) ? contact + lease : (task.expires ?? 0);
}

/** The contact of which the row's lease is. */
function storedContact({ expires, status }: Task, lease: number): number {
  return (expires ?? 0) - (status === taskStatus.pulled ? pullLease : lease);
}

/** Until when the holder runs the package although the catalog has taken the task from it; undefined: it does not run it. */
export function runsOnUntil(task: Task, moment: Moment): number | undefined {
  const machine = task.machine === null ? undefined : moment.fleet.named(task.machine);
  const pickup = task.lastPickup ?? 0;
  const { run } = machine ?? {};
  if (run === undefined || run.from > pickup) return undefined;
  const { tolerance } = reportingOf(task, moment);
  const contact = lastContact(task, moment, Number.POSITIVE_INFINITY);
  return Math.min(pickup + task.duration, contact + tolerance, run.to);
}

/** For how long the holder's reports have a task. */
export function leaseOf(task: Task, moment: Moment): number {
  return reportingOf(task, moment).lease;
}

/** The next report that is taken, at or after `from` and later than what has happened. */
export function nextReport(task: Task, moment: Moment, from = 0): number | undefined {
  const { rhythm, spans } = reportingOf(task, moment);
  const report = nextTick(rhythm, spans, Math.max(moment.after, from - 1));
  return withinTolerance(task, moment, report);
}

/** When the package's end is told to the catalog: at once where that is possible, else with the next report. */
export function endReport(task: Task, moment: Moment): number | undefined {
  const end = (task.lastPickup ?? 0) + task.duration;
  const { spans } = reportingOf(task, moment);
  const possible = end > moment.after && spans.some(({ from, to }) => from <= end && end <= to);
  return possible ? withinTolerance(task, moment, end) : nextReport(task, moment, end);
}

function withinTolerance(task: Task, moment: Moment, report: number | undefined): number | undefined {
  if (report === undefined) return undefined;
  const { tolerance } = reportingOf(task, moment);
  return report - lastContact(task, moment, report - 1) > tolerance ? undefined : report;
}
