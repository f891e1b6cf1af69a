import type { WorkerProperty } from '../../../reconciler/catalog.js';
import type { WorkerAgentId } from '../../../reconciler/worker-row.js';
import type { Call } from './call.js';

/** NULL is a value like any other. Where the worker has no row, SSISDB refuses with 27243. */
export function setWorkerAgentProperty(id: WorkerAgentId, property: WorkerProperty, value: string | null): Call {
  return {
    procedure: 'catalog.set_worker_agent_property',
    parameters: [
      { name: 'WorkerAgentId', type: 'uniqueidentifier', value: id },
      { name: 'PropertyName', type: 'nvarchar(256)', value: property },
      { name: 'PropertyValue', type: 'nvarchar(max)', value },
    ],
    repeatable: true,
  };
}
