import { diagnostic } from '../../errors/errors.js';
import type { DesiredWorker } from '../../topology/topology.js';
import { authorityWarning, type SigningCertificate } from '../view/worker-certificate.js';
import type { Verdict } from './guard.js';

/**
 * Refuses to bring a worker's certificate that may sign others into use (into a node's Root, or into the worker's config,
 * which would stand for it in the next plan) where nobody stands for it; else it is only warned of.
 */
export function certificateAuthority(
  change: string,
  { machine, range }: Pick<DesiredWorker, 'machine' | 'range'>,
  { certificate, doubt, vouchedBy }: SigningCertificate,
  isBroughtIn: boolean,
): Verdict {
  if (!isBroughtIn || vouchedBy !== undefined) {
    return { diagnostic: authorityWarning(machine, certificate), changes: [] };
  }
  const { thumbprint, subject, authority } = certificate;
  const which = `${machine}: ${thumbprint} (${subject}) may sign others: ${authority}.`;
  const detail = `${which} Its machine does not show it as its own: ${doubt}.`;
  return { diagnostic: diagnostic('guard.certificate-authority', detail, { range }), changes: [change] };
}
