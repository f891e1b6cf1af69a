import { thumbprint } from '../../../domain/machines.js';
import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { metCertificate } from '../master-certificate.js';
import { atWorkers, cutOff } from '../worker-machine.js';

export const workerMasterNotTrusted: Check = {
  id: 'worker.master-not-trusted',
  title: "The worker trusts the master's certificate",
  reads: "LocalMachine\\Root of the worker's machine, for the certificate that the master uses",
  source: 'Microsoft: Troubleshoot Scale Out ("Could not establish trust relationship"); walkthrough',
  cause: "The master's certificate is not in Root of the worker's machine.",
  remedy: 'Apply the topology: it puts it there.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    const met = metCertificate(context);
    return atWorkers(context, ({ worker, target, name, machine }) => {
      if (!met.known) return unknown(target, `the master's certificate: ${met.reason}`);
      if (!machine.root.known) return unknown(target, `its Root: ${machine.root.reason}`);
      const { thumbprints } = machine.root.value;
      if (thumbprints.has(met.thumbprint)) return ok(target);
      if ([...met.others].some((other) => thumbprints.has(thumbprint(other)))) {
        return unknown(target, 'the config and the port of the master, or its nodes, have several certificates');
      }
      if (met.stored?.selfSigned === false) {
        // Its issuer may be trusted, and nobody has looked at the chain.
        return worker.isHeard === true ? ok(target) : unknown(target, "an authority issued the master's certificate");
      }
      return {
        target,
        result: 'error',
        summary: `${name} does not trust the master's certificate`,
        evidence: [{ read: met.thumbprint, where: `LocalMachine\\Root on ${name}`, value: '(not there)' }],
        cause: 'It is self-signed, so it must stand in Root itself. The worker refuses the connection otherwise.',
        remedy: 'Apply the topology: it puts the public half into Root there, and restarts the service.',
        ...applyCommand(context, target),
      };
    });
  },
};
