import { mayRead } from '../../view/certificates.js';
import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { atWorkerCertificates, noCertificate } from '../worker-certificate.js';
import { cutOff, unlessHeard } from '../worker-machine.js';

export const workerKeyUnreadable: Check = {
  id: 'worker.key-unreadable',
  title: "The service's account may read the private key",
  reads:
    "who may read the file of the private key of the worker's certificate, against the SID of the service's account",
  source: 'Microsoft: Troubleshoot Scale Out ("Could not establish secure channel")',
  cause: "The service's account was changed, or the right was never given.",
  remedy: 'Let scaleout apply give the right; it restarts the service.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    return atWorkerCertificates(context, (certificate, { worker, target, name, installation }) => {
      if (certificate.state !== 'present') {
        return unknown(target, certificate.state === 'keyless' ? 'its certificate has no private key' : noCertificate);
      }
      const { stored } = certificate;
      const { service } = installation;
      const may = mayRead(stored, service);
      if (may === true) return ok(target);
      if (may === undefined) {
        if (worker.isHeard === true) return ok(target);
        const why = stored.keyReaders?.known === false ? stored.keyReaders.reason : 'its account could not be resolved';
        return unknown(target, `who may read its private key: ${why}`);
      }
      const readers = stored.keyReaders?.known === true ? stored.keyReaders.value : [];
      return {
        target,
        result: unlessHeard(worker),
        summary: `The service on ${name} may not read the private key of its certificate`,
        evidence: [
          {
            read: 'readers',
            where: `private key of ${stored.thumbprint} on ${name}`,
            value: readers.length === 0 ? '(none)' : readers.join(', '),
          },
          {
            read: 'account',
            where: `service ${service.name} on ${name}`,
            value: `${service.account} (${service.accountSid ?? 'no SID'})`,
          },
        ],
        cause:
          worker.isHeard === true
            ? 'The worker is heard of: a group may give its account the right, or the right was taken a moment ago.'
            : 'Without the key no connection to the master comes about.',
        remedy: 'Let scaleout give the account the right to read it; it restarts the service.',
        ...applyCommand(context, target),
      };
    });
  },
};
