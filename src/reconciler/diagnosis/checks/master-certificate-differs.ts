import { certificateKeys } from '../../../facts/configs.js';
import { type Check, type Outcome, ok, pages } from '../check.js';
import { masterCertificates, metCertificate, namesOf } from '../master-certificate.js';

const key = certificateKeys.value.master;

export const masterCertificateDiffers: Check = {
  id: 'master.certificate-differs',
  title: 'All nodes use one certificate',
  reads: 'SSLCertThumbprint of MasterSettings.config on every node, where the certificate is there with its key',
  source: 'Microsoft: high availability, step 3',
  cause: 'A node was set up with a certificate of its own.',
  remedy: 'Import the certificate of the others with its key there, and apply the topology.',
  page: pages.highAvailability,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    const all = masterCertificates(context);
    const met = metCertificate(context);
    if (context.nodes.length < 2 || all.length === 0 || !met.known) return [];
    const differing = all.filter(({ stored }) => stored.thumbprint !== met.thumbprint);
    if (differing.length === 0) return [ok('master')];
    const right = all.find(({ stored }) => stored.thumbprint === met.thumbprint);
    const where =
      right === undefined
        ? 'SSLCERT_THUMBPRINT of catalog.master_properties'
        : `MasterSettings.config on ${namesOf(right.nodes)}`;
    return differing.flatMap(({ nodes, stored }) =>
      nodes.map(
        ({ target, node }): Outcome => ({
          target,
          result: 'warning',
          summary: `${node.name} uses another certificate than the master does now`,
          evidence: [
            { read: key, where: `MasterSettings.config on ${node.name}`, value: stored.thumbprint },
            { read: "the master's now", where, value: met.thumbprint },
          ],
          cause: 'Workers know one certificate of the master. When another node becomes the master, they refuse it.',
          remedy: `Import the certificate that the master uses now, with its private key, into LocalMachine\\Root on ${node.name}, then apply the topology.`,
        }),
      ),
    );
  },
};
