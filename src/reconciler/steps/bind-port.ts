import type { Risk, StepOf } from '../../domain/documents.js';
import { type Thumbprint, thumbprint } from '../../domain/machines.js';
import { bindingAt, isBound } from '../view/binding.js';
import { byWhom, machineOperation, onMachine, type StepPlace } from './machine-step.js';
import type { AutomatedOperation } from './step.js';

type BindPort = StepOf<'bindPort'>;

interface WantedBinding {
  readonly port: number;
  readonly thumbprint: Thumbprint;
  /** Whether client certificates are asked for in the handshake; undefined: not managed. */
  readonly negotiate: boolean | undefined;
}

/** `before`: the thumbprint that the port is bound to now; undefined: it is bound to none. */
export function bindPortStep(place: StepPlace, wanted: WantedBinding, before: string | undefined): BindPort {
  const { target, machine } = place;
  const { port, thumbprint: print, negotiate } = wanted;
  const risk: Risk = before === undefined ? 'safe' : 'disruptive';
  return {
    id: `${target}:bind`,
    operation: 'bindPort',
    target,
    needs: [],
    arguments: {
      machine,
      port,
      thumbprint: print,
      ...(negotiate === undefined ? {} : { negotiateClientCertificate: negotiate }),
    },
    expects: { thumbprint: before ?? null },
    risk,
    ...byWhom(place),
  };
}

/** Binds the master's port to its certificate. */
export const bindPort: AutomatedOperation<BindPort> = {
  describe(step) {
    const { port, thumbprint: print, negotiateClientCertificate: negotiate } = step.arguments;
    const asked = negotiate === undefined ? '' : ` clientcertnegotiation=${negotiate ? 'enable' : 'disable'}`;
    // Deleted and added again it would have no certificate for a moment; an update forgets the options that it is not given.
    const command =
      step.expects.thumbprint === null
        ? `netsh http add sslcert${asked}`
        : `netsh http update sslcert${asked}, with its appid and the options that netsh http show sslcert shows of it`;
    return onMachine(step, `bind port ${port} to the certificate ${print} in Root (${command})`);
  },
  certificates: (step) => [step.arguments.thumbprint],
  ...machineOperation<BindPort>({
    request: ({ arguments: { port, thumbprint: print, negotiateClientCertificate: negotiate } }) => ({
      operation: 'bindPort',
      port,
      thumbprint: thumbprint(print),
      ...(negotiate === undefined ? {} : { negotiateClientCertificate: negotiate }),
    }),
    holds({ arguments: { port, thumbprint: print, negotiateClientCertificate: negotiate } }, { bindings }) {
      if (!bindings.known) return false;
      return isBound(bindingAt(bindings.value, port), { thumbprint: print, negotiate });
    },
  }),
};
