import { type Check, ok, pages, unknown } from '../check.js';
import { isAnyHeard } from '../master-node.js';
import { unseenEndpoint } from '../network.js';
import { quotedText } from '../powershell.js';

export const networkEndpointName: Check = {
  id: 'network.endpoint-name',
  title: "The host of the master's endpoint has an address",
  reads: "the addresses of the endpoint's host, as this machine resolves it",
  source: 'Microsoft: Troubleshoot Scale Out; high availability, step 8',
  cause: 'The name is not in DNS, or not as this machine asks for it.',
  remedy: 'Correct the name or DNS.',
  page: pages.troubleshooting,
  door: 'examination',
  withoutCatalog: true,
  run(context) {
    const { observation, workers } = context;
    const { endpoint } = observation.network ?? {};
    if (endpoint === undefined || !endpoint.known) return [unknown('network', unseenEndpoint(observation))];
    const { host, result, addresses, detail = 'no address' } = endpoint.value;
    if (result !== 'unresolved') return [ok('network')];
    const isLikely = workers.some(({ isWanted, isHeard }) => isWanted && isHeard === false) && !isAnyHeard(context);
    return [
      {
        target: 'network',
        result: isLikely ? 'error' : 'warning',
        summary: `${host} has no address here`,
        evidence: [{ read: `addresses of ${host}`, where: 'this machine', value: addresses.join(', ') || detail }],
        cause:
          "A worker that finds no address of this host never reaches the master. This was asked from here: a worker's machine may ask another DNS, and get another answer.",
        remedy:
          "Look whether the name in master.endpoint is right, and whether DNS has it. Then ask the same on a worker's machine.",
        command: `Resolve-DnsName ${quotedText(host)}`,
        explains: (id) => isLikely && (id === 'worker.endpoint-unreached' || id === 'worker.offline'),
      },
    ];
  },
};
