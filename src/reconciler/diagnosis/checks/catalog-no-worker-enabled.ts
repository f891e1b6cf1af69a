import { entriesOf } from '../../../topology/topology.js';
import { type Check, ok, pages, unknown } from '../check.js';

export const catalogNoWorkerEnabled: Check = {
  id: 'catalog.no-worker-enabled',
  title: 'At least one worker is enabled',
  reads: 'IsEnabled of all rows of catalog.worker_agents',
  source: 'Published SSISDB: internal.pull_task gives tasks to enabled workers alone',
  cause: 'All workers are disabled, or none ever registered: whatever is started on a worker waits.',
  remedy: 'Enable a worker: enabled: true in the topology.',
  page: pages.manager,
  door: 'examination',
  leadsTo: [
    { check: 'catalog.executions-pending', at: 'any' },
    { check: 'catalog.executions-pinned', at: 'any' },
  ],
  run({ rows, catalog, topology, workers }) {
    if (!rows.known) return [unknown('catalog', rows.reason)];
    if (catalog.scaleOut !== 'enabled' || rows.value.some((row) => row.enabled)) return [ok('catalog')];
    if (catalog.unreadable !== undefined && catalog.unreadable.length > 0)
      return [unknown('catalog', 'of rows that cannot be read it is not known whether they are enabled')];
    const isNone = rows.value.length === 0;
    // Of each that should register another check tells.
    if (isNone && workers.some(({ isWanted }) => isWanted)) return [ok('catalog')];
    const isMeant = entriesOf(topology).length > 0 && topology.workers.every(({ enabled }) => enabled === false);
    return [
      {
        target: 'catalog',
        result: isMeant ? 'warning' : 'error',
        summary: isNone ? 'No worker is registered' : 'No worker is enabled',
        evidence: [
          {
            read: 'enabled workers',
            where: 'catalog.worker_agents',
            value: isNone ? '(no rows)' : `0 of ${rows.value.length}`,
          },
        ],
        cause: isMeant
          ? 'The topology has every worker disabled. Whatever is started on a worker waits until one is enabled.'
          : 'A disabled worker is given no tasks. Whatever is started on a worker waits until one is enabled.',
        remedy: isNone
          ? 'List the workers in a topology and apply it; a worker registers itself at its first heartbeat.'
          : 'Find out who disabled them and why. Then enable them: enabled: true in the topology, and apply it.',
      },
    ];
  },
};
