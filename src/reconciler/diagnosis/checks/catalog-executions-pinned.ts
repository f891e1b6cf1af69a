import type { PendingExecution } from '../../../domain/examination.js';
import type { WorkerAgentId } from '../../../domain/rows.js';
import { age } from '../../../text/times.js';
import { counted, firstOf } from '../../../text/words.js';
import { type Check, type CheckContext, type FoundWrong, type Outcome, ok, pages, unknown } from '../check.js';
import { whyUnavailable, workersById } from '../unavailable-worker.js';

const mostNamed = 5;

export const catalogExecutionsPinned: Check = {
  id: 'catalog.executions-pinned',
  title: 'No execution waits for a worker that takes none',
  reads:
    'catalog.executions with status 5; internal.executions and internal.job_worker_agents (sysadmin, db_owner, or SELECT) for the workers that alone may run them, against catalog.worker_agents',
  source:
    'Published SSISDB: internal.pull_task and catalog.delete_worker_agent; internal.prepare_stop (catalog.stop_operation takes status 2 alone: 27124); internal.cancel_job and catalog.startup; that such an execution waits for ever is (inferred). Microsoft: Run packages in Scale Out',
  cause: 'An execution was started for certain workers alone, and none of them takes work.',
  remedy: 'Bring the worker back, or start the execution anew for others. One that waits cannot be stopped (27124).',
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
  return [...groups].map(([target, blocked]) => finding(target, blocked));
}

function finding(target: string, blocked: readonly Blocked[]): FoundWrong {
  const [first] = blocked;
  const ids = blocked.map(({ execution }) => execution.executionId);
  const count = counted(blocked.length, 'execution');
  const verb = blocked.length === 1 ? 'waits' : 'wait';
  const state = first?.worker === undefined ? 'was deleted' : `is ${whyUnavailable(first.worker)}`;
  const name = first?.worker?.name ?? 'a worker';
  const ready =
    first?.worker === undefined
      ? 'Start the service of that worker again, if its machine still is: it registers anew, and is then to be enabled.'
      : whyUnavailable(first.worker) === 'disabled'
        ? 'Enable it.'
        : 'Bring it back.';
  const [it, its] = blocked.length === 1 ? ['it', 'its'] : ['them', 'their'];
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
    remedy: `${ready} Or start ${blocked.length === 1 ? 'execution' : 'executions'} ${firstOf(ids, mostNamed)} anew for any worker, or for one that is online. What waits cannot be stopped: catalog.stop_operation refuses it (27124). The old ${blocked.length === 1 ? 'one runs' : 'ones run'} as well should such a worker come back; to keep ${it} from that, a sysadmin can call internal.cancel_job, which Microsoft does not describe, with ${its} job_id of internal.executions. Until SQL Server starts again ${it === 'it' ? 'it is' : 'they are'} shown as pending all the same.`,
  };
}
