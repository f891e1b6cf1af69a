import type { StoredCertificate } from '../../domain/machines.js';
import { isWorkerOnline } from '../../domain/rows.js';
import { age, moment } from '../../text/times.js';
import { isOurs, placeOf } from '../steps/machine-step.js';
import { daysLeft } from '../view/certificates.js';
import { clockLead } from '../view/log-trouble.js';
import type { MasterNode } from '../view/master-certificate.js';
import type { SeenWorker } from '../view/worker.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import { masterId } from './master-nodes.js';

/** Why the new certificate is not taken into use, a clause, and what helps. */
export interface Obstacle {
  readonly why: string;
  readonly remedy?: string;
}

/** Milliseconds by which a certificate begins before it is made, by the clock of its machine. */
const beginsBefore = 600_000;

/** Where no run of ours can ever take a new one into use, as things are. */
export function uselessFor(
  change: ChangeBuilder,
  seen: SeenWorker,
  successor: StoredCertificate | undefined,
  context: DiffContext,
): readonly Obstacle[] {
  const { master, catalog } = context;
  const { reachability, installation } = seen;
  const { service } = installation;
  const found: Obstacle[] = [];
  if (master.nodes.length === 0) {
    const why = 'the topology lists no machines of the master, so who trusts a new one cannot be seen';
    found.push({ why, remedy: 'List them in the topology: master: { machines: [...] }.' });
  }
  if (!isOurs(placeOf(change, seen))) {
    const remedy = 'Use an account that is a member of Administrators there.';
    found.push({ why: 'the account is no administrator there', remedy });
  }
  if (service.clustered !== false) {
    const whose = service.clustered === true ? 'a failover cluster owns' : 'a failover cluster may own';
    const remedy =
      'Bring a new one with its private key into LocalMachine\\My there, name it in the topology (certificate) and apply; then restart the service with the means of the cluster.';
    found.push({ why: `${whose} its service, which nobody restarts from here`, remedy });
  }
  const lead = clockLead(reachability.machine, { catalog });
  if (successor === undefined && lead > beginsBefore) {
    const why = `the clock of ${seen.worker.machine} is ${age(lead / 1000)} ahead of the SQL Server's, so the master would not take one that is made there now`;
    found.push({ why, remedy: clockRemedy });
  }
  const { root } = reachability.machine;
  if (!root.known) found.push({ why: `its Root could not be looked at: ${root.reason}` });
  return found;
}

const clockRemedy = 'Mend the time service of that machine (w32tm /resync), then apply again.';

/** What keeps the switch from this plan. */
export function obstacles(
  { row, certificate }: SeenWorker,
  successor: StoredCertificate | undefined,
  context: DiffContext,
): readonly Obstacle[] {
  const { master, masterChange, catalog } = context;
  if (masterChange.cutOver !== undefined || masterChange.held !== undefined) {
    const remedy = 'Nothing has to be done: a plan after that one takes it into use.';
    return [{ why: 'the master changes its own certificate first', remedy }];
  }
  const nodes = master.nodes.flatMap((node) => {
    const why = context.isExcluded(masterId(node.name)) ? undefined : unseen(node, successor);
    return why === undefined ? [] : [{ why, remedy: nodeRemedy(node) }];
  });
  if (nodes.length > 0) return nodes;
  if (!master.certificate.known)
    return [{ why: `the master's certificate is not known: ${master.certificate.reason}` }];
  if (successor !== undefined && Date.parse(successor.notBefore) > Date.parse(catalog.observedAt)) {
    const why = `it is valid only from ${moment(successor.notBefore)} on, by the clock of the SQL Server`;
    return [
      { why, remedy: 'Wait until then, or delete it from My of the machine, mend the clock there and apply again.' },
    ];
  }
  if (row !== undefined && isWorkerOnline(row)) return [];
  // Nothing can be lost with one that the master refuses anyway.
  if (certificate.state === 'present' && daysLeft(certificate.stored, catalog.observedAt) < 0) return [];
  const remedy = 'Find out why nothing is heard of it (scaleout doctor), then apply again.';
  return [{ why: 'nothing is heard of the worker, so whether a new one works could not be told', remedy }];
}

/** Why it is not certain that a node trusts the new certificate, or comes to by this plan; a clause. */
function unseen(node: MasterNode, successor: StoredCertificate | undefined): string | undefined {
  const { name, reachability } = node;
  switch (reachability.state) {
    case 'unreached':
      return `${name} could not be looked at, so it is not known whether it trusts the new one`;
    case 'manual':
    case 'none':
      return `nobody looks at ${name}, so it is not known whether it trusts the new one`;
    case 'seen': {
      const { root, administrator } = reachability.machine;
      if (!root.known) return `the Root of ${name} could not be looked at: ${root.reason}`;
      if (administrator || isTrustedOn(node, successor)) return undefined;
      return `${name} does not trust the new one, and the account is no administrator there`;
    }
  }
}

function nodeRemedy({ name, reachability }: MasterNode): string {
  const without = `Where the new one is trusted there, or that node is gone, apply with --exclude ${masterId(name)}.`;
  if (reachability.state === 'seen') {
    return `Have its administrator run what scaleout script ${name} prints, or use an account that is a member of Administrators there; then apply again.`;
  }
  return reachability.state === 'unreached'
    ? `Mend the access to ${name} and apply again. ${without}`
    : `Have what scaleout script ${name} prints run there. ${without}`;
}

export function isTrustedOn({ reachability }: MasterNode, certificate: StoredCertificate | undefined): boolean {
  return (
    certificate !== undefined &&
    reachability.state === 'seen' &&
    reachability.machine.root.known &&
    reachability.machine.root.value.thumbprints.has(certificate.thumbprint)
  );
}
