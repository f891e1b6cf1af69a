import { isValidAt } from '../../view/certificates.js';
import { applyCommand } from '../apply-command.js';
import { endedOrEarly } from '../certificate-time.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { judgedAt } from '../clocks.js';
import { atWorkerCertificates, noCertificate } from '../worker-certificate.js';
import { cutOff } from '../worker-machine.js';

export const workerCertificateExpired: Check = {
  id: 'worker.certificate-expired',
  title: "The worker's certificate is valid now",
  reads: 'NotBefore and NotAfter of the certificate that WorkerSettings.config names, by the clock of the SQL Server',
  source: 'Microsoft: Deal with certificates; RFC 5280, 4.1.2.5',
  cause: 'The certificate has ended, or does not hold yet.',
  remedy: 'Apply the topology: it makes a new one and has it trusted.',
  page: pages.certificates,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    const now = judgedAt(context);
    return atWorkerCertificates(context, (certificate, { target, name }) => {
      if (!('stored' in certificate) || certificate.stored === undefined) return unknown(target, noCertificate);
      const { stored } = certificate;
      if (isValidAt(stored, now)) return ok(target);
      return {
        target,
        result: 'error',
        ...endedOrEarly(stored, `The certificate of ${name}`, `LocalMachine\\My on ${name}`, now),
        cause: 'The master refuses a worker whose certificate is not valid (403).',
        remedy:
          'Apply the topology: it makes a new certificate there, has every node of the master trust it, writes its thumbprint and restarts the service. One that the topology names is replaced in the topology.',
        ...applyCommand(context, target),
      };
    });
  },
};
