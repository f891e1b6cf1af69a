import type { PendingExecution } from '../../../domain/examination.js';
import type { WorkerAgentId } from '../../../domain/rows.js';
import { age, counted, firstOf } from '../../../text/words.js';
import { type Check, type CheckContext, type FoundWrong, type Outcome, ok, pages, unknown } from '../check.js';
import { bracketed } from '../tsql.js';
import { whyUnavailable, workersById } from '../unavailable-worker.js';

const mostNamed = 5;

export const catalogExecutionsPinned: Check = {
  id: 'catalog.executions-pinned',
  title: 'No execution waits for a worker that takes none',
  reads:
    'catalog.executions with status 5; internal.executions and internal.job_worker_agents (sysadmin, db_owner, or SELECT) for the workers that alone may run them, against catalog.worker_agents',
  source:
    'Published SSISDB: internal.pull_task and catalog.delete_worker_agent; that such an execution waits for ever is (inferred). Microsoft: Run packages in Scale Out',
  cause: 'An execution was started for certain workers alone, and none of them takes work.',
  remedy: 'Stop it and start it anew, or bring the worker back.',
  page: pages.runPackages,
  door: 'examination',
  run(context) {
    const { examination, rows } = context;
    if (examination === undefined) return [];
    const { pending } = examination;
    if (!pending.known) return [unknown('catalog', pending.reason)];
    if (!rows.known) return [unknown('catalog', rows.reason)];
    const unseen = pending.value.find(({ pinnedTo }) => !pinnedTo.known)?.pinnedTo;
    const found = blockedByTarget(context, pending.value);
    if (found.length > 0) return found;
    return [unseen !== undefined && !unseen.known ? unknown('catalog', unseen.reason) : ok('catalog')];
  },
};

interface Blocked {
  readonly execution: PendingExecution;
  /** Of its workers, the first that is still there; undefined where all of them were deleted. */
  readonly worker: ReturnType<ReturnType<typeof workersById>>;
  readonly workers: readonly string[];
}

/** Those that wait for workers none of which takes work, by the worker that has to come back. */
function blockedByTarget(context: CheckContext, pending: readonly PendingExecution[]): readonly Outcome[] {
  const workerOf = workersById(context);
  const isUnreadable = (id: WorkerAgentId) => context.catalog.unreadable?.some((row) => row.id === id) === true;
  const groups = new Map<string, Blocked[]>();
  for (const execution of pending) {
    const pins = execution.pinnedTo.known ? execution.pinnedTo.value : null;
    if (pins === null || pins.some(isUnreadable)) continue;
    const workers = pins.map((id) => ({ id, worker: workerOf(id) }));
    if (workers.some(({ worker }) => worker !== undefined && whyUnavailable(worker) === undefined)) continue;
    const worker = workers.find((one) => one.worker !== undefined)?.worker;
    const names = workers.map((one) =>
      one.worker === undefined ? `${one.id} (no row: deleted)` : `${one.worker.name} (${whyUnavailable(one.worker)})`,
    );
    const target = worker?.target ?? 'catalog';
    groups.set(target, [...(groups.get(target) ?? []), { execution, worker, workers: names }]);
  }
  return [...groups].map(([target, blocked]) => finding(target, blocked, context.catalog.database));
}

function finding(target: string, blocked: readonly Blocked[], database: string): FoundWrong {
  const [first] = blocked;
  const ids = blocked.map(({ execution }) => execution.executionId);
  // A bigint: whatever else came is for nobody to copy.
  const stopping = ids.filter((id) => /^\d{1,19}$/.test(id)).slice(0, mostNamed);
  const count = counted(blocked.length, 'execution');
  const verb = blocked.length === 1 ? 'waits' : 'wait';
  const state = first?.worker === undefined ? 'was deleted' : `is ${whyUnavailable(first.worker)}`;
  const name = first?.worker?.name ?? 'a worker';
  const mend =
    first?.worker === undefined
      ? ''
      : whyUnavailable(first.worker) === 'disabled'
        ? 'Enable it, or '
        : 'Bring it back, or ';
  return {
    target,
    result: 'error',
    summary: `${count} ${verb} for ${name}, which ${state}, and may run nowhere else`,
    evidence: blocked.slice(0, mostNamed).map(({ execution, workers }) => ({
      read: `execution ${execution.executionId}, ${execution.folder}/${execution.project}/${execution.package}, waiting for ${age(execution.age)}`,
      where: 'catalog.executions, internal.job_worker_agents',
      value: workers.join(', '),
    })),
    cause:
      'It was started for certain workers alone (useanyworker = 0), and none of them takes work. It waits until one does, if need be for ever.',
    remedy: `${mend === '' ? 'Stop' : `${mend}stop`} the ${blocked.length === 1 ? 'execution' : 'executions'} ${firstOf(ids, mostNamed)} and start anew for any worker, or for one that is online.`,
    command: stopping
      .map((id) => `EXEC ${bracketed(database)}.catalog.stop_operation @operation_id = ${id};`)
      .join(' '),
  };
}
