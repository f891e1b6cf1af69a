import type { CatalogProcedure } from './procedure.js';
import { workerOf, workerParameter } from './worker.js';

/** Takes the row and its counters away. Jobs that are pinned to the worker keep waiting for it. */
export const deleteWorkerAgent: CatalogProcedure = {
  schema: 'catalog',
  name: 'delete_worker_agent',
  grantedTo: 'ssis_admin',
  parameters: [workerParameter],
  run(call, { store }) {
    const worker = workerOf(call, store);
    if ('refused' in worker) return worker.refused;
    store.delete('workerAgents', worker.id);
    for (const [key, counter] of [...store.rows('perfCounters')]) {
      if (counter.workerAgentId === worker.id) store.delete('perfCounters', key);
    }
    return 0;
  },
};
