import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { atWorkerCertificates, noCertificate } from '../worker-certificate.js';
import { cutOff } from '../worker-machine.js';

export const workerKeyMissing: Check = {
  id: 'worker.key-missing',
  title: "The worker's certificate has its private key",
  reads: "the private key of the certificate that WorkerSettings.config names, among the keys of the worker's machine",
  source: 'Microsoft: Troubleshoot Scale Out ("Could not establish secure channel"); Key storage and retrieval (CNG)',
  cause: 'The certificate was imported without its key, or the key was deleted.',
  remedy: 'Apply the topology: it makes a new one and has it trusted. By hand: import it with its key.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    return atWorkerCertificates(context, (certificate, { worker, target, name }) => {
      if (certificate.state === 'missing' || certificate.state === 'unnamed') return unknown(target, noCertificate);
      if (certificate.state === 'present') return ok(target);
      const { thumbprint, stored } = certificate;
      const isOurs = worker.machine?.worker.certificate === undefined;
      const value = stored?.keyReaders?.known === false ? stored.keyReaders.reason : '(none)';
      return {
        target,
        result: 'error',
        summary: `The certificate of ${name} has no private key`,
        evidence: [{ read: 'private key', where: `LocalMachine\\My on ${name}, ${thumbprint}`, value }],
        cause:
          'Without the key the worker cannot prove that the certificate is its own, and no connection comes about.',
        remedy: isOurs
          ? 'Apply the topology: it makes a new certificate there, has every node of the master trust it, writes its thumbprint and restarts the service. By hand: import this one with its key (.pfx) again.'
          : 'The topology names this certificate: import it with its key (.pfx) again, or name another one there.',
        ...(isOurs ? applyCommand(context, target) : {}),
      };
    });
  },
};
