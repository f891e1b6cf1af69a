import type { StepOf } from '../../domain/documents.js';
import { certificateKeys } from '../../facts/configs.js';
import { isValidAt } from '../view/certificates.js';
import { configArgument } from './edit-config.js';
import { byWhom, machineOperation, onMachine, type StepPlace } from './machine-step.js';
import type { AutomatedOperation, Yields } from './step.js';

type CreateCertificate = StepOf<'createCertificate'>;

/** Days that a certificate is valid that a worker makes for itself. */
const certificateDays = 1_825;

/** The id of the step that makes a worker's certificate, by the id of the worker's change. */
export function createCertificateId(target: string): string {
  return `${target}:createCertificate`;
}

export function createCertificateStep(
  place: StepPlace,
  { name, mark, replaces }: { readonly name: string; readonly mark: string; readonly replaces: string | null },
): CreateCertificate {
  const { target, machine } = place;
  return {
    id: createCertificateId(target),
    operation: 'createCertificate',
    target,
    needs: [],
    arguments: { machine, name, mark, days: certificateDays },
    expects: { replaces },
    risk: 'safe',
    ...byWhom(place),
  };
}

/** Makes a worker's certificate on its machine. Found again by its mark where the answer was lost. */
export const createCertificate: AutomatedOperation<CreateCertificate> = {
  describe: (step) => onMachine(step, 'make a client certificate (RSA 2048, SHA-256) in LocalMachine\\My'),
  ...machineOperation<CreateCertificate>({
    request: ({ arguments: { name, mark, days } }) => ({ operation: 'createCertificate', names: [name], mark, days }),
    holds(step, { my, observedAt }) {
      const made = my.known
        ? my.value.certificates.find(
            (found) =>
              found.friendlyName === step.arguments.mark &&
              found.keyReaders !== null &&
              isValidAt(found, observedAt) &&
              found.thumbprint !== step.expects.replaces,
          )
        : undefined;
      return made === undefined ? false : yielded(made);
    },
    yields: ({ certificate }) => (certificate === undefined ? {} : yielded(certificate)),
  }),
};

/** What later steps take: the certificate to trust, and its thumbprint for the config. */
function yielded({ der, thumbprint }: { readonly der: string; readonly thumbprint: string }): Yields {
  return { certificate: der, thumbprint, [configArgument(certificateKeys.value.worker)]: thumbprint };
}
