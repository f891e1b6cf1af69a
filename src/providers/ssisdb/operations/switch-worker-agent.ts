import type { WorkerAgentId } from '../../../reconciler/worker-row.js';
import type { Call } from './call.js';

/** Enables or disables a worker; doing it twice is harmless. */
export function switchWorkerAgent(id: WorkerAgentId, enabled: boolean): Call {
  return {
    procedure: enabled ? 'catalog.enable_worker_agent' : 'catalog.disable_worker_agent',
    parameters: [{ name: 'WorkerAgentId', type: 'uniqueidentifier', value: id }],
    repeatable: true,
  };
}
