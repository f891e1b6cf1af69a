import type { Step } from '../../domain/documents.js';
import type { MachineObservation, ServiceState } from '../../domain/machines.js';
import { isWorkerOnline } from '../../domain/rows.js';
import { serviceOf } from '../view/observation.js';
import { refuseAtWork, stoppedWorker } from './at-work.js';
import { machineOf, machineOperation, textOf } from './machine-step.js';
import type { Operation, World } from './step.js';
import { agentIdOf, heartbeatOf } from './worker-standing.js';

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

/** Stops a worker's service, but never that of one that takes work or may run a package. */
export const stopService: Operation = {
  ...stop,
  async perform(step, world, signal) {
    if (isWorkers(step)) refuseAtWork(step, await stoppedWorker(step, world, signal));
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

/**
 * Restarts a service, but never that of a worker that takes work or may run a package. One that is restarted only because
 * it is not heard of (`unheard`) is left alone where it is heard of by now; `comesBackWithin` seconds are waited for that.
 * Yields the last heartbeat of before, so that a later step can tell a new one from it.
 */
export const restartService: Operation = {
  ...restart,
  async perform(step, world, signal) {
    const unknown = { lastOnline: null };
    if (!isWorkers(step)) {
      await restart.perform(step, world, signal);
      return { yields: unknown };
    }
    const heard = { already: true, yields: unknown };
    const isUnheard = step.arguments.unheard === true;
    if (isUnheard && (await comesBack(step, world, signal))) return heard;
    const stopped = await stoppedWorker(step, world, signal);
    if (isUnheard && stopped.row !== undefined && isWorkerOnline(stopped.row)) return heard;
    refuseAtWork(step, stopped);
    await restart.perform(step, world, signal);
    return { yields: { lastOnline: stopped.row?.lastOnline ?? null } };
  },
};

/** Milliseconds between two looks at a worker that may come back by itself. */
const lookInterval = 5_000;

/** Whether the catalog hears of a worker within the time that it is given, by its row or, before it has one, by its name. */
async function comesBack(step: Step, world: World, signal: AbortSignal): Promise<boolean> {
  const limit = Number(step.arguments.comesBackWithin ?? 0) * 1000;
  const id = step.arguments.workerAgentId === undefined ? undefined : agentIdOf(step);
  const began = world.clock();
  for (let isTold = limit === 0; ; isTold = true) {
    const rows = await world.catalog.findWorkers(machineOf(step), signal);
    const own = rows.filter((row) => id === undefined || row.id === id);
    if (own.some((row) => isWorkerOnline({ ...row, ...heartbeatOf(step) }))) return true;
    const left = limit - (world.clock() - began);
    if (left <= 0) return false;
    if (!isTold) world.progress(`${machineOf(step)} is not heard of: restarted in ${Math.round(left / 1000)} s`);
    await world.pause(Math.min(lookInterval, left), signal);
  }
}

/** Masters run no packages. */
function isWorkers({ target }: Step): boolean {
  return target.startsWith('worker/');
}

function serviceArguments(step: Step) {
  return { service: textOf(step, 'service'), timeoutSeconds: Number(step.arguments.timeoutSeconds) };
}

function stateOf(step: Step, machine: MachineObservation): ServiceState | undefined {
  return serviceOf(machine, textOf(step, 'service'))?.state;
}
