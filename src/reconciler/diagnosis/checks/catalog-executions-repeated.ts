import type { RepeatedExecution } from '../../../domain/examination.js';
import { moment } from '../../../text/times.js';
import { counted } from '../../../text/words.js';
import { type Check, type CheckContext, ok, pages, unknown } from '../check.js';
import { workersById } from '../unavailable-worker.js';

const mostNamed = 5;

/** catalog.executions: ended unexpectedly. */
const endedUnexpectedly = 6;

export const catalogExecutionsRepeated: Check = {
  id: 'catalog.executions-repeated',
  title: 'No package ended unexpectedly or ran more than once in the last seven days',
  reads:
    'catalog.executions on workers with status 6 or executed_count above 1; internal.tasks (sysadmin, db_owner, or SELECT) for the folder of each',
  source:
    'Published SSISDB: internal.dealwith_expired_tasks, lease of 5 minutes in internal.pull_task; Microsoft: Troubleshoot Scale Out',
  cause: 'A worker did not report for longer than the lease of its task, so the task was given up or run again.',
  remedy: 'Look at what happened to the worker at that time.',
  page: pages.troubleshooting,
  door: 'examination',
  run(context) {
    const { examination } = context;
    if (examination === undefined) return [];
    const { repeated } = examination;
    if (!repeated.known) return [unknown('catalog', repeated.reason)];
    const [first] = repeated.value;
    if (first === undefined) return [ok('catalog')];
    const ended = repeated.value.filter(({ status }) => status === endedUnexpectedly).length;
    const twice = repeated.value.filter(({ executedCount }) => executedCount > 1).length;
    const parts = [
      ...(ended > 0 ? [`${counted(ended, 'execution')} ended unexpectedly`] : []),
      ...(twice > 0 ? [`${counted(twice, 'execution')} ran more than once`] : []),
    ];
    return [
      {
        target: 'catalog',
        result: 'warning',
        summary: `In the last seven days ${parts.join(', ')}`,
        evidence: repeated.value.slice(0, mostNamed).map((one) => evidenceOf(one, context)),
        cause:
          'A task whose worker does not report for the length of its lease, 5 minutes after it took it, is given to another one, or is given up: the worker was stopped, cut off from the master, or disabled while it ran.',
        remedy:
          "Look at what the worker's log and the folder of the task say of that time. See that a package may run twice without harm, or start it without retries.",
      },
    ];
  },
};

function evidenceOf(one: RepeatedExecution, context: CheckContext) {
  const worker = one.worker === null ? undefined : (workersById(context)(one.worker)?.name ?? one.worker);
  const folder = one.taskId.known
    ? one.taskId.value === null
      ? 'its task is no longer kept'
      : `${tasksFolder(one, context)}\\${one.taskId.value}`
    : `folder of its task unknown: ${one.taskId.reason}`;
  const state = one.status === endedUnexpectedly ? 'ended unexpectedly' : `status ${one.status}`;
  return {
    read: `execution ${one.executionId}, ${one.folder}/${one.project}/${one.package}`,
    where: 'catalog.executions',
    value: `${state}, ran ${counted(one.executedCount, 'time')}, ${one.ended === null ? 'not ended' : `ended ${moment(one.ended)}`}${worker === undefined ? '' : `, on ${worker}`}; ${folder}`,
  };
}

/** Where the worker's config was seen and names one; else the key that does. */
function tasksFolder({ worker }: RepeatedExecution, context: CheckContext): string {
  const machine = worker === null ? undefined : workersById(context)(worker)?.machine;
  return machine?.installation?.config.text('TasksRootFolder') || 'TasksRootFolder of its worker';
}
