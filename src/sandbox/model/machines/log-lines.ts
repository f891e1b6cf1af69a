import type { InspectAnswer } from '../../../providers/machines/script/wire.js';
import { sandboxFacts } from '../../facts.js';
import { textField, timeField } from '../rows/fields.js';

import { timeText } from '../time-text.js';
import type { Ways } from '../ways.js';
import type { InstalledService } from './machine-state.js';

/** What the product writes of a heartbeat that fails, with the endpoint put in: the troubleshooting article's strings. */
const lines: Readonly<Record<string, (endpoint: string) => string>> = {
  noEndpoint: (endpoint) =>
    `System.ServiceModel.EndpointNotFoundException: There was no endpoint listening at ${endpoint} that could accept the message. This is often caused by an incorrect address or SOAP action.`,
  httpRequest: (endpoint) =>
    `System.ServiceModel.CommunicationException: An error occurred while making the HTTP request to ${endpoint}. This could be due to the fact that the server certificate is not configured properly with HTTP.SYS in the HTTPS case.`,
  trust: (endpoint) =>
    `System.ServiceModel.Security.SecurityNegotiationException: Could not establish trust relationship for the SSL/TLS secure channel with authority '${endpoint}'.`,
  secureChannel: (endpoint) =>
    `System.ServiceModel.Security.SecurityNegotiationException: Could not establish secure channel for SSL/TLS with authority '${endpoint}'.`,
  anonymous: () =>
    `System.ServiceModel.Security.MessageSecurityException: The HTTP request was forbidden with client authentication scheme 'Anonymous'.`,
};

const longest = 500;

/** A line of the log, at most 500 characters; undefined for a kind that the product does not have. */
export function logLine(kind: string, at: number, endpoint: string): string | undefined {
  return Object.hasOwn(lines, kind)
    ? `${timeText(at)} [Error] ${lines[kind]?.(endpoint)}`.slice(0, longest)
    : undefined;
}

/** In the profile of the service's account; 2022 and later have a folder of their version between. */
export function logFileOf(service: InstalledService, ways: Ways): string {
  return `${profileOf(service)}\\${logFolderOf(service, ways)}\\${service.name}.log`;
}

/** Below the profile. */
export function logFolderOf({ role, version }: InstalledService, ways: Ways): string {
  const [scaleOut, cluster] = sandboxFacts['log.families'];
  const isPlain = ways.has('plain-logs') || ways.has('cluster-logs') || Number(version) < 160;
  const [master, worker] = sandboxFacts['log.roles'];
  return [
    sandboxFacts['log.base'],
    ways.has('cluster-logs') ? cluster : scaleOut,
    ...(isPlain ? [] : [version.slice(0, 2)]),
    role === 'master' ? master : worker,
  ].join('\\');
}

/** Where the log is looked for, and whether it is there: a service that never ran has written none. */
export function logPlacesOf(service: InstalledService, ways: Ways): InspectAnswer['logs'][number] {
  const { role, row } = service;
  const [master, worker] = sandboxFacts['log.roles'];
  const own = `${profileOf(service)}\\${logFolderOf(service, ways)}`;
  const folders = sandboxFacts['log.families'].map((family) =>
    [profileOf(service), sandboxFacts['log.base'], family, role === 'master' ? master : worker].join('\\'),
  );
  const hasRun = row.service === 'running' || timeField(row, 'stoppedAt') !== null;
  return { role, folders: [...new Set([...folders, own])], newest: hasRun ? logFileOf(service, ways) : null };
}

export function profileOf({ name, row }: InstalledService): string {
  const account = textField(row, 'userAccount') ?? '';
  const user = account.slice(account.lastIndexOf('\\') + 1) || name;
  return /^NT SERVICE\\/i.test(account) ? `C:\\Windows\\ServiceProfiles\\${user}` : `C:\\Users\\${user}`;
}
