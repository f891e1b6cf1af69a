import type { StepOf } from '../../domain/documents.js';
import { type Thumbprint, thumbprint } from '../../domain/machines.js';
import type { SigningCertificate } from '../view/worker-certificate.js';
import { byWhom, machineOperation, onMachine, type StepPlace, withInputs } from './machine-step.js';
import type { AutomatedOperation } from './step.js';

type TrustCertificate = StepOf<'trustCertificate'>;

/**
 * Makes a machine trust a certificate whose public half is known. One that may sign others has to have somebody who
 * stands for it: without `vouchedBy` the step is refused when it is carried out.
 */
export function trustStep(
  place: StepPlace,
  name: string,
  certificate: { readonly thumbprint: Thumbprint; readonly der: string },
  { mark, vouchedBy }: { readonly mark: string; readonly vouchedBy: SigningCertificate['vouchedBy'] },
): TrustCertificate {
  const { target, machine } = place;
  return {
    id: `${target}:${name}`,
    operation: 'trustCertificate',
    target,
    needs: [],
    arguments: {
      machine,
      thumbprint: certificate.thumbprint,
      certificate: certificate.der,
      mark,
      ...(vouchedBy === undefined ? {} : { authority: vouchedBy }),
    },
    expects: {},
    risk: 'safe',
    ...byWhom(place),
  };
}

/** Makes a machine trust the certificate that an earlier step makes. */
export function trustCreatedStep(place: StepPlace, name: string, created: string, mark: string): TrustCertificate {
  const { target, machine } = place;
  return {
    id: `${target}:${name}`,
    operation: 'trustCertificate',
    target,
    needs: [created],
    arguments: { machine, mark },
    expects: {},
    risk: 'safe',
    ...withInputs(place, { thumbprint: created, certificate: created }),
  };
}

/** Puts a certificate into a machine's Root. */
export const trustCertificate: AutomatedOperation<TrustCertificate> = {
  late: { thumbprint: true, certificate: true },
  describe: (step) => onMachine(step, `put ${certificateWords(step.arguments)} into LocalMachine\\Root`),
  certificates: ({ arguments: { thumbprint } }) => (thumbprint === undefined ? [] : [thumbprint]),
  ...machineOperation<TrustCertificate>({
    request: ({ arguments: given }) => ({
      operation: 'trustCertificate',
      certificate: given.certificate,
      thumbprint: thumbprint(given.thumbprint),
      mark: given.mark,
      ...(given.authority === undefined ? {} : { authority: true }),
    }),
    holds: (step, { root }) => root.known && root.value.thumbprints.has(thumbprint(step.arguments.thumbprint)),
  }),
};

/** In words: `the certificate 0A1B...`; `the new certificate`, where an earlier step makes it; null: nobody has shown it. */
export function certificateWords({ thumbprint: print }: { readonly thumbprint?: string | null }): string {
  return print === undefined ? 'the new certificate' : print === null ? 'the certificate' : `the certificate ${print}`;
}
