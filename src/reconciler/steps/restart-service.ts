import type { Risk, StepOf } from '../../domain/documents.js';
import type { MachineService } from '../../domain/machines.js';
import { isWorkerOnline, workerAgentId } from '../../domain/rows.js';
import { duration } from '../../text/times.js';
import { isWorkers, refuseAtWork, type StopOptions, stopArguments, stoppedWorker } from './at-work.js';
import { byWhom, machineOf, machineOperation, onMachine, type StepPlace, serviceTimeout } from './machine-step.js';
import type { AutomatedOperation, World } from './step.js';
import { heartbeatOf } from './worker-row.js';

type RestartService = StepOf<'restartService'>;

/** What a restart of a worker's service judges by itself right before. */
export interface RestartOptions extends StopOptions {
  /** It is restarted only because nothing is heard of it, which may have changed. */
  readonly unheard?: true;
  /** Seconds that such a worker is given to be heard of by itself. */
  readonly comesBackWithin?: number;
}

/** `stop`: of a worker's service. */
export function restartServiceStep(
  place: StepPlace,
  service: MachineService,
  options: { readonly needs: readonly string[]; readonly risk?: Risk; readonly stop?: RestartOptions },
): RestartService {
  const { target, machine } = place;
  const { needs, risk = 'disruptive', stop } = options;
  return {
    id: `${target}:restart`,
    operation: 'restartService',
    target,
    needs,
    arguments: {
      machine,
      service: service.name,
      timeoutSeconds: serviceTimeout,
      ...(stop === undefined ? {} : stopArguments(stop)),
      ...(stop?.unheard === undefined ? {} : { unheard: stop.unheard }),
      ...(stop?.comesBackWithin === undefined ? {} : { comesBackWithin: stop.comesBackWithin }),
    },
    expects: { state: service.state },
    risk,
    ...byWhom(place),
  };
}

const restart = machineOperation<RestartService>({
  request: ({ arguments: { service, timeoutSeconds } }) => ({ operation: 'restartService', service, timeoutSeconds }),
  // Whether a running service was restarted cannot be seen: a second restart does no harm, a missing one does.
  holds: () => false,
});

/**
 * Restarts a service, but never that of a worker that takes work or may run a package. One that is restarted only because
 * it is not heard of (`unheard`) is left alone where it is heard of by now; `comesBackWithin` seconds are waited for that.
 * Yields the last heartbeat of before, so that a later step can tell a new one from it.
 */
export const restartService: AutomatedOperation<RestartService> = {
  ...restart,
  // We would empty a worker first; a person has to see to that.
  describe: (step) =>
    onMachine(step, `restart ${step.arguments.service}${isWorkers(step) ? ', when it runs no package' : ''}`),
  row: (step) => ({ id: step.arguments.workerAgentId }),
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
async function comesBack(step: RestartService, world: World, signal: AbortSignal): Promise<boolean> {
  const { comesBackWithin = 0, workerAgentId: planned } = step.arguments;
  const limit = comesBackWithin * 1000;
  const id = planned === undefined ? undefined : workerAgentId(planned);
  const began = world.clock();
  for (let isTold = limit === 0; ; isTold = true) {
    const rows = await world.catalog.findWorkers(machineOf(step), signal);
    const own = rows.filter((row) => id === undefined || row.id === id);
    if (own.some((row) => isWorkerOnline({ ...row, ...heartbeatOf(step.arguments) }))) return true;
    const left = limit - (world.clock() - began);
    if (left <= 0) return false;
    if (!isTold) world.progress(`${machineOf(step)} is not heard of: restarted in ${duration(left / 1000)}`);
    await world.pause(Math.min(lookInterval, left), signal);
  }
}
