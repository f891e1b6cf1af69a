import type { Immutable } from '../domain/documents.js';
import type { Certificate } from '../domain/machines.js';
import type * as generated from '../generated/status.js';
import { type CertificateTimes, daysLeft } from '../reconciler/view/certificates.js';

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
