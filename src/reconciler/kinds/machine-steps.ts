import type { Risk, Step } from '../../domain/documents.js';
import type { MachineObservation, MachineService } from '../../domain/machines.js';
import type { WorkerRow } from '../../domain/rows.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { StepPlace } from '../steps/machine-step.js';
import { type RestartOptions, restartServiceStep } from '../steps/restart-service.js';
import { startServiceStep } from '../steps/start-service.js';

/** A worker's machine that was looked at. */
export interface SeenWorker {
  readonly worker: DesiredWorker;
  /** Undefined: it is not registered yet. */
  readonly row: WorkerRow | undefined;
  readonly place: StepPlace;
  readonly machine: MachineObservation;
}

/** Restarts a service that runs, starts one that does not. `stop`: of a worker's. */
export function runServiceStep(
  place: StepPlace,
  service: MachineService,
  options: { readonly needs: readonly string[]; readonly risk?: Risk; readonly stop?: RestartOptions },
): Step {
  return service.state === 'running'
    ? restartServiceStep(place, service, options)
    : startServiceStep(place, service, options.needs);
}
