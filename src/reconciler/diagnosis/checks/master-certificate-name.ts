import { coversHost } from '../../view/certificates.js';
import { type Check, type Outcome, ok, pages } from '../check.js';
import { masterCertificates, namesOf } from '../master-certificate.js';
import { isAnyHeard, nodeFault, untilFailover } from '../master-node.js';

export const masterCertificateName: Check = {
  id: 'master.certificate-name',
  title: "The master's certificate is for the host of the endpoint",
  reads: "common names and subject alternative names of the master's certificate, against the host of master.endpoint",
  source: 'Microsoft: Troubleshoot Scale Out ("Could not establish trust relationship"); high availability, step 3',
  cause: 'The host of the endpoint is not among the names of the certificate.',
  remedy: 'Use an endpoint with one of the names, or a certificate with that name.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    const endpoint = context.topology.master?.endpoint;
    if (endpoint === undefined) return [];
    const host = new URL(endpoint).hostname;
    return masterCertificates(context).map(({ stored, nodes, target }): Outcome => {
      if (coversHost(stored, host)) return ok(target);
      const felt = nodeFault(nodes, ['cutOff']);
      const fault = isAnyHeard(context) ? ({ result: 'warning' } as const) : felt;
      return {
        target,
        ...fault,
        summary: `The master's certificate is not for ${host}`,
        evidence: [
          {
            read: 'names',
            where: `LocalMachine\\Root on ${namesOf(nodes)}, ${stored.thumbprint}`,
            value: stored.names.join(', '),
          },
          { read: 'master.endpoint', where: 'the topology', value: endpoint },
        ],
        cause: `A worker compares the host of its MasterEndpoint with these names, and does not connect where none fits.${felt.result === 'warning' ? untilFailover(felt) : ''}`,
        remedy:
          'Use an endpoint whose host is among the names, or a certificate with that name (as DNS name) on every node.',
      };
    });
  },
};
