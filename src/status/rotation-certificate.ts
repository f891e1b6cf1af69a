import type { Immutable } from '../domain/documents.js';
import type { Certificate } from '../domain/machines.js';
import type * as generated from '../generated/rotation.js';
import type { CertificateTimes } from '../reconciler/view/certificates.js';
import type { MachineView } from '../reconciler/view/machine.js';
import { certificateStatus } from './certificate-status.js';

export type RotatedCertificate = Immutable<generated.RotatedCertificate>;

/** A certificate as a rotation tells it; `mark`: the friendly name of those that we made for that place. */
export function rotatedCertificate(
  certificate: Certificate & { readonly friendlyName?: string },
  times: CertificateTimes,
  mark: string,
): RotatedCertificate {
  const { thumbprint, notBefore, notAfter, friendlyName } = certificate;
  const { state } = certificateStatus(certificate, times);
  return { thumbprint, notBefore, notAfter, state, isOurs: friendlyName === mark };
}

/** Whether a machine's Root has a certificate. */
export function trustOf(
  machine: Pick<MachineView, 'root'> | undefined,
  thumbprint: string,
): Immutable<generated.Trust>['state'] {
  if (machine === undefined || !machine.root.known) return 'unknown';
  return [...machine.root.value.thumbprints].some((found) => found === thumbprint) ? 'yes' : 'no';
}
