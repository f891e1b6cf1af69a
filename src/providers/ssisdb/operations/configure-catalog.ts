import type { ExecutionMode } from '../../../reconciler/worker-row.js';
import type { Call } from './call.js';

/** Leaves a row in catalog.operations at each call, also at a failed one. */
export function setDefaultExecutionMode(mode: ExecutionMode): Call {
  return {
    procedure: 'catalog.configure_catalog',
    parameters: [
      { name: 'property_name', type: 'nvarchar(255)', value: 'DEFAULT_EXECUTION_MODE' },
      { name: 'property_value', type: 'nvarchar(255)', value: mode === 'scaleOut' ? '1' : '0' },
    ],
    repeatable: true,
  };
}
