import type { StepOf } from '../../domain/documents.js';
import type { MachineService } from '../../domain/machines.js';
import { serviceOf } from '../view/machine.js';
import { isWorkers, refuseAtWork, type StopOptions, stopArguments, stoppedWorker } from './at-work.js';
import { byWhom, machineOperation, onMachine, type StepPlace, serviceTimeout } from './machine-step.js';
import type { AutomatedOperation } from './step.js';

type StopService = StepOf<'stopService'>;

/** Stops the service of a worker that was taken out for good. */
export function stopServiceStep(
  place: StepPlace,
  service: MachineService,
  { needs, stop }: { readonly needs: readonly string[]; readonly stop: StopOptions },
): StopService {
  const { target, machine } = place;
  return {
    id: `${target}:stop`,
    operation: 'stopService',
    target,
    needs,
    arguments: { machine, service: service.name, timeoutSeconds: serviceTimeout, ...stopArguments(stop) },
    expects: { state: service.state },
    risk: 'destructive',
    ...byWhom(place),
  };
}

const stop = machineOperation<StopService>({
  request: ({ arguments: { service, timeoutSeconds } }) => ({ operation: 'stopService', service, timeoutSeconds }),
  holds: (step, machine) => serviceOf(machine, step.arguments.service)?.state === 'stopped',
});

/** Stops a worker's service, but never that of one that takes work or may run a package. */
export const stopService: AutomatedOperation<StopService> = {
  ...stop,
  describe: (step) => onMachine(step, `stop ${step.arguments.service}`),
  row: (step) => ({ id: step.arguments.workerAgentId }),
  async perform(step, world, signal) {
    if (isWorkers(step)) refuseAtWork(step, await stoppedWorker(step, world, signal));
    return stop.perform(step, world, signal);
  },
};
