import type { StepOf } from '../../domain/documents.js';
import type { MachineService } from '../../domain/machines.js';
import { serviceOf } from '../view/machine.js';
import { byWhom, machineOperation, onMachine, type StepPlace } from './machine-step.js';
import type { AutomatedOperation } from './step.js';

type SetStartMode = StepOf<'setStartMode'>;

export function startModeStep(
  place: StepPlace,
  service: MachineService,
  mode: SetStartMode['arguments']['mode'],
  needs: readonly string[] = [],
): SetStartMode {
  const { target, machine } = place;
  return {
    id: `${target}:startMode`,
    operation: 'setStartMode',
    target,
    needs,
    arguments: { machine, service: service.name, mode },
    expects: { startMode: service.startMode },
    risk: 'safe',
    ...byWhom(place),
  };
}

/** Sets when a service starts. */
export const setStartMode: AutomatedOperation<SetStartMode> = {
  describe: (step) => onMachine(step, `set ${step.arguments.service} to ${step.arguments.mode}`),
  ...machineOperation<SetStartMode>({
    request: ({ arguments: { service, mode } }) => ({ operation: 'setStartMode', service, mode }),
    holds: ({ arguments: { service, mode } }, machine) => serviceOf(machine, service)?.startMode === mode,
  }),
};
