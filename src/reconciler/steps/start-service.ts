import type { StepOf } from '../../domain/documents.js';
import type { MachineService } from '../../domain/machines.js';
import { serviceOf } from '../view/machine.js';
import { byWhom, machineOperation, onMachine, type StepPlace, serviceTimeout } from './machine-step.js';
import type { AutomatedOperation } from './step.js';

type StartService = StepOf<'startService'>;

export function startServiceStep(place: StepPlace, service: MachineService, needs: readonly string[]): StartService {
  const { target, machine } = place;
  return {
    id: `${target}:start`,
    operation: 'startService',
    target,
    needs,
    arguments: { machine, service: service.name, timeoutSeconds: serviceTimeout },
    expects: { state: service.state },
    risk: 'safe',
    ...byWhom(place),
  };
}

/** Starts a service. */
export const startService: AutomatedOperation<StartService> = {
  describe: (step) => onMachine(step, `start ${step.arguments.service}`),
  ...machineOperation<StartService>({
    request: ({ arguments: { service, timeoutSeconds } }) => ({ operation: 'startService', service, timeoutSeconds }),
    holds: (step, machine) => serviceOf(machine, step.arguments.service)?.state === 'running',
  }),
};
