import type { StepOf } from '../../domain/documents.js';
import { type Thumbprint, thumbprint } from '../../domain/machines.js';
import { mayRead } from '../view/certificates.js';
import { serviceOf } from '../view/machine.js';
import { byWhom, machineOperation, onMachine, type StepPlace, withInputs } from './machine-step.js';
import type { AutomatedOperation } from './step.js';
import { certificateWords } from './trust-certificate.js';

type GrantKey = StepOf<'grantKey'>;

/** Which certificate of LocalMachine\My: one that is there, or one that an earlier step makes. */
type OwnCertificate = { readonly thumbprint: Thumbprint } | { readonly createdBy: string };

/** `name`: what its id ends with, where a change has two. */
export function grantKeyStep(
  place: StepPlace,
  service: string,
  certificate: OwnCertificate,
  name = 'grantKey',
): GrantKey {
  const { target, machine } = place;
  const isThere = 'thumbprint' in certificate;
  return {
    id: `${target}:${name}`,
    operation: 'grantKey',
    target,
    needs: isThere ? [] : [certificate.createdBy],
    arguments: { machine, store: 'My', ...(isThere ? { thumbprint: certificate.thumbprint } : {}), service },
    expects: {},
    risk: 'safe',
    ...(isThere ? byWhom(place) : withInputs(place, { thumbprint: certificate.createdBy })),
  };
}

/** Lets a service's account read a private key. */
export const grantKey: AutomatedOperation<GrantKey> = {
  late: { thumbprint: true },
  describe: (step) => {
    const { service } = step.arguments;
    return onMachine(step, `let the account of ${service} read the private key of ${certificateWords(step.arguments)}`);
  },
  certificates: ({ arguments: { thumbprint } }) => (thumbprint === undefined ? [] : [thumbprint]),
  ...machineOperation<GrantKey>({
    request: ({ arguments: { store, service, thumbprint: print } }) => ({
      operation: 'grantKey',
      store,
      thumbprint: thumbprint(print),
      service,
    }),
    holds({ arguments: given }, machine) {
      const store = given.store === 'Root' ? machine.root : machine.my;
      const service = serviceOf(machine, given.service);
      const print = thumbprint(given.thumbprint);
      const found = store.known ? store.value.certificates.find((one) => one.thumbprint === print) : undefined;
      return found !== undefined && service !== undefined && mayRead(found, service) === true;
    },
  }),
};
