import type { Risk, StepOf } from '../../domain/documents.js';
import { thumbprint } from '../../domain/machines.js';
import { bindingAt, isBound } from '../view/binding.js';
import { byWhom, machineOperation, onMachine, type StepPlace, withInputs } from './machine-step.js';
import type { AutomatedOperation } from './step.js';
import { certificateWords } from './trust-certificate.js';

type BindPort = StepOf<'bindPort'>;

interface WantedBinding {
  readonly port: number;
  /** Of one that is there, or the step that makes it. */
  readonly certificate: { readonly thumbprint: string } | { readonly createdBy: string };
  /** Whether client certificates are asked for in the handshake; undefined: not managed. */
  readonly negotiate: boolean | undefined;
}

/** `before`: the thumbprint that the port is bound to now; undefined: it is bound to none. */
export function bindPortStep(place: StepPlace, wanted: WantedBinding, before: string | undefined): BindPort {
  const { target, machine } = place;
  const { port, certificate, negotiate } = wanted;
  const risk: Risk = before === undefined ? 'safe' : 'disruptive';
  const isThere = 'thumbprint' in certificate;
  return {
    id: `${target}:bind`,
    operation: 'bindPort',
    target,
    needs: isThere ? [] : [certificate.createdBy],
    arguments: {
      machine,
      port,
      ...(isThere ? { thumbprint: certificate.thumbprint } : {}),
      ...(negotiate === undefined ? {} : { negotiateClientCertificate: negotiate }),
    },
    expects: { thumbprint: before ?? null },
    risk,
    ...(isThere ? byWhom(place) : withInputs(place, { thumbprint: certificate.createdBy })),
  };
}

/** Binds the master's port to its certificate. */
export const bindPort: AutomatedOperation<BindPort> = {
  late: { thumbprint: true },
  describe(step) {
    const { port, negotiateClientCertificate: negotiate } = step.arguments;
    const asked = negotiate === undefined ? '' : ` clientcertnegotiation=${negotiate ? 'enable' : 'disable'}`;
    // Deleted and added again it would have no certificate for a moment; an update forgets the options that it is not given.
    const command =
      step.expects.thumbprint === null
        ? `netsh http add sslcert${asked}`
        : `netsh http update sslcert${asked}, with its appid and the options that netsh http show sslcert shows of it`;
    return onMachine(step, `bind port ${port} to ${certificateWords(step.arguments)} in Root (${command})`);
  },
  certificates: ({ arguments: { thumbprint } }) => (thumbprint === undefined ? [] : [thumbprint]),
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
