import { type Check, ok, pages, unknown } from '../check.js';
import { atWorkerCertificates, noCertificate } from '../worker-certificate.js';
import { cutOff } from '../worker-machine.js';

export const workerKeyMissing: Check = {
  id: 'worker.key-missing',
  title: 'The worker’s certificate has its private key',
  reads: 'the private key of the certificate that WorkerSettings.config names, among the keys of the worker’s machine',
  source: 'Microsoft: Troubleshoot Scale Out ("Could not establish secure channel"); Key storage and retrieval (CNG)',
  cause: 'The certificate was imported without its key, or the key was deleted.',
  remedy: 'Import it with its key, or take it out and apply the topology.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    return atWorkerCertificates(context, (certificate, { target, name }) => {
      if (certificate.state === 'missing' || certificate.state === 'unnamed') return unknown(target, noCertificate);
      if (certificate.state === 'present') return ok(target);
      const { thumbprint, stored } = certificate;
      const value = stored?.keyReaders?.known === false ? stored.keyReaders.reason : '(none)';
      return {
        target,
        result: 'error',
        summary: `The certificate of ${name} has no private key`,
        evidence: [{ read: 'private key', where: `LocalMachine\\My on ${name}, ${thumbprint}`, value }],
        cause:
          'Without the key the worker cannot prove that the certificate is its own, and no connection comes about.',
        remedy:
          'Import the certificate with its key (.pfx) again. Where the key is lost, take the certificate out of My and apply the topology: it makes a new one.',
      };
    });
  },
};
