import { thumbprint } from '../../../domain/machines.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { unseenEndpoint } from '../network.js';

export const networkEndpointCertificate: Check = {
  id: 'network.endpoint-certificate',
  title: "The endpoint shows the master's certificate",
  reads:
    'the certificate that answers a handshake of TLS at the endpoint, against SSLCERT_THUMBPRINT of catalog.master_properties; it is read, not trusted',
  source: 'Microsoft: deal with certificates; published SSISDB, SSLCERT_THUMBPRINT is written when the master starts',
  cause: 'The port is bound to another certificate, or a proxy answers in between.',
  remedy: "Bind the port to the master's certificate, or look at what is between.",
  page: pages.certificates,
  door: 'examination',
  leadsTo: [
    { check: 'worker.offline', at: 'any' },
    { check: 'worker.unregistered', at: 'any' },
  ],
  run({ observation, catalog }) {
    const { endpoint, certificate } = observation.network ?? {};
    if (endpoint === undefined || certificate === undefined) return [unknown('network', unseenEndpoint(observation))];
    const wanted = catalog.master.certificateThumbprint;
    if (!certificate.known) return [unknown('network', certificate.reason)];
    if (wanted === null) return [unknown('network', 'catalog.master_properties has no SSLCERT_THUMBPRINT')];
    const shown = thumbprint(certificate.value);
    if (shown === thumbprint(wanted)) return [ok('network')];
    return [
      {
        target: 'network',
        result: 'error',
        summary: "The endpoint shows another certificate than the master's",
        evidence: [
          { read: 'certificate of the handshake', where: 'the endpoint, from this machine', value: shown },
          { read: 'SSLCERT_THUMBPRINT', where: 'catalog.master_properties', value: wanted },
        ],
        cause:
          'Workers know the master by the thumbprint in their configs, and refuse any other. The port is bound to another certificate, the master was not restarted, or something between breaks TLS open.',
        remedy:
          'Bind the port to the certificate that MasterSettings.config names (scaleout apply does), or take the endpoint off TLS inspection.',
        command: 'netsh http show sslcert',
      },
    ];
  },
};
