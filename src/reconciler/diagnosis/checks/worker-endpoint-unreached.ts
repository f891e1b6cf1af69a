import type { ReachedPlace } from '../../../domain/examination.js';
import { endpointKey } from '../../../facts/configs.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { quotedText } from '../powershell.js';
import { atWorkerConfigs, cutOff, unlessHeard } from '../worker-machine.js';

export const workerEndpointUnreached: Check = {
  id: 'worker.endpoint-unreached',
  title: 'The worker reaches its endpoint',
  reads: "a TCP connection from the worker's machine to host and port of MasterEndpoint in its WorkerSettings.config",
  source: 'Microsoft: Troubleshoot Scale Out ("no endpoint listening"); walkthrough, firewall',
  cause: "The worker's machine cannot resolve the endpoint's host, or cannot connect to its port.",
  remedy: 'Mend DNS, or open the way to the port.',
  page: pages.troubleshooting,
  door: 'examination',
  withoutCatalog: true,
  leadsTo: cutOff,
  run(context) {
    return atWorkerConfigs(context, ({ worker, target, name, machine, config }) => {
      const written = config.text(endpointKey.value)?.trim() ?? '';
      if (!URL.canParse(written)) return unknown(target, 'its MasterEndpoint is no address');
      const { hostname, port, protocol } = new URL(written);
      const host = hostname.replace(/^\[(.*)\]$/, '$1');
      const number = Number(port || (protocol === 'http:' ? 80 : 443));
      const reached = examined(machine, 'reached');
      if (typeof reached === 'string') return unknown(target, `what it reaches: ${reached}`);
      const found = reached.find((place) => place.host.toUpperCase() === host.toUpperCase() && place.port === number);
      if (found === undefined) return unknown(target, 'its endpoint was not tried');
      if (found.result === 'open') return ok(target);
      const { detail, result, addresses } = found;
      return {
        target,
        result: unlessHeard(worker),
        summary: `${name} does not reach ${host}, port ${number}: ${words[result].what}`,
        evidence: [
          { read: endpointKey.value, where: `WorkerSettings.config on ${name}`, value: written },
          { read: `TCP ${host}:${number}`, where: name, value: detail === undefined ? result : `${result}: ${detail}` },
          { read: 'addresses', where: `${host}, asked on ${name}`, value: addresses.join(', ') || '(none)' },
        ],
        cause: worker.isHeard === true ? 'The worker was heard of a moment ago.' : words[result].cause,
        remedy: words[result].remedy,
        // No fault of the master keeps a name from having an address.
        ...(result === 'unresolved' ? { onlyFrom: ['worker.endpoint', 'network.endpoint-name'] as const } : {}),
        command: `Test-NetConnection ${quotedText(host)} -Port ${number}`,
      };
    });
  },
};

const between = 'Look at the firewalls between the worker and the master, and at the address that the name has there.';

const words: Readonly<
  Record<
    Exclude<ReachedPlace['result'], 'open'> | 'open',
    { readonly what: string; readonly cause: string; readonly remedy: string }
  >
> = {
  open: { what: 'it is open', cause: '', remedy: '' },
  refused: {
    what: 'it is refused',
    cause:
      'A machine is there and nothing listens on that port: another machine has the address, or the master does not run there.',
    remedy: "Look at the address that the name has on the worker, and at the master's service and port.",
  },
  silent: {
    what: 'nothing comes back',
    cause: 'A firewall between drops what comes, or no machine has that address.',
    remedy: between,
  },
  unresolved: {
    what: 'the name has no address there',
    cause: 'The name server of the worker does not know the name.',
    remedy: 'Correct the name in MasterEndpoint, or have the name server know it.',
  },
  failed: { what: 'the connection fails', cause: 'The network says why in the evidence.', remedy: between },
};
