import type { CatalogProcedure } from './procedure.js';
import { workerOf, workerParameter } from './worker.js';

/** Blind updates: a worker that is so already is written again. */
function switching(name: string, isEnabled: boolean): CatalogProcedure {
  return {
    schema: 'catalog',
    name,
    grantedTo: 'ssis_admin',
    parameters: [workerParameter],
    run(call, { store }) {
      const worker = workerOf(call, store);
      if ('refused' in worker) return worker.refused;
      store.put('workerAgents', worker.id, { ...worker.row, isEnabled });
      return 0;
    },
  };
}

export const enableWorkerAgent = switching('enable_worker_agent', true);
export const disableWorkerAgent = switching('disable_worker_agent', false);
