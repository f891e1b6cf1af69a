import type { Immutable } from '../domain/documents.js';
import type { Certificate } from '../domain/machines.js';
import type * as rotation from '../generated/rotation.js';
import type * as generated from '../generated/status.js';
import { type CertificateTimes, daysLeft } from '../reconciler/view/certificates.js';
import type { MachineView } from '../reconciler/view/machine.js';

export type CertificateStatus = Immutable<generated.CertificateStatus>;

/** A certificate with its end, and whether that is near. */
export function certificateStatus(certificate: Certificate, times: CertificateTimes): CertificateStatus {
  const { thumbprint, names, notAfter } = certificate;
  return { thumbprint, names, notAfter, state: stateOf(certificate, times) };
}

function stateOf(certificate: Certificate, { at, warnBeforeDays }: CertificateTimes): CertificateStatus['state'] {
  if (Date.parse(certificate.notBefore) > Date.parse(at)) return 'notYet';
  const left = daysLeft(certificate, at);
  if (left < 0) return 'ended';
  return left < warnBeforeDays ? 'endsSoon' : 'valid';
}

export type RotatedCertificate = Immutable<rotation.RotatedCertificate>;

/** A certificate as a rotation tells it; `mark`: the friendly name of those that we made for that place. */
export function rotatedCertificate(
  certificate: Certificate & { readonly friendlyName?: string },
  times: CertificateTimes,
  mark: string,
): RotatedCertificate {
  const { thumbprint, notBefore, notAfter, friendlyName } = certificate;
  return { thumbprint, notBefore, notAfter, state: stateOf(certificate, times), isOurs: friendlyName === mark };
}

/** Whether a machine's Root has a certificate. */
export function trustOf(
  machine: Pick<MachineView, 'root'> | undefined,
  thumbprint: string,
): Immutable<rotation.Trust>['state'] {
  if (machine === undefined || !machine.root.known) return 'unknown';
  return [...machine.root.value.thumbprints].some((found) => found === thumbprint) ? 'yes' : 'no';
}
