import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import { type Binding, type StoredCertificate, type Thumbprint, thumbprint } from '../../domain/machines.js';
import { isMasterOnline } from '../../domain/rows.js';
import { certificateKeys, masterPortKey } from '../../facts/configs.js';
import { type flagOptions, setupPort } from '../../facts/http.js';
import { masterVirtualAccount } from '../../facts/ssisdb.js';
import type { Topology } from '../../topology/topology.js';
import {
  accessOf,
  type InstallationView,
  installationFor,
  type Observation,
  type Reachability,
  reachabilityOf,
} from './machine.js';

/** A machine that can host the master. */
export interface MasterNode {
  readonly name: MachineName;
  readonly reachability: Reachability;
  /** The Scale Out Master of the catalog's version; undefined where the machine was not seen or has none. */
  readonly installation: InstallationView | undefined;
}

/** The master as its nodes and the catalog show it together. */
export interface MasterView {
  readonly nodes: readonly MasterNode[];
  /** The certificate that every node must use and every worker trust; its public half where a node showed it. */
  readonly certificate:
    | { readonly known: true; readonly thumbprint: Thumbprint; readonly stored?: StoredCertificate }
    | { readonly known: false; readonly reason: string };
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
  return { nodes, certificate: certificateOf(nodes, port, observation), port };
}

function nodeOf(name: MachineName, topology: Topology, observation: Observation): MasterNode {
  const reachability = reachabilityOf(accessOf(topology, name), name, observation);
  const installation =
    reachability.state === 'seen' ? installationFor(observation, reachability.machine, 'master') : undefined;
  return { name, reachability, installation };
}

/**
 * The certificate that the config names, of the first node where it is there with its key; else the one that the master
 * last started with, as the catalog has it; else the one that its port is bound to.
 */
function certificateOf(
  nodes: readonly MasterNode[],
  port: number,
  { catalog }: Observation,
): MasterView['certificate'] {
  const inCatalog = catalog.master.certificateThumbprint;
  if (!nodes.some((node) => node.reachability.state === 'seen')) {
    if (inCatalog !== null) return { known: true, thumbprint: thumbprint(inCatalog) };
    return { known: false, reason: 'no node of the master could be looked at' };
  }
  const named = [
    ...nodes.map((node) => [node, node.installation?.config.text(certificateKeys.value.master)] as const),
    ...nodes.map((node) => [node, inCatalog] as const),
    ...nodes.map((node) => [node, boundAt(node, port)] as const),
  ];
  for (const [node, text] of named) {
    if (typeof text !== 'string') continue;
    const stored = masterCertificateOn(node, thumbprint(text));
    if (stored !== undefined) return { known: true, thumbprint: stored.thumbprint, stored };
  }
  return {
    known: false,
    reason: 'no node of the master has the certificate of MasterSettings.config with its private key in Root',
  };
}

function boundAt({ reachability }: MasterNode, port: number): string | undefined {
  if (reachability.state !== 'seen' || !reachability.machine.bindings.known) return undefined;
  return bindingAt(reachability.machine.bindings.value, port)?.thumbprint;
}

/** The master's certificate in a node's Root, where it has its private key there. */
export function masterCertificateOn({ reachability }: MasterNode, wanted: Thumbprint): StoredCertificate | undefined {
  if (reachability.state !== 'seen' || !reachability.machine.root.known) return undefined;
  return reachability.machine.root.value.certificates.find(
    (found) => found.thumbprint === wanted && found.keyReaders !== null,
  );
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

/** What answers on a port: the entry of that very port on all addresses. */
export function bindingAt(bindings: readonly Binding[], port: number): Binding | undefined {
  return bindings.find((binding) => binding.address === allAddresses(port));
}

function allAddresses(port: number): string {
  return `0.0.0.0:${port}`;
}

/** Entries of the port that win over it: for one address or one host name, or for all of IPv6. */
export function shadowing(bindings: readonly Binding[], port: number): readonly Binding[] {
  return bindings.filter(({ address }) => address.endsWith(`:${port}`) && address !== allAddresses(port));
}

/** What an entry must be like. */
interface WantedBinding {
  readonly thumbprint: string;
  /** Whether it asks for the client's certificate in the handshake; undefined: not managed. */
  readonly negotiate?: boolean | undefined;
}

/** In which respects an entry is not as wanted. The same hash in another store is another certificate. */
export function bindingDiffers(
  bound: Binding,
  wanted: WantedBinding,
): { readonly certificate: boolean; readonly store: boolean; readonly negotiate: boolean } {
  return {
    certificate: bound.thumbprint !== wanted.thumbprint,
    store: bound.store.toUpperCase() !== 'ROOT',
    negotiate: wanted.negotiate !== undefined && negotiates(bound) !== wanted.negotiate,
  };
}

export function isBound(bound: Binding | undefined, wanted: WantedBinding): boolean {
  return bound !== undefined && !Object.values(bindingDiffers(bound, wanted)).includes(true);
}

type Option = Exclude<(typeof flagOptions.value)[number], ''>;

/** Undefined where the machine did not say which options an entry has. */
function has({ options }: Binding, option: Option): boolean | undefined {
  return options?.includes(`${option}=enable`);
}

/** Whether the client's certificate is asked for in the handshake; undefined: not told. */
export function negotiates(bound: Binding): boolean | undefined {
  return has(bound, 'clientcertnegotiation');
}

/** Whether TLS 1.3 is off for an entry; undefined: not told. */
export function refusesTls13(bound: Binding): boolean | undefined {
  return has(bound, 'disabletls13');
}
