import { certificateKeys } from '../../../facts/configs.js';
import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages } from '../check.js';
import { atWorkerCertificates } from '../worker-certificate.js';
import { cutOff } from '../worker-machine.js';

export const workerCertificateMissing: Check = {
  id: 'worker.certificate-missing',
  title: 'The worker has the certificate that its config names',
  reads: `${certificateKeys.value.worker} of WorkerSettings.config, against LocalMachine\\My of the worker's machine`,
  source: 'Microsoft: Deal with certificates; Troubleshoot Scale Out ("Could not establish secure channel")',
  cause: 'The certificate that the config names was deleted, or none was ever named.',
  remedy: 'Apply the topology: it makes a new one and has it trusted.',
  page: pages.certificates,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    return atWorkerCertificates(context, (certificate, { target, name }) => {
      if (certificate.state !== 'missing' && certificate.state !== 'unnamed') return ok(target);
      const isNamed = certificate.state === 'missing';
      return {
        target,
        result: 'error',
        summary: isNamed
          ? `${name} does not have the certificate that its config names`
          : `The config of ${name} names no certificate`,
        evidence: [
          {
            read: certificateKeys.value.worker,
            where: `WorkerSettings.config on ${name}`,
            value: isNamed ? certificate.written : '(none)',
          },
          { read: 'certificate', where: `LocalMachine\\My on ${name}`, value: '(none of that thumbprint)' },
        ],
        cause: 'The worker shows the master a certificate in every connection; without one it gets none.',
        remedy:
          'Apply the topology: it makes a new certificate there, has every node of the master trust it, writes its thumbprint and restarts the service. One that the topology names is never replaced: bring it there with its key, or name another.',
        ...applyCommand(context, target),
      };
    });
  },
};
