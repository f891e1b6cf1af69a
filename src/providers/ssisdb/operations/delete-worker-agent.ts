import type { WorkerAgentId } from '../../../reconciler/worker-row.js';
import type { Call } from './call.js';

/** Deletes the row with its counters and machine properties; executions pinned to the worker stay as they are. */
export function deleteWorkerAgent(id: WorkerAgentId): Call {
  return {
    procedure: 'catalog.delete_worker_agent',
    parameters: [{ name: 'WorkerAgentId', type: 'uniqueidentifier', value: id }],
    repeatable: true,
  };
}
