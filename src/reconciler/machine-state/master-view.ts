import { certificateKeys, masterPortKey } from '../../facts/configs.js';
import { setupPort } from '../../facts/http.js';
import type { MachineName } from '../../machine-name.js';
import type { Topology } from '../../topology/topology.js';
import { type Installation, type StoredCertificate, type Thumbprint, thumbprint } from '../machines.js';
import type { Observation } from '../observation.js';
import { bindingAt } from './binding-at.js';
import { type ConfigView, configOf } from './config-view.js';
import { installationOf } from './installation-of.js';
import { accessOf, type Sight, sightOf } from './sight.js';

/** A machine that can host the master. */
export interface MasterNode {
  readonly name: MachineName;
  readonly sight: Sight;
  readonly installation?: Installation;
  readonly config?: ConfigView;
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
  const configured = nodes.map((node) => Number(node.config?.text(masterPortKey.value))).find((port) => port > 0);
  const port = endpoint === undefined ? (configured ?? setupPort.value) : Number(new URL(endpoint).port || '443');
  return { nodes, certificate: certificateOf(nodes, port, observation), port };
}

function nodeOf(name: MachineName, topology: Topology, observation: Observation): MasterNode {
  const sight = sightOf(accessOf(topology, name), name, observation);
  if (sight.state !== 'seen') return { name, sight };
  const installation = installationOf(sight.machine, 'master', observation.catalog.server.productVersion);
  if (installation === undefined) return { name, sight };
  return { name, sight, installation, config: configOf(installation) };
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
  if (!nodes.some((node) => node.sight.state === 'seen')) {
    if (inCatalog !== null) return { known: true, thumbprint: thumbprint(inCatalog) };
    return { known: false, reason: 'no node of the master could be looked at' };
  }
  const named = [
    ...nodes.map((node) => [node, node.config?.text(certificateKeys.value.master)] as const),
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

function boundAt({ sight }: MasterNode, port: number): string | undefined {
  if (sight.state !== 'seen' || !sight.machine.bindings.known) return undefined;
  return bindingAt(sight.machine.bindings.value, port)?.thumbprint;
}

/** The master's certificate in a node's Root, where it has its private key there. */
export function masterCertificateOn({ sight }: MasterNode, wanted: Thumbprint): StoredCertificate | undefined {
  if (sight.state !== 'seen' || !sight.machine.root.known) return undefined;
  return sight.machine.root.value.certificates.find(
    (found) => found.thumbprint === wanted && found.keyReaders !== null,
  );
}
