import type { MachineName } from '../../domain/machine-name.js';
import { masterMark } from '../../domain/machine-name.js';
import { type Certificate, type StoredCertificate, type Thumbprint, thumbprint } from '../../domain/machines.js';
import { certificateKeys } from '../../facts/configs.js';
import type { CertificateSource, Topology } from '../../topology/topology.js';
import { bindingAt } from './binding.js';
import { daysLeft, isValidAt, thumbprintOf } from './certificates.js';
import type { InstallationView, Observation, Reachability } from './machine.js';

/** A machine that can host the master. */
export interface MasterNode {
  readonly name: MachineName;
  readonly reachability: Reachability;
  /** The Scale Out Master of the catalog's version; undefined where the machine was not seen or has none. */
  readonly installation: InstallationView | undefined;
}

/** The certificate that every node uses and every worker trusts; its public half where a node showed it. */
export type MasterCertificate =
  | { readonly known: true; readonly thumbprint: Thumbprint; readonly stored?: StoredCertificate }
  | { readonly known: false; readonly reason: string };

/**
 * The certificate in use: the one that the config names, of the first node where it is there with its key, nodes whose
 * service runs before the others; else the one that the master last started with, as the catalog has it; else the one that
 * its port is bound to. Where none of these is there, the one that the topology names.
 */
export function certificateInUse(
  nodes: readonly MasterNode[],
  port: number,
  { master }: Topology,
  { catalog }: Pick<Observation, 'catalog'>,
): MasterCertificate {
  const inCatalog = catalog.master.certificateThumbprint;
  if (!nodes.some((node) => node.reachability.state === 'seen')) {
    if (inCatalog !== null) return { known: true, thumbprint: thumbprint(inCatalog) };
    return { known: false, reason: 'no node of the master could be looked at' };
  }
  const wanted = master?.certificate === undefined ? undefined : thumbprintOf(master.certificate);
  const servingFirst = [...nodes.filter(isServing), ...nodes.filter((node) => !isServing(node))];
  const named = [
    ...servingFirst.map((node) => [node, node.installation?.config.text(certificateKeys.value.master)] as const),
    ...servingFirst.map((node) => [node, inCatalog] as const),
    ...servingFirst.map((node) => [node, boundAt(node, port)] as const),
    ...nodes.map((node) => [node, wanted] as const),
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

/** Whether its service runs, so that it may be the node that answers. */
export function isServing({ installation }: MasterNode): boolean {
  return installation?.service.state === 'running';
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

/** Another certificate that the master is to answer with. */
export interface NewMasterCertificate {
  readonly to: NewCertificate;
  /**
   * - `named`: the topology names it. - `due`: the one in use ends within policy.certificates.renewBefore, or has ended.
   * - `asked`: a command asks for it. - `prepared`: it was made before, and a command has to ask for the switch to it.
   */
  readonly why: 'named' | 'due' | 'asked' | 'prepared';
}

export type NewCertificate =
  /** A node shows it with its private key. */
  | { readonly state: 'present'; readonly stored: StoredCertificate }
  /** It is still to be made, on the only node. */
  | { readonly state: 'create'; readonly names: readonly string[] }
  /** No node shows it with its private key; `certificate`: its public half, where the topology has its file. */
  | { readonly state: 'missing'; readonly thumbprint: Thumbprint; readonly certificate?: Certificate };

/** What becomes of the certificate in use. */
export interface MasterSuccession {
  /** Undefined: the one in use stays. */
  readonly next?: NewMasterCertificate;
  /** It ends soon or a command asks for a new one, and a person has to bring that: why, a clause. */
  readonly bring?: string;
}

const stays: MasterSuccession = {};

/** What is to follow the certificate in use, by what the topology names, by when it ends, and by what a command asks for. */
export function successionOf(
  nodes: readonly MasterNode[],
  inUse: MasterCertificate,
  topology: Topology,
  at: string,
): MasterSuccession {
  const { master, policy, name } = topology;
  if (master === undefined || !inUse.known) return stays;
  const { stored } = inUse;
  const { renewBeforeDays, warnBeforeDays } = policy.certificates;
  const isWithin = (certificate: Certificate) =>
    renewBeforeDays !== undefined && daysLeft(certificate, at) < renewBeforeDays;
  const isDue = stored !== undefined && isWithin(stored);
  const isAsked = master.rotate === 'prepare';
  const isEnding = isDue || isAsked || (stored !== undefined && daysLeft(stored, at) < warnBeforeDays);
  if (master.certificate !== undefined) {
    if (thumbprintOf(master.certificate) !== inUse.thumbprint)
      return { next: namedSuccessor(nodes, master.certificate) };
    return isEnding ? { bring: named } : stays;
  }
  const [node] = nodes;
  if (stored === undefined || node === undefined) return stays;
  const foreign = nodes.length > 1 ? severalNodes : stored.selfSigned ? undefined : issued;
  if (foreign !== undefined) return isEnding ? { bring: foreign } : stays;
  const successor = successorOn(node, stored, masterMark(name), at);
  if (successor !== undefined && !isWithin(successor)) {
    const isSwitched = isAsked || master.rotate === 'switch';
    const why = isDue ? 'due' : isSwitched ? 'asked' : 'prepared';
    return { next: { to: { state: 'present', stored: successor }, why } };
  }
  if (!isDue && !isAsked) return stays;
  const names = namesOf(node, stored, master.endpoint);
  return { next: { to: { state: 'create', names }, why: isDue ? 'due' : 'asked' } };
}

const named = 'master.certificate of the topology names it';
const severalNodes = 'the master has several nodes, and no private key leaves the machine that has it';
const issued = 'it was issued by an authority, not by the machine itself';

function namedSuccessor(nodes: readonly MasterNode[], source: CertificateSource): NewMasterCertificate {
  const wanted = thumbprintOf(source);
  for (const node of nodes) {
    const stored = masterCertificateOn(node, wanted);
    if (stored !== undefined) return { to: { state: 'present', stored }, why: 'named' };
  }
  const shown = 'certificate' in source ? { certificate: source.certificate } : {};
  return { to: { state: 'missing', thumbprint: wanted, ...shown }, why: 'named' };
}

/** The youngest that we made for the master after the one in use, and that can be used. */
function successorOn(
  { reachability }: MasterNode,
  inUse: StoredCertificate,
  mark: string,
  at: string,
): StoredCertificate | undefined {
  if (reachability.state !== 'seen' || !reachability.machine.root.known) return undefined;
  const fit = reachability.machine.root.value.certificates.filter(
    (found) =>
      found.friendlyName === mark &&
      found.keyReaders !== null &&
      found.selfSigned &&
      isValidAt(found, at) &&
      Date.parse(found.notBefore) > Date.parse(inUse.notBefore),
  );
  return fit.toSorted((one, other) => Date.parse(other.notBefore) - Date.parse(one.notBefore))[0];
}

/** What a name of a certificate is made of: a host, an address, or a wildcard. */
const nameOfHost = /^[\w.*:-]+$/;

/** The endpoint's host, the node's own name, and all that the one in use is for. */
function namesOf(node: MasterNode, { names }: StoredCertificate, endpoint: string | undefined): readonly string[] {
  const own = node.reachability.state === 'seen' ? node.reachability.machine.hostName : node.name;
  const wanted = [...(endpoint === undefined ? [] : [new URL(endpoint).hostname]), own, ...names];
  const found = new Map(
    wanted.map((name) => [name.replace(/^\[|\]$/g, '').toUpperCase(), name.replace(/^\[|\]$/g, '')]),
  );
  return [...found.values()].filter((name) => nameOfHost.test(name));
}
