import { isWorkerOnline } from '../../../domain/rows.js';
import { age } from '../../../text/times.js';
import { counted, firstOf } from '../../../text/words.js';
import { type Check, ok, pages, unknown } from '../check.js';

/** Seconds: a worker with room asks for work each few seconds. */
const tolerated = 120;
const mostNamed = 5;

export const catalogExecutionsPending: Check = {
  id: 'catalog.executions-pending',
  title: 'No execution waits while there is nobody to run it',
  reads: 'the age of catalog.executions with status 5, and whether any worker is enabled and online',
  source: 'Microsoft: Troubleshoot Scale Out ("The execution does not start"); published SSISDB: internal.pull_task',
  cause: 'No enabled worker is online.',
  remedy: 'Bring a worker back, or enable one.',
  page: pages.troubleshooting,
  door: 'examination',
  run({ examination, rows, catalog }) {
    if (examination === undefined) return [];
    const { pending } = examination;
    if (!pending.known) return [unknown('catalog', pending.reason)];
    const old = pending.value.filter((execution) => execution.age > tolerated);
    if (old.length === 0) return [ok('catalog')];
    if (!rows.known) return [unknown('catalog', rows.reason)];
    if (rows.value.some((row) => row.enabled && isWorkerOnline(row))) return [ok('catalog')];
    const unreadable = catalog.unreadable ?? [];
    if (unreadable.length > 0)
      return [unknown('catalog', `${counted(unreadable.length, 'row')} of catalog.worker_agents cannot be read`)];
    const enabled = rows.value.filter((row) => row.enabled).length;
    const oldest = Math.max(...old.map((execution) => execution.age));
    return [
      {
        target: 'catalog',
        result: 'error',
        summary: `${counted(old.length, 'execution')} ${old.length === 1 ? 'waits' : 'wait'}, for up to ${age(oldest)}, and no worker is enabled and online`,
        evidence: [
          {
            read: 'status 5 (pending)',
            where: 'catalog.executions',
            value: firstOf(
              old.map(({ executionId }) => executionId),
              mostNamed,
            ),
          },
          {
            read: 'enabled workers',
            where: 'catalog.worker_agents',
            value: `${enabled} of ${rows.value.length}, none online`,
          },
        ],
        cause: 'An execution waits until a worker asks for it. None does.',
        remedy:
          enabled === 0
            ? 'Enable a worker: write enabled: true for it into the topology and apply.'
            : 'Bring a worker back: what keeps the enabled ones away is told beside this.',
      },
    ];
  },
};
