import type { LogTrouble } from '../machines.js';

/** What a string in a service's log means, and what helps. From Microsoft's article on troubleshooting Scale Out. */
const texts: Readonly<Record<LogTrouble['kind'], { readonly cause: string; readonly remedy: string }>> = {
  noEndpoint: {
    cause: 'nobody listens at the master’s endpoint',
    remedy: 'Check MasterEndpoint in WorkerSettings.config, the port, the master’s firewall and that its service runs.',
  },
  trust: {
    cause: 'the master’s certificate is not trusted',
    remedy:
      'Put the master’s certificate into the Root store of the worker, and check that its names cover the endpoint.',
  },
  secureChannel: {
    cause: 'the private key of the worker’s certificate cannot be used',
    remedy: 'Let the account of the worker’s service read the private key of its certificate.',
  },
  anonymous: {
    cause: 'the master does not trust the worker’s certificate (403)',
    remedy:
      'Put the worker’s certificate into the Root store of every master node, where only self-signed ones may be.',
  },
  httpRequest: {
    cause: 'the master’s port answers without its certificate',
    remedy: 'Bind the port of the master to the certificate that MasterSettings.config names.',
  },
};

export function troubleText(kind: LogTrouble['kind']): { readonly cause: string; readonly remedy: string } {
  return texts[kind];
}
