import { type StoredCertificate, type Thumbprint, thumbprint } from '../../domain/machines.js';
import { certificateKeys } from '../../facts/configs.js';
import { bindingAt } from '../view/binding.js';
import { type NamedCertificate, namedCertificate } from '../view/certificates.js';
import { applyCommand } from './apply-command.js';
import type { CheckContext, CheckedNode, FoundWrong } from './check.js';

/** The certificate that MasterSettings.config of a node names, in its Root; undefined where the node shows no config. */
export function certificateOfNode({ node, seen }: CheckedNode): NamedCertificate | undefined {
  if (seen === undefined || node.installation?.config.state !== 'read') return undefined;
  return namedCertificate(node.installation.config.text(certificateKeys.value.master), seen.root);
}

/** A certificate that nodes of the master use. */
export interface MasterCertificate {
  readonly stored: StoredCertificate;
  readonly nodes: readonly CheckedNode[];
  /** `master` where every node that shows one uses it, else the first node that does. */
  readonly target: string;
}

/** The certificates that are in use, each once: one that two nodes share and that has ended is one fault. */
export function masterCertificates({ nodes }: CheckContext): readonly MasterCertificate[] {
  const found = new Map<Thumbprint, { readonly stored: StoredCertificate; readonly nodes: CheckedNode[] }>();
  for (const node of nodes) {
    const certificate = certificateOfNode(node);
    if (certificate?.state !== 'present') continue;
    const { stored } = certificate;
    const known = found.get(stored.thumbprint);
    if (known === undefined) found.set(stored.thumbprint, { stored, nodes: [node] });
    else known.nodes.push(node);
  }
  const isOne = found.size === 1;
  return [...found.values()].map((one) => ({ ...one, target: isOne ? 'master' : (one.nodes[0]?.target ?? 'master') }));
}

/** What the port of the active node is bound to: where that is another certificate than its config names, workers may know either. */
function boundOnActive({ nodes, fleet }: CheckContext): readonly Thumbprint[] {
  return nodes.flatMap(({ isActive, seen }) => {
    if (!isActive || seen?.bindings.known !== true) return [];
    return bindingAt(seen.bindings.value, fleet.master.port)?.thumbprint ?? [];
  });
}

/** The certificate that workers meet, and all that they may know in its place while the nodes are not alike. */
export type MetCertificate =
  | {
      readonly known: true;
      readonly thumbprint: Thumbprint;
      readonly stored: StoredCertificate | undefined;
      readonly others: ReadonlySet<string>;
    }
  | { readonly known: false; readonly reason: string };

/**
 * That of the active node; where that does not show it, the one that the master last started with, as the catalog has it;
 * else what the view of the master has found.
 */
export function metCertificate(context: CheckContext): MetCertificate {
  const all = masterCertificates(context);
  const others = new Set<string>([...all.map(({ stored }) => stored.thumbprint), ...boundOnActive(context)]);
  const active = all.find(({ nodes }) => nodes.some(({ isActive }) => isActive))?.stored;
  if (active !== undefined) return { known: true, thumbprint: active.thumbprint, stored: active, others };
  const inCatalog = context.catalog.master.certificateThumbprint;
  if (inCatalog !== null) {
    const print = thumbprint(inCatalog);
    const stored = all.find((found) => found.stored.thumbprint === print)?.stored;
    return { known: true, thumbprint: print, stored, others };
  }
  const { certificate } = context.fleet.master;
  if (!certificate.known) return certificate;
  return { known: true, thumbprint: certificate.thumbprint, stored: certificate.stored, others };
}

/** `ETL01, ETL02` */
export function namesOf(nodes: readonly CheckedNode[]): string {
  return nodes.map(({ node }) => node.name).join(', ');
}

/** What helps against one that ends: apply makes the new one where the plan would, else a person brings it. */
export function renewMaster(context: CheckContext): Pick<FoundWrong, 'remedy' | 'command'> {
  const { next, bring } = context.fleet.master;
  const steps = 'docs/machines.md, "The master\'s certificate has ended"';
  if (next?.to.state === 'create' || next?.to.state === 'present') {
    const which = next.to.state === 'create' ? 'makes the new one' : `takes ${next.to.stored.thumbprint} into use`;
    const remedy = `Apply the topology: it ${which}, has all workers trust it, empties them, and goes over with all. How far it is, and what keeps it: scaleout rotate master --status.`;
    return { remedy, ...applyCommand(context) };
  }
  const why = bring === undefined ? '' : ` (${bring})`;
  return {
    remedy: `A person brings the new one${why}: make it for the name of the endpoint, import it with its private key into LocalMachine\\Root of every node, and name it as master.certificate in the topology. Then apply that: all workers trust it, are emptied, and go over with the nodes. Each step with its command: ${steps}.`,
    ...applyCommand(context),
  };
}
