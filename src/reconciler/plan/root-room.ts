import type { Step } from '../../domain/documents.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { issuerListBytes } from '../../facts/certificates.js';
import { counted } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import { isIssuerListSent, issuerBytes, issuerListWarnFrom } from '../view/certificates.js';
import type { Observation } from '../view/machine.js';

/**
 * Warns of nodes of the master whose list of trusted issuers comes near its end by what the plan has them trust: an old and a
 * new certificate of each worker stand there side by side for a while. Not all of what is in Root is seen, so it is more.
 */
export function rootRoom(
  { master }: Topology,
  { machines }: Observation,
  steps: readonly Step[],
): readonly Diagnostic[] {
  const added = new Map<string, number[]>();
  for (const step of steps) {
    if (step.operation !== 'trustCertificate' || !step.target.startsWith('worker/')) continue;
    const node = step.arguments.machine.toUpperCase();
    const bytes = issuerBytes(`CN=${step.target.slice('worker/'.length)}`);
    const known = added.get(node);
    if (known === undefined) added.set(node, [bytes]);
    else known.push(bytes);
  }
  return (master?.machines ?? []).flatMap((name) => {
    const more = added.get(name.toUpperCase()) ?? [];
    const seen = machines.get(name.toUpperCase());
    if (more.length === 0 || seen?.known !== true || !seen.value.root.known || !isIssuerListSent(seen.value)) return [];
    const sizes = [...seen.value.root.value.certificates.map(({ subject }) => issuerBytes(subject)), ...more];
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes < issuerListWarnFrom) return [];
    const detail = `With ${counted(more.length, 'certificate')} more the subjects in LocalMachine\\Root of ${name} have at least ${bytes} bytes, and the list of trusted issuers that is sent there holds ${issuerListBytes.value}.`;
    return [diagnostic('plan.issuer-list-full', detail, { severity: 'warning' })];
  });
}
