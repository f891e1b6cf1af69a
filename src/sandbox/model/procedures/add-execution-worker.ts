import { bigint, uniqueidentifier } from '../columns.js';
import { anyWorker } from '../life/pull.js';
import { listField, textField } from '../rows/fields.js';
import { ownExecution } from './own-execution.js';
import type { CatalogProcedure } from './procedure.js';
import { duplicateKey, notScaleOut, openToAnyWorker, statementTerminated, workerNotFound } from './refusals.js';

/** It does not ask whether the worker is enabled. */
export const addExecutionWorker: CatalogProcedure = {
  schema: 'catalog',
  name: 'add_execution_worker',
  grantedTo: 'public',
  parameters: [
    { name: '@execution_id', type: bigint },
    // No underscore between worker and agent.
    { name: '@workeragent_id', type: uniqueidentifier },
  ],
  run(call, { store }) {
    const worker = call.id('@workeragent_id');
    const own = ownExecution(call, store, worker === null);
    if ('refused' in own) return own.refused;
    const jobId = textField(own.execution, 'jobId');
    const job = jobId === null ? undefined : store.get('jobs', jobId);
    if (jobId === null || job === undefined) return call.refuse(notScaleOut());
    const workers = listField(job, 'workerAgentIds');
    if (workers.includes(anyWorker)) return call.refuse(openToAnyWorker());
    if (worker === null || !store.get('workerAgents', worker)) return call.refuse(workerNotFound(worker ?? ''));
    if (workers.includes(worker)) {
      call.refuse(duplicateKey(`${jobId.toLowerCase()}, ${worker.toLowerCase()}`));
      call.say(statementTerminated());
      return 1;
    }
    store.put('jobs', jobId, { ...job, workerAgentIds: [...workers, worker] });
    return 0;
  },
};
