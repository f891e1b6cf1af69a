import { thumbprint } from '../../domain/machines.js';
import { certificateKeys } from '../../facts/configs.js';
import { isValidAt, mayRead } from '../view/certificates.js';
import { serviceOf } from '../view/observation.js';
import { machineOperation, textOf } from './machine-step.js';

/** Puts a certificate into a machine's Root. */
export const trustCertificate = machineOperation({
  name: 'trustCertificate',
  request: (step) => ({
    operation: 'trustCertificate',
    certificate: textOf(step, 'certificate'),
    thumbprint: thumbprint(textOf(step, 'thumbprint')),
    mark: textOf(step, 'mark'),
    ...(step.arguments.authority === undefined ? {} : { authority: true }),
  }),
  holds: (step, { root }) => root.known && root.value.thumbprints.has(thumbprint(textOf(step, 'thumbprint'))),
});

/** Takes a certificate out of a machine's Root. */
export const distrustCertificate = machineOperation({
  name: 'distrustCertificate',
  request: (step) => ({ operation: 'distrustCertificate', thumbprint: thumbprint(textOf(step, 'thumbprint')) }),
  holds: (step, { root }) => root.known && !root.value.thumbprints.has(thumbprint(textOf(step, 'thumbprint'))),
});

/** Makes a worker's certificate on its machine. Found again by its mark where the answer was lost. */
export const createCertificate = machineOperation({
  name: 'createCertificate',
  request: (step) => ({
    operation: 'createCertificate',
    names: [textOf(step, 'name')],
    mark: textOf(step, 'mark'),
    days: Number(step.arguments.days),
  }),
  holds(step, machine) {
    const { my } = machine;
    const made = my.known
      ? my.value.certificates.find(
          (found) =>
            found.friendlyName === step.arguments.mark &&
            found.keyReaders !== null &&
            isValidAt(found, machine.observedAt) &&
            found.thumbprint !== step.expects.replaces,
        )
      : undefined;
    return made === undefined ? false : yielded(made);
  },
  yields: ({ certificate }) => (certificate === undefined ? {} : yielded(certificate)),
});

/** What later steps take: the certificate to trust, and its thumbprint for the config. */
function yielded({ der, thumbprint: print }: { readonly der: string; readonly thumbprint: string }) {
  return { certificate: der, thumbprint: print, [`config.${certificateKeys.value.worker}`]: print };
}

/** Lets a service's account read a private key. */
export const grantKey = machineOperation({
  name: 'grantKey',
  request: (step) => ({
    operation: 'grantKey',
    store: step.arguments.store === 'Root' ? 'Root' : 'My',
    thumbprint: thumbprint(textOf(step, 'thumbprint')),
    service: textOf(step, 'service'),
  }),
  holds(step, machine) {
    const store = step.arguments.store === 'Root' ? machine.root : machine.my;
    const service = serviceOf(machine, textOf(step, 'service'));
    const print = thumbprint(textOf(step, 'thumbprint'));
    const found = store.known ? store.value.certificates.find((one) => one.thumbprint === print) : undefined;
    return found !== undefined && service !== undefined && mayRead(found, service) === true;
  },
});
