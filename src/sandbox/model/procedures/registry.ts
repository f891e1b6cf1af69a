import { addExecutionWorker } from './add-execution-worker.js';
import { configureCatalog } from './configure-catalog.js';
import { createExecution } from './create-execution.js';
import { deleteWorkerAgent } from './delete-worker-agent.js';
import { disableScaleout } from './disable-scaleout.js';
import { enableScaleout } from './enable-scaleout.js';
import { addExtendedProperty, dropExtendedProperty, updateExtendedProperty } from './extended-property.js';
import type { CatalogProcedure } from './procedure.js';
import { setWorkerAgentProperty } from './set-worker-agent-property.js';
import { startExecution } from './start-execution.js';
import { stopOperation } from './stop-operation.js';
import { disableWorkerAgent, enableWorkerAgent } from './switch-worker-agent.js';
import { updateLogdbInfo, updateMasterAddress } from './update-master.js';

export const procedures: readonly CatalogProcedure[] = [
  enableWorkerAgent,
  disableWorkerAgent,
  deleteWorkerAgent,
  setWorkerAgentProperty,
  updateMasterAddress,
  updateLogdbInfo,
  enableScaleout,
  disableScaleout,
  configureCatalog,
  createExecution,
  addExecutionWorker,
  startExecution,
  stopOperation,
  addExtendedProperty,
  updateExtendedProperty,
  dropExtendedProperty,
];

/** By schema and name, in lower case. */
export const proceduresByName: ReadonlyMap<string, CatalogProcedure> = new Map(
  procedures.map((procedure) => [`${procedure.schema}.${procedure.name}`, procedure]),
);
