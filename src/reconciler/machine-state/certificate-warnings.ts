import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import type { Certificate } from '../machines.js';

const day = 86_400_000;

/** Days before its end from which on a certificate is warned of. */
const warnBefore = 30;

/** What is wrong, or soon will be, with a certificate that is in use. */
export function certificateWarnings(certificate: Certificate, whose: string, at: string): readonly Diagnostic[] {
  const name = `${whose} (${certificate.thumbprint})`;
  const left = Math.floor((Date.parse(certificate.notAfter) - Date.parse(at)) / day);
  const found: Diagnostic[] = [];
  if (left < 0) {
    const detail = `${name} ended ${certificate.notAfter.slice(0, 10)}.`;
    found.push(diagnostic('plan.certificate-expired', detail, { severity: 'warning' }));
  } else if (left < warnBefore) {
    const detail = `${name} ends ${certificate.notAfter.slice(0, 10)}, in ${left} day${left === 1 ? '' : 's'}.`;
    found.push(diagnostic('plan.certificate-expires', detail, { severity: 'warning' }));
  }
  if (Date.parse(certificate.notBefore) > Date.parse(at)) {
    const detail = `${name} is valid only from ${certificate.notBefore.slice(0, 10)} on.`;
    found.push(diagnostic('plan.certificate-expired', detail, { severity: 'warning' }));
  }
  if (certificate.weakness !== null) {
    const detail = `${name}: ${certificate.weakness}.`;
    found.push(diagnostic('plan.certificate-weak', detail, { severity: 'warning' }));
  }
  return found;
}

export function isValidAt({ notBefore, notAfter }: Certificate, at: string): boolean {
  const moment = Date.parse(at);
  return Date.parse(notBefore) <= moment && moment <= Date.parse(notAfter);
}
