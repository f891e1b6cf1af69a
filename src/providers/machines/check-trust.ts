import { unsaid } from '../../certificate/authority.js';
import { readCertificate } from '../../certificate/read-certificate.js';
import { ScaleoutError } from '../../errors.js';
import type { MachineName } from '../../machine-name.js';
import type { MachineOperation } from '../../reconciler/machines.js';

/**
 * The last look at a certificate before it goes into a machine's Root: at the very bytes that are sent. A plan has judged
 * what it saw; one that a machine made since then nobody has judged. Such a one is the machine's own and has its key
 * there, so it may be silent on what it may do, as those of some tools are; it may not say that it signs others. Throws `machine.certificate-invalid` and
 * `guard.certificate-authority`.
 */
export function checkTrust(machine: MachineName, operation: MachineOperation): void {
  if (operation.operation !== 'trustCertificate') return;
  const read = readCertificate(Buffer.from(operation.certificate, 'base64'));
  const { thumbprint, subject, authority } = read;
  if (read.der !== operation.certificate) {
    const detail = `What would be sent to ${machine} as ${thumbprint} is not the public half of one certificate.`;
    throw new ScaleoutError('machine.certificate-invalid', detail);
  }
  if (thumbprint !== operation.thumbprint) {
    const detail = `The certificate for ${machine} has the thumbprint ${thumbprint}, not ${operation.thumbprint}.`;
    throw new ScaleoutError('machine.certificate-invalid', detail);
  }
  if (authority === null || authority === unsaid || operation.authority === true) return;
  const detail = `${thumbprint} (${subject}) may sign others: ${authority}. It was not put into the Root of ${machine}.`;
  throw new ScaleoutError('guard.certificate-authority', detail);
}
