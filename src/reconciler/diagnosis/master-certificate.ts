import { type StoredCertificate, type Thumbprint, thumbprint } from '../../domain/machines.js';
import { certificateKeys } from '../../facts/configs.js';
import { bindingAt } from '../view/binding.js';
import { type NamedCertificate, namedCertificate } from '../view/certificates.js';
import { successionOf } from '../view/master-certificate.js';
import { isEnded } from '../view/switch-keepers.js';
import { applyCommand, rotateMasterCommand } from './apply-command.js';
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

/** What the switch is for those who run packages. */
const emptied =
  'The switch empties all workers: running packages are waited for, and executions that are started meanwhile wait until the workers are back.';

const howFar = 'How far it is, and what keeps it: scaleout rotate master --status.';

/**
 * What helps against one that ends, and what of it is done already: apply or a rotation makes the new one where it is ours to
 * make, else a person brings it.
 */
export function renewMaster(context: CheckContext): Pick<FoundWrong, 'remedy' | 'command'> {
  const { topology, fleet, catalog } = context;
  const { next, bring, nodes, certificate } = fleet.master;
  if (next?.to.state === 'missing') {
    const machines = nodes.map(({ name }) => name).join(', ');
    const remedy = `The topology names the new one already (${next.to.thumbprint}): import it with its private key into LocalMachine\\Root of ${machines} (scaleout script prints how), then apply the topology. ${emptied} ${howFar}`;
    return { remedy, ...applyCommand(context) };
  }
  if (next?.why === 'prepared' && next.to.state === 'present') {
    const remedy = `A new one (${next.to.stored.thumbprint}) is prepared already: what is left is the switch to it, scaleout rotate master --switch. ${emptied} ${howFar}`;
    return { remedy, ...rotateMasterCommand(context, 'switch') };
  }
  if (next !== undefined) {
    const which = next.to.state === 'present' ? `takes ${next.to.stored.thumbprint} into use` : 'makes the new one';
    const remedy = `Apply the topology: it ${which}, has all workers trust it, empties them, and goes over with all. ${emptied} ${howFar}`;
    return { remedy, ...applyCommand(context) };
  }
  const asked = withPreparation(topology);
  const wouldBe = bring === undefined ? successionOf(nodes, certificate, asked, catalog.observedAt) : { bring };
  if (wouldBe.next !== undefined) {
    const when = isEnded(fleet, catalog.observedAt) ? 'Then at once' : 'Then, in a quiet hour';
    const remedy = `Have scaleout make the new one: scaleout rotate master --prepare makes it and has all workers trust it, and nothing that runs changes. ${when}: scaleout rotate master --switch. ${emptied} With policy.certificates.renewBefore in the topology, scaleout apply does both by itself.`;
    return { remedy, ...rotateMasterCommand(context, 'prepare') };
  }
  const why = wouldBe.bring === undefined ? '' : ` (${wouldBe.bring})`;
  return {
    remedy: `A person brings the new one${why}: make it for the name of the endpoint, import it with its private key into LocalMachine\\Root of every node, and name it as master.certificate in the topology. Then apply that: all workers trust it, are emptied, and go over with the nodes. Each step with its command: docs/machines.md, "The master's certificate has ended".`,
    ...applyCommand(context),
  };
}

/** As if the next one were asked for now. */
function withPreparation(topology: CheckContext['topology']): CheckContext['topology'] {
  const { master } = topology;
  return master === undefined ? topology : { ...topology, master: { ...master, rotate: 'prepare' } };
}
