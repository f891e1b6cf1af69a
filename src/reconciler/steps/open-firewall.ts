import type { StepOf } from '../../domain/documents.js';
import { opensPort } from '../view/machine.js';
import { byWhom, machineOperation, onMachine, type StepPlace } from './machine-step.js';
import type { AutomatedOperation } from './step.js';

type OpenFirewall = StepOf<'openFirewall'>;

export function openFirewallStep(place: StepPlace, rule: string, port: number): OpenFirewall {
  const { target, machine } = place;
  return {
    id: `${target}:firewall`,
    operation: 'openFirewall',
    target,
    needs: [],
    arguments: { machine, rule, port },
    expects: {},
    risk: 'safe',
    ...byWhom(place),
  };
}

/** Opens the master's port in the firewall. */
export const openFirewall: AutomatedOperation<OpenFirewall> = {
  describe: (step) => onMachine(step, `let TCP port ${step.arguments.port} in`),
  ...machineOperation<OpenFirewall>({
    request: ({ arguments: { rule, port } }) => ({ operation: 'openFirewall', name: rule, port }),
    holds: ({ arguments: { port } }, { firewall }) =>
      firewall.known && firewall.value.some((rule) => opensPort(rule, port)),
  }),
};
