import { type Check, ok, pages } from '../check.js';

export const workerRowUnreadable: Check = {
  id: 'worker.row-unreadable',
  title: 'Every row of the workers can be read',
  reads: 'catalog.worker_agents: WorkerAgentId, IsEnabled and LastOnlineTime of each row',
  source: 'Published SSISDB: catalog.worker_agents (types and what may be NULL)',
  cause: 'A row has a value that SSISDB never writes by itself.',
  remedy: 'Have a sysadmin look at internal.worker_agents.',
  page: pages.catalog,
  door: 'observation',
  run({ catalog, rows }) {
    if (!rows.known) return [];
    const unreadable = catalog.unreadable ?? [];
    if (unreadable.length === 0) return [ok('catalog')];
    const targets = new Map(unreadable.map((row) => [`worker/${row.machineName ?? row.id ?? '?'}`, row]));
    return [...targets].map(([target, row]) => ({
      target,
      result: 'error',
      summary: `The row of ${row.machineName ?? 'a worker without a name'} cannot be read: ${row.problem}`,
      evidence: [{ read: row.column, where: `catalog.worker_agents, row ${row.id ?? '(no id)'}`, value: row.value }],
      cause:
        'SSISDB never writes such a value by itself. Whether that worker is enabled and online is unknown, and nothing is done to it; all others are as ever.',
      remedy:
        'Have a sysadmin look at the row in internal.worker_agents. Where nobody knows how it came there, delete it with catalog.delete_worker_agent: a worker that runs registers anew.',
      ...(row.id === null
        ? {}
        : { command: `SELECT * FROM SSISDB.internal.worker_agents WHERE WorkerAgentId = '${row.id}';` }),
    }));
  },
};
