import { bindingAt, isBound } from '../../machine-state/binding-at.js';
import { opensPort } from '../../machine-state/opens-port.js';
import { thumbprint } from '../../machines.js';
import type { Step } from '../../plan-document.js';
import { machineOperation, textOf } from './machine-operation.js';

/** Binds the master's port to its certificate. */
export const bindPort = machineOperation({
  name: 'bindPort',
  request: (step) => ({
    operation: 'bindPort',
    port: Number(step.arguments.port),
    thumbprint: thumbprint(textOf(step, 'thumbprint')),
    ...negotiated(step),
  }),
  holds: (step, { bindings }) => {
    if (!bindings.known) return false;
    const { negotiateClientCertificate: negotiate } = negotiated(step);
    const bound = bindingAt(bindings.value, Number(step.arguments.port));
    return isBound(bound, { thumbprint: textOf(step, 'thumbprint'), negotiate });
  },
});

function negotiated(step: Step): { readonly negotiateClientCertificate?: boolean } {
  const { negotiateClientCertificate: value } = step.arguments;
  return typeof value === 'boolean' ? { negotiateClientCertificate: value } : {};
}

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
