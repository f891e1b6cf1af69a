import type { Step } from '../../domain/documents.js';
import { thumbprint } from '../../domain/machines.js';
import { bindingAt, isBound } from '../view/binding.js';
import { opensPort } from '../view/observation.js';
import { machineOperation, textOf } from './machine-step.js';

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
