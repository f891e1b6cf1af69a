import { ScaleoutError } from '../../../errors.js';
import type { WorkerAgentId, WorkerRow } from '../../catalog.js';
import { isWorkerOnline } from '../../liveness.js';
import { agentIdIn } from '../../machine-state/agent-ids.js';
import { configOf } from '../../machine-state/config-view.js';
import { installationBeside, serviceOf } from '../../machine-state/service-of.js';
import type { MachineObservation, ServiceState } from '../../machines.js';
import type { Step } from '../../plan-document.js';
import type { Operation, World } from '../operation.js';
import { agentIdOf } from '../worker-standing.js';
import { machineOf, machineOperation, textOf } from './machine-operation.js';

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
    await refuseAtWork(step, world, signal);
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
    const before = await refuseAtWork(step, world, signal);
    await restart.perform(step, world, signal);
    return { yields: { lastOnline: before?.lastOnline ?? null } };
  },
};

/**
 * Refuses to stop a worker that takes work, for its packages would be killed: somebody enabled it since it was planned,
 * or it came back to life. The row that counts is the one whose id the machine's config has now. Where the step was
 * planned for another row, the machine was installed anew or changed places with another one. Returns the planned row.
 */
async function refuseAtWork(step: Step, world: World, signal: AbortSignal): Promise<WorkerRow | undefined> {
  if (!isWorkers(step)) return undefined;
  const planned = step.arguments.workerAgentId === undefined ? undefined : agentIdOf(step);
  const own = await idNow(step, world, signal);
  if (planned !== undefined && own !== undefined && planned !== own) {
    const detail = `${machineOf(step)} was row ${planned} when it was planned, and its config has the AgentId ${own} now.`;
    throw new ScaleoutError('guard.step-stale', detail);
  }
  const id = planned ?? own;
  if (id === undefined) return undefined;
  const row = (await world.catalog.readWorkers([id], signal)).get(id);
  if (row?.enabled === true && isWorkerOnline(row)) {
    throw new ScaleoutError('guard.step-stale', `${step.target} takes work, and did not when it was planned.`);
  }
  return planned === undefined ? undefined : row;
}

/** Masters run no packages. */
function isWorkers({ target }: Step): boolean {
  return target.startsWith('worker/');
}

/** The AgentId that the config beside the step's service has now; undefined where it has none. */
async function idNow(step: Step, { machines }: World, signal: AbortSignal): Promise<WorkerAgentId | undefined> {
  const machine = machineOf(step);
  const seen = await machines.inspect(machine, signal);
  if (!seen.known) throw new ScaleoutError('machine.unreachable', `${machine}: ${seen.reason}`);
  const installation = installationBeside(seen.value, textOf(step, 'service'));
  return installation === undefined ? undefined : agentIdIn(configOf(installation));
}

function serviceArguments(step: Step) {
  return { service: textOf(step, 'service'), timeoutSeconds: Number(step.arguments.timeoutSeconds) };
}

function stateOf(step: Step, machine: MachineObservation): ServiceState | undefined {
  return serviceOf(machine, textOf(step, 'service'))?.state;
}
