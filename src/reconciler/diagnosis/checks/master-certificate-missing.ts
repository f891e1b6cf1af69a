import { certificateKeys } from '../../../facts/configs.js';
import type { NamedCertificate } from '../../view/certificates.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { certificateOfNode } from '../master-certificate.js';
import { atNodes, nodeFault, untilFailover } from '../master-node.js';

export const masterCertificateMissing: Check = {
  id: 'master.certificate-missing',
  title: "Each node has the master's certificate with its key",
  reads:
    'SSLCertThumbprint of MasterSettings.config, and the certificates and private keys in LocalMachine\\Root of that node',
  source:
    'Microsoft: Troubleshoot Scale Out; Deal with certificates; high availability, step 3 (the same on every node)',
  cause: 'The certificate of SSLCertThumbprint is not in Root of the node, or lost its private key.',
  remedy: 'Import it with its key (.pfx) into LocalMachine\\Root there.',
  page: pages.certificates,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    return atNodes(context, ({ checked, target, name }) => {
      const certificate = certificateOfNode(checked);
      if (certificate === undefined) return unknown(target, 'its MasterSettings.config could not be read');
      if (certificate.state === 'unknown') return unknown(target, `its Root: ${certificate.reason}`);
      if (certificate.state === 'present') return ok(target);
      const { summary, value } = words(certificate);
      const fault = nodeFault([checked], ['silence', 'cutOff']);
      return {
        target,
        ...fault,
        summary: `${name} ${summary}`,
        evidence: [
          { read: certificateKeys.value.master, where: `MasterSettings.config on ${name}`, value },
          {
            read: 'certificate',
            where: `LocalMachine\\Root on ${name}`,
            value: certificate.state === 'keyless' ? 'there, without a private key of this machine' : '(none)',
          },
        ],
        cause: `Without the certificate and its key the node's port answers no worker.${untilFailover(fault)}`,
        remedy:
          "Import the master's certificate with its private key (.pfx) into LocalMachine\\Root there, or write the thumbprint of the right one into SSLCertThumbprint; then restart the service.",
      };
    });
  },
};

function words(certificate: Exclude<NamedCertificate, { readonly state: 'present' | 'unknown' }>) {
  switch (certificate.state) {
    case 'unnamed':
      return { summary: 'names no certificate of the master in its config', value: '(none)' };
    case 'missing':
      return { summary: 'does not have the certificate that its config names', value: certificate.written };
    case 'keyless':
      return { summary: "has the master's certificate without its private key", value: certificate.thumbprint };
  }
}
