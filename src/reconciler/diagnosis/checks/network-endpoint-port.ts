import { isWorkerOnline } from '../../../domain/rows.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { unseenEndpoint } from '../network.js';
import { quotedText } from '../powershell.js';

export const networkEndpointPort: Check = {
  id: 'network.endpoint-port',
  title: "The master's endpoint takes connections",
  reads: 'a TCP connection from this machine to the host and port of the endpoint',
  source: 'Microsoft: Troubleshoot Scale Out; walkthrough, firewall',
  cause: "The master's service is stopped, listens elsewhere, or a firewall is between.",
  remedy: 'Look at the port on the node, and at the firewalls between.',
  page: pages.walkthrough,
  door: 'examination',
  withoutCatalog: true,
  leadsTo: [{ check: 'network.endpoint-certificate', at: 'same' }],
  run({ observation, workers }) {
    const { endpoint } = observation.network ?? {};
    if (endpoint === undefined || !endpoint.known) return [unknown('network', unseenEndpoint(observation))];
    const { host, port, result, detail } = endpoint.value;
    if (result === 'unresolved') return [unknown('network', `${host} has no address here`)];
    if (result === 'open') return [ok('network')];
    const wanted = workers.filter(({ row, isWanted }) => row !== undefined && isWanted);
    const isAnyHeard = wanted.some(({ row }) => row !== undefined && isWorkerOnline(row));
    const isLikely = wanted.length > 0 && !isAnyHeard;
    const said = result === 'refused' ? 'refuses connections' : 'does not answer';
    return [
      {
        target: 'network',
        result: isLikely ? 'error' : 'warning',
        summary: `${host}, port ${port} ${said} from here`,
        evidence: [
          {
            read: `TCP ${host}:${port}`,
            where: 'this machine',
            value: detail === undefined ? result : `${result}: ${detail}`,
          },
        ],
        cause:
          result === 'refused'
            ? "The host is there, and nothing listens on that port: the master's service does not run, or listens on another port."
            : 'A firewall drops what comes to that port, or the host is not there. It may be closed for this machine alone: from here is not from a worker.',
        remedy: "Look at the master's service, its port and its firewall, then at the firewalls between.",
        command: `Test-NetConnection ${quotedText(host)} -Port ${port}`,
        explains: (id) => isLikely && (id === 'worker.offline' || id === 'worker.endpoint-unreached'),
      },
    ];
  },
};
