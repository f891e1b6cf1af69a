import type { CatalogExamination, PendingExecution } from '../../domain/examination.js';
import { type FleetExecution, type FleetWork, packageKey } from '../../domain/fleet-work.js';
import type { Known } from '../../domain/known.js';
import type { WorkerAgentId } from '../../domain/rows.js';
import { listed } from '../../text/words.js';
import type { ExecutionLine, ExecutionsDetail } from '../wire/details.js';
import type { Head, Unread } from '../wire/head.js';
import type { Look } from './look.js';
import { shownText, shownTexts } from './shown-text.js';
import type { ShownWorker } from './workers.js';

/** What the workers have to do, by who has it. */
export interface ShownWork {
  /** Why it is not shown; null: it is. */
  readonly unseen: Unread | null;
  readonly at: string | null;
  /** Those that wait first, then the oldest. */
  readonly executions: readonly ShownExecution[];
}

export interface ShownExecution {
  readonly line: ExecutionLine;
  /** Null: none has it. */
  readonly worker: WorkerAgentId | null;
}

interface WorkParts {
  readonly look: Look;
  readonly workers: readonly ShownWorker[];
  /** Undefined: it has not been read yet. */
  readonly work: Known<FleetWork> | undefined;
  readonly examination: CatalogExamination | undefined;
}

export function shownWork(parts: WorkParts): ShownWork {
  const { work } = parts;
  if (work === undefined) return { unseen: notRead, at: null, executions: [] };
  if (!work.known) return { unseen: unread('failed', work.reason), at: null, executions: [] };
  const { executions, durations, observedAt } = work.value;
  if (!executions.known) return { unseen: unread('hidden', executions.reason), at: observedAt, executions: [] };
  const names = namesById(parts);
  const why = reasonToWait(parts, names);
  const shown = executions.value.map((execution): ShownExecution => {
    const { executionId, folder, project, package: name, status, started } = execution;
    const worker = execution.heldBy?.worker ?? execution.worker;
    const line = {
      id: executionId,
      folder,
      project,
      package: name,
      status,
      worker: worker === null ? null : (names.get(worker) ?? worker),
      started,
      usual: durations.known ? middle(durations.value.get(packageKey(execution))) : null,
      why: status === 'pending' ? why(execution) : null,
    };
    return { line, worker };
  });
  const isWaiting = ({ line }: ShownExecution) => line.status === 'pending';
  return {
    unseen: null,
    at: observedAt,
    executions: [...shown.filter(isWaiting), ...shown.filter((one) => !isWaiting(one))],
  };
}

export const notRead: Unread = {
  unread: 'notYet',
  why: 'They have not been read yet: that is done while somebody looks at this page.',
};

/** `reason` is a clause, or names the right that is missing. */
function unread(how: 'failed' | 'hidden', reason: string): Unread {
  const head = how === 'failed' ? 'The executions could not be read' : 'The executions are not shown';
  return { unread: how, why: shownText(`${head}: ${reason.replace(/\.$/, '')}.`) };
}

function namesById({ workers }: WorkParts): ReadonlyMap<string, string> {
  return new Map(
    workers.flatMap(({ row, status }) => (status.workerAgentId === null ? [] : [[status.workerAgentId, row.name]])),
  );
}

function middle(seconds: readonly number[] | undefined): number | null {
  if (seconds === undefined || seconds.length === 0) return null;
  const sorted = seconds.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** Seconds in which a worker with room asks for work. */
const soon = 30;

/** Why an execution waits, a sentence; null: that cannot be told. */
function reasonToWait(
  { look, workers, examination }: WorkParts,
  names: ReadonlyMap<string, string>,
): (execution: FleetExecution) => string | null {
  const pending: readonly PendingExecution[] = examination?.pending.known === true ? examination.pending.value : [];
  const byId = new Map(pending.map((one) => [one.executionId, one]));
  const rows = new Map(workers.map((one) => [one.status.workerAgentId, one]));
  const all = workers.filter(({ status }) => status.standing !== 'stale');
  const takers = all.filter(({ status }) => status.enabled === true && status.online === true);
  const isUnread = all.some(({ status }) => status.standing === 'unreadable');
  const general = (): string | null => {
    if (look.status.master.online === false) return 'The master is not heard of, and hands out no work.';
    if (takers.length === 0) return isUnread ? null : 'No worker is enabled and online.';
    if (takers.every(isFull)) return 'Every worker that is enabled and online runs as many packages as it may.';
    return null;
  };
  const why = general();
  return ({ executionId, age }) => {
    const pins = byId.get(executionId)?.pinnedTo;
    if (pins?.known === true && pins.value !== null) {
      const states = pins.value.map((id) => `${names.get(id) ?? id} (${stateOf(rows.get(id))})`);
      return shownText(`It may run on ${listed(states)} alone.`);
    }
    if (why !== null) return why;
    if (age !== null && age < soon) return 'It has just been started: workers ask for work each few seconds.';
    return null;
  };
}

function isFull({ row }: ShownWorker): boolean {
  return row.slots !== null && row.running !== null && row.running >= row.slots;
}

function stateOf(worker: ShownWorker | undefined): string {
  if (worker === undefined) return 'its row was deleted';
  return isFull(worker) ? 'full' : worker.fare.word;
}

/** The workers with what they run by a later reading than their look; without one that is not known. */
export function runningByWork(
  workers: readonly ShownWorker[],
  work: Known<FleetWork> | undefined,
): readonly ShownWorker[] {
  const executions = work?.known === true ? work.value.executions : undefined;
  const counts = new Map<string, number>();
  for (const { status, worker, heldBy } of executions?.known === true ? executions.value : []) {
    const has = heldBy?.worker ?? worker;
    if (status !== 'pending' && has !== null) counts.set(has, (counts.get(has) ?? 0) + 1);
  }
  return workers.map((one) => {
    const { workerAgentId: id } = one.status;
    const running = executions?.known === true && id !== null ? (counts.get(id) ?? 0) : null;
    return { ...one, row: { ...one.row, running } };
  });
}

/** What the head says of those that wait. */
export function pendingOf({ unseen, executions }: ShownWork): Head['pending'] {
  if (unseen !== null) return unseen;
  const waiting = executions.filter(({ line }) => line.status === 'pending');
  return { count: waiting.length, oldest: waiting[0]?.line.started ?? null };
}

/** Executions that a page is sent; further ones are counted. */
const most = 500;

export function executionsDetail({ unseen, at, executions }: ShownWork, version: string): ExecutionsDetail {
  const lines = executions.map(({ line }) => line);
  const count = (status: ExecutionLine['status']) => lines.filter((line) => line.status === status).length;
  const oldest = lines.find(({ status }) => status === 'pending');
  return {
    version,
    at,
    unseen,
    executions: shownTexts(lines.slice(0, most)),
    omitted: Math.max(0, lines.length - most),
    oldest: oldest === undefined ? null : { id: oldest.id, why: oldest.why ?? notKnown },
    totals: { running: count('running'), stopping: count('stopping'), pending: count('pending') },
  };
}

const notKnown =
  'Why it waits is not known: a worker is enabled and online, and has room as far as it shows. The doctor looks at more.';
