import { sameValue } from '../../../config-file/read-config-file.js';
import { certificateKeys } from '../../../facts/configs.js';
import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { metCertificate } from '../master-certificate.js';
import { atWorkerConfigs, cutOff, unlessHeard } from '../worker-machine.js';

const key = certificateKeys.value.masterOfWorker;

export const workerMasterThumbprint: Check = {
  id: 'worker.master-thumbprint',
  title: "The worker's config has the thumbprint of the master's certificate",
  reads: `${key} of WorkerSettings.config, against the certificate that the master uses`,
  source: 'Microsoft: Deal with certificates; Troubleshoot Scale Out ("Could not establish trust relationship")',
  cause: 'The master has another certificate since, and the worker was not told.',
  remedy: 'Apply the topology: it writes the thumbprint and restarts the service.',
  page: pages.certificates,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    const met = metCertificate(context);
    return atWorkerConfigs(context, ({ worker, target, name, config }) => {
      if (!met.known) return unknown(target, `the master's certificate: ${met.reason}`);
      const written = config.text(key)?.trim() ?? '';
      if (sameValue(key, written, met.thumbprint)) return ok(target);
      if (met.others.has(written.toUpperCase()))
        return unknown(target, 'the config and the port of the master, or its nodes, have several certificates');
      return {
        target,
        result: unlessHeard(worker),
        summary: `${name} ${written === '' ? 'knows no certificate of the master' : 'knows another certificate of the master'}`,
        evidence: [
          { read: key, where: `WorkerSettings.config on ${name}`, value: written === '' ? '(none)' : written },
          { read: 'thumbprint', where: "the master's certificate", value: met.thumbprint },
        ],
        cause: 'A worker connects to the master alone whose certificate has the thumbprint of its config.',
        remedy: 'Apply the topology: it writes the thumbprint and restarts the service.',
        ...applyCommand(context, target),
      };
    });
  },
};
