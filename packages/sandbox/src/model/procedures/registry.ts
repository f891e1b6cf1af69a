import type { CatalogProcedure } from '../model.js';
import { configureCatalog } from './configure-catalog.js';
import { createExecution } from './create-execution.js';
import { readErrorLog } from './error-log.js';
import { addExtendedProperty, dropExtendedProperty, updateExtendedProperty } from './extended-property.js';
import { disableScaleout, enableScaleout, updateLogdbInfo, updateMasterAddress } from './scaleout.js';
import { addExecutionWorker, startExecution, stopOperation } from './start-execution.js';
import { deleteWorkerAgent, disableWorkerAgent, enableWorkerAgent, setWorkerAgentProperty } from './worker-agents.js';

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
  readErrorLog,
];

/** By schema and name, in lower case. */
export const proceduresByName: ReadonlyMap<string, CatalogProcedure> = new Map(
  procedures.map((procedure) => [`${procedure.schema}.${procedure.name}`, procedure]),
);
