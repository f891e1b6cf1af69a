import { bindingAt } from '../../machine-state/binding-at.js';
import { opensPort } from '../../machine-state/opens-port.js';
import { thumbprint } from '../../machines.js';
import { machineOperation, textOf } from './machine-operation.js';

/** Binds the master's port to its certificate. */
export const bindPort = machineOperation({
  name: 'bindPort',
  request: (step) => ({
    operation: 'bindPort',
    port: Number(step.arguments.port),
    thumbprint: thumbprint(textOf(step, 'thumbprint')),
  }),
  holds: ({ arguments: { port, thumbprint: wanted } }, { bindings }) =>
    bindings.known && bindingAt(bindings.value, Number(port))?.thumbprint === wanted,
});

/** Opens the master's port in the firewall. */
export const openFirewall = machineOperation({
  name: 'openFirewall',
  request: (step) => ({
    operation: 'openFirewall',
    name: textOf(step, 'rule'),
    port: Number(step.arguments.port),
  }),
  holds: ({ arguments: { port } }, { firewall }) =>
    firewall.known && firewall.value.some((rule) => opensPort(rule, Number(port))),
});
