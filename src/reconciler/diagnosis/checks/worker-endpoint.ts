import { sameValue } from '../../../config-file/read-config-file.js';
import { endpointKey } from '../../../facts/configs.js';
import { coversHost } from '../../view/certificates.js';
import { applyCommand } from '../apply-command.js';
import { type Check, type CheckContext, type Evidence, ok, pages } from '../check.js';
import { metCertificate } from '../master-certificate.js';
import { atWorkerConfigs, cutOff, unlessHeard } from '../worker-machine.js';

export const workerEndpoint: Check = {
  id: 'worker.endpoint',
  title: "The worker's config has the master's endpoint",
  reads:
    "MasterEndpoint of WorkerSettings.config, against master.endpoint of the topology, else against MASTER_ADDRESS of the catalog and the names of the master's certificate",
  source:
    'Microsoft: walkthrough (setup\'s page for it can be left out); Troubleshoot Scale Out ("no endpoint listening")',
  cause: 'MasterEndpoint was never set, or is the address of an old master.',
  remedy: 'Apply the topology: it writes the endpoint and restarts the service.',
  page: pages.walkthrough,
  door: 'observation',
  leadsTo: [...cutOff, { check: 'worker.endpoint-unreached', at: 'same' }],
  run(context) {
    return atWorkerConfigs(context, ({ worker, target, name, config }) => {
      const written = config.text(endpointKey.value)?.trim() ?? '';
      const judged = written === '' ? empty : otherThan(written, worker.isHeard === true, context);
      if (judged === undefined) return ok(target);
      return {
        target,
        result: unlessHeard(worker),
        summary: `${name} ${judged.summary}`,
        evidence: [
          {
            read: endpointKey.value,
            where: `WorkerSettings.config on ${name}`,
            value: written === '' ? '(none)' : written,
          },
          ...judged.evidence,
        ],
        cause:
          worker.isHeard === true
            ? 'The worker is heard of: its service began with an older file, or the address leads to the master too.'
            : 'The worker sends its heartbeats there, and the master hears none of them.',
        remedy: 'Apply the topology: it writes the endpoint and restarts the service.',
        ...applyCommand(context, target),
      };
    });
  },
};

interface Judged {
  readonly summary: string;
  readonly evidence: readonly Evidence[];
}

const empty: Judged = { summary: 'knows no endpoint of the master', evidence: [] };

function otherThan(written: string, isHeard: boolean, context: CheckContext): Judged | undefined {
  const wanted = context.topology.master?.endpoint;
  if (wanted !== undefined) {
    if (sameValue(endpointKey.value, written, wanted)) return undefined;
    const evidence = [{ read: 'master.endpoint', where: 'the topology', value: wanted }];
    return { summary: 'has another endpoint than the topology', evidence };
  }
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.protocol !== 'https:') return { summary: 'has an endpoint that is no https address', evidence: [] };
  const { address } = context.catalog.master;
  if (isHeard || address === null || sameValue(endpointKey.value, written, address)) return undefined;
  // A host that the certificate is for may be another name of the master.
  const met = metCertificate(context);
  const isPossible = met.known && met.stored !== undefined && coversHost(met.stored, url.hostname);
  const port = URL.canParse(address) ? new URL(address).port : '';
  if (isPossible && url.port === port) return undefined;
  const evidence = [{ read: 'MASTER_ADDRESS', where: 'catalog.master_properties', value: address }];
  return { summary: 'has another endpoint than the catalog', evidence };
}
