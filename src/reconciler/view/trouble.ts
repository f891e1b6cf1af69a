import type { LogPlaces, LogTrouble, MachineRole } from '../../domain/machines.js';

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
    remedy:
      'Let the account of the worker’s service read the private key of its certificate. A key in the TPM gets that right in certlm.msc alone.',
  },
  anonymous: {
    cause: 'the master got no certificate from the worker, or does not trust it (403)',
    remedy:
      'Put the worker’s certificate into the Root store of every master node, where only self-signed ones may be. On Windows Server 2022 and later TLS 1.3 may be the cause: master.negotiateClientCertificate in the topology. Where an authority issued the certificate, the node must also reach that authority’s revocation list (403.13): certutil -verify -urlfetch and the .cer file, run there, shows whether it does.',
  },
  httpRequest: {
    cause: 'the master’s port answers without its certificate',
    remedy: 'Bind the port of the master to the certificate that MasterSettings.config names.',
  },
  security: {
    cause:
      'the encrypted connection to the master fails: the master’s certificate is not trusted, or the private key of the worker’s certificate cannot be used (the log does not say which)',
    remedy:
      'Look at both: the master’s certificate must be in the Root store of the worker and its names cover the endpoint, and the account of the worker’s service must be able to read the private key of its certificate.',
  },
  communication: {
    cause: 'the master’s endpoint answers, but the connection fails',
    remedy:
      'Read the line in the log. The usual reason is a port of the master that is not bound to the certificate that MasterSettings.config names; a proxy or a firewall between is another.',
  },
};

export function troubleText(kind: LogTrouble['kind']): { readonly cause: string; readonly remedy: string } {
  return texts[kind];
}

/** A sentence with a blank before it: which log of a role says nothing, or where none was found. */
export function silentLog(logs: readonly LogPlaces[], role: MachineRole): string {
  const places = logs.filter((found) => found.role === role);
  if (places.length === 0) return '';
  const found = places.find(({ newest }) => newest !== null);
  if (found !== undefined) return ` Its log says nothing of the known causes: ${found.newest}.`;
  const folders = places.flatMap((each) => each.folders);
  if (folders.length > 0) return ` No log was found in ${folders.join(', ')}.`;
  return ' No log was found: the profile of its account is not known.';
}
