import { ScaleoutError } from '../../../errors.js';
import type { Catalog, WorkerRow } from '../../catalog.js';
import { isWorkerOnline } from '../../liveness.js';
import { serviceOf } from '../../machine-state/service-of.js';
import type { MachineObservation, ServiceState } from '../../machines.js';
import type { Step } from '../../plan-document.js';
import type { Operation } from '../operation.js';
import { agentIdOf } from '../worker-standing.js';
import { machineOperation, textOf } from './machine-operation.js';

const startModes = ['automatic', 'manual', 'disabled'] as const;

/** Sets when a service starts. */
export const setStartMode = machineOperation({
  name: 'setStartMode',
  request: (step) => ({ operation: 'setStartMode', service: textOf(step, 'service'), mode: modeOf(step) }),
  holds: (step, machine) => serviceOf(machine, textOf(step, 'service'))?.startMode === step.arguments.mode,
});

function modeOf(step: Step): (typeof startModes)[number] {
  const mode = startModes.find((known) => known === step.arguments.mode);
  if (mode === undefined) throw new TypeError(`No start mode ${String(step.arguments.mode)}`);
  return mode;
}

export const startService = serviceOperation('startService', 'running');

const stop = serviceOperation('stopService', 'stopped');

/** Stops a worker's service, but never one that takes work. */
export const stopService: Operation = {
  ...stop,
  async perform(step, world, signal) {
    refuseAtWork(step, await rowOf(step, world.catalog, signal));
    return stop.perform(step, world, signal);
  },
};

function serviceOperation(operation: 'startService' | 'stopService', wanted: ServiceState): Operation {
  return machineOperation({
    name: operation,
    request: (step) => ({ operation, ...serviceArguments(step) }),
    holds: (step, machine) => stateOf(step, machine) === wanted,
  });
}

const restart = machineOperation({
  name: 'restartService',
  request: (step) => ({ operation: 'restartService', ...serviceArguments(step) }),
  // Whether a running service was restarted cannot be seen: a second restart does no harm, a missing one does.
  holds: () => false,
});

/** Restarts a service, but never that of a worker that takes work: it was emptied, or did not work. Yields the last heartbeat of before, so that a later step can tell a new one from it. */
export const restartService: Operation = {
  ...restart,
  async perform(step, world, signal) {
    const before = await rowOf(step, world.catalog, signal);
    refuseAtWork(step, before);
    await restart.perform(step, world, signal);
    return { yields: { lastOnline: before?.lastOnline ?? null } };
  },
};

async function rowOf(step: Step, catalog: Catalog, signal: AbortSignal): Promise<WorkerRow | undefined> {
  if (step.arguments.workerAgentId === undefined) return undefined;
  const id = agentIdOf(step);
  return (await catalog.readWorkers([id], signal)).get(id);
}

/** Its packages would be killed. Somebody enabled it since, or it came back to life. */
function refuseAtWork(step: Step, row: WorkerRow | undefined): void {
  if (row === undefined || !row.enabled || !isWorkerOnline(row)) return;
  throw new ScaleoutError('guard.step-stale', `${step.target} takes work, and did not when it was planned.`);
}

function serviceArguments(step: Step) {
  return { service: textOf(step, 'service'), timeoutSeconds: Number(step.arguments.timeoutSeconds) };
}

function stateOf(step: Step, machine: MachineObservation): ServiceState | undefined {
  return serviceOf(machine, textOf(step, 'service'))?.state;
}
