import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import { isMasterOnline } from '../../domain/rows.js';
import { masterPortKey } from '../../facts/configs.js';
import { setupPort } from '../../facts/http.js';
import { masterVirtualAccount } from '../../facts/ssisdb.js';
import type { Topology } from '../../topology/topology.js';
import { accessOf, installationFor, type Observation, reachabilityOf } from './machine.js';
import {
  certificateInUse,
  type MasterCertificate,
  type MasterNode,
  type MasterSuccession,
  successionOf,
} from './master-certificate.js';

/** The master as its nodes and the catalog show it together. */
export interface MasterView extends MasterSuccession {
  readonly nodes: readonly MasterNode[];
  /** The one in use. */
  readonly certificate: MasterCertificate;
  /** The port of the topology's endpoint, else of the first node's config. */
  readonly port: number;
}

export function masterView(topology: Topology, observation: Observation): MasterView {
  const nodes = (topology.master?.machines ?? []).map((name) => nodeOf(name, topology, observation));
  const endpoint = topology.master?.endpoint;
  const configured = nodes
    .map((node) => Number(node.installation?.config.text(masterPortKey.value)))
    .find((port) => port > 0);
  const port = endpoint === undefined ? (configured ?? setupPort.value) : Number(new URL(endpoint).port || '443');
  const certificate = certificateInUse(nodes, port, topology, observation);
  const succession = successionOf(nodes, certificate, topology, observation.catalog.observedAt);
  return { nodes, certificate, port, ...succession };
}

function nodeOf(name: MachineName, topology: Topology, observation: Observation): MasterNode {
  const reachability = reachabilityOf(accessOf(topology, name), name, observation);
  const installation =
    reachability.state === 'seen' ? installationFor(observation, reachability.machine, 'master') : undefined;
  return { name, reachability, installation };
}

/** The longest name of an account that is asked for. */
const longest = 256;

/**
 * The accounts of the master's nodes whose login has to be looked for, as the SQL Server names them. The service's own
 * account gets its login when Scale Out is enabled: it is looked for only where the master is not heard of after that.
 */
export function masterAccounts(topology: Topology, observation: Observation): readonly string[] {
  const { catalog } = observation;
  const found = new Map<string, string>();
  for (const { name, installation } of masterView(topology, observation).nodes) {
    if (installation === undefined) continue;
    const account = onServer(installation.service.account, name, catalog.server.name);
    if (account === undefined || account.length > longest) continue;
    const isOwn = account.toUpperCase().startsWith(masterVirtualAccount.value.account.toUpperCase());
    const isMade = catalog.scaleOut === 'enabled' && isMasterOnline(catalog.master) !== true;
    if (!isOwn || isMade) found.set(account.toUpperCase(), account);
  }
  return [...found.values()];
}

/** How the SQL Server knows a service's account; undefined where the network's name of it is not known from here. */
function onServer(account: string, node: MachineName, serverName: string): string | undefined {
  const host = serverName.split('\\')[0] ?? '';
  const isLocal = sameMachine(host, node);
  const plain = account.toUpperCase().replaceAll(' ', '');
  // Over the network these are the machine's own account, DOMAIN\HOST$, and its domain is not shown.
  if (/^(LOCALSYSTEM|NTAUTHORITY\\SYSTEM)$/.test(plain)) return isLocal ? 'NT AUTHORITY\\SYSTEM' : undefined;
  if (/^(NTAUTHORITY\\)?NETWORKSERVICE$/.test(plain)) return isLocal ? 'NT AUTHORITY\\NETWORK SERVICE' : undefined;
  if (/^NTSERVICE\\/.test(plain)) return isLocal ? account : undefined;
  if (account.startsWith('.\\')) return isLocal ? `${host}${account.slice(1)}` : undefined;
  return account.includes('\\') ? account : undefined;
}
