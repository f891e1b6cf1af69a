import type { StepOf } from '../../domain/documents.js';
import { type StoredCertificate, thumbprint } from '../../domain/machines.js';
import { certificateKeys } from '../../facts/configs.js';
import { isValidAt } from '../view/certificates.js';
import { youngest } from '../view/renewal.js';
import { configArgument } from './edit-config.js';
import { byWhom, machineOperation, onMachine, type StepPlace } from './machine-step.js';
import type { AutomatedOperation, Yields } from './step.js';

type CreateCertificate = StepOf<'createCertificate'>;

/** The id of the step that makes a worker's certificate, by the id of the worker's change. */
export function createCertificateId(target: string): string {
  return `${target}:createCertificate`;
}

/** What a certificate is made for; `replaces` is the one in use. */
export interface CertificateWish extends Omit<CreateCertificate['arguments'], 'machine' | 'names'> {
  readonly names: readonly string[];
  readonly replaces: string | null;
}

export function createCertificateStep(
  place: StepPlace,
  { names, replaces, ...wish }: CertificateWish,
  id = createCertificateId(place.target),
): CreateCertificate {
  const { target, machine } = place;
  return {
    id,
    operation: 'createCertificate',
    target,
    needs: [],
    arguments: { machine, names: names.join(' '), ...wish },
    expects: { replaces },
    risk: 'safe',
    ...byWhom(place),
  };
}

/** Makes a certificate on its machine. Found again by its mark where the answer was lost. */
export const createCertificate: AutomatedOperation<CreateCertificate> = {
  describe: (step) => {
    const { store, usage } = step.arguments;
    return onMachine(step, `make a ${usage} certificate (RSA 2048, SHA-256) in LocalMachine\\${store}`);
  },
  ...machineOperation<CreateCertificate>({
    request: ({ arguments: { names, mark, days, store, usage }, expects: { replaces } }) => ({
      operation: 'createCertificate',
      names: names.split(' '),
      ...{ mark, days, store, usage },
      ...(replaces === null ? {} : { replaces: thumbprint(replaces) }),
    }),
    holds({ arguments: { store, mark, usage }, expects: { replaces } }, machine) {
      const looked = store === 'My' ? machine.my : machine.root;
      if (!looked.known) return false;
      const { certificates } = looked.value;
      const replaced = certificates.find((found) => found.thumbprint === replaces);
      const made = youngest(
        certificates.filter(
          (found) =>
            found.friendlyName === mark &&
            found.keyReaders !== null &&
            isValidAt(found, machine.observedAt) &&
            found.thumbprint !== replaces &&
            isYounger(found, replaced),
        ),
      );
      return made === undefined ? false : yielded(made, usage);
    },
    yields: ({ certificate }, { arguments: { usage } }) =>
      certificate === undefined ? {} : yielded(certificate, usage),
  }),
};

/** Whether its validity begins later; where nobody shows the other one, any is. */
function isYounger({ notBefore }: StoredCertificate, other: StoredCertificate | undefined): boolean {
  return other === undefined || Date.parse(notBefore) > Date.parse(other.notBefore);
}

/** What later steps take: the certificate to trust, and its thumbprint for the config. */
function yielded(
  { der, thumbprint }: { readonly der: string; readonly thumbprint: string },
  usage: CreateCertificate['arguments']['usage'],
): Yields {
  const { worker, master, masterOfWorker } = certificateKeys.value;
  if (usage === 'client') return { certificate: der, thumbprint, [configArgument(worker)]: thumbprint };
  const keys = { [configArgument(master)]: thumbprint, [configArgument(masterOfWorker)]: thumbprint };
  return { certificate: der, thumbprint, ...keys };
}
