import type { StoredCertificate } from '../../domain/machines.js';
import { isWorkerOnline } from '../../domain/rows.js';
import { diagnostic } from '../../errors/errors.js';
import { moment } from '../../text/times.js';
import { counted } from '../../text/words.js';
import { trustOnName } from '../steps/by-hand.js';
import { type CertificateWish, createCertificateStep } from '../steps/create-certificate.js';
import { grantKeyStep } from '../steps/grant-key.js';
import { isOurs, placeOf, type StepPlace } from '../steps/machine-step.js';
import { trustCreatedStep, trustStep } from '../steps/trust-certificate.js';
import { certificateTimes, certificateWarnings, daysLeft, mayRead } from '../view/certificates.js';
import type { MasterNode } from '../view/master-certificate.js';
import type { Renewal } from '../view/renewal.js';
import type { SeenWorker } from '../view/worker.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import { masterId } from './master-nodes.js';

/*
 * A worker's certificate is replaced in two parts. What prepares it changes nothing that runs: the new one, the right to its
 * key, the worker's own trust and that of every node of the master. The switch takes the worker out of service for a
 * restart, so it is in a plan only where all of that is seen, or done by steps that it needs.
 */

/** What a plan does to replace the certificate of a worker. */
export interface RenewalPart {
  /** The new one is taken into use by this plan, after these steps. */
  readonly isSwitched: boolean;
  readonly steps: readonly string[];
  /** The new one, where it is there. */
  readonly successor?: StoredCertificate;
  /** The step that makes it, where it is not. */
  readonly created?: string;
}

const nothing: RenewalPart = { isSwitched: false, steps: [] };

/** Why the new certificate is not taken into use, a clause, and what helps. */
interface Obstacle {
  readonly why: string;
  readonly remedy?: string;
  /** It is of no use to prepare one: nobody could ever see that it may be used. */
  readonly isUseless?: true;
}

/** Renews the certificate in use where that is ours to do, and tells what keeps it. */
export function renewCertificate(change: ChangeBuilder, seen: SeenWorker, context: DiffContext): RenewalPart {
  const { certificate, row } = seen;
  if (certificate.state !== 'present' || certificate.renewal?.by !== 'us' || row === undefined) return nothing;
  const { stored, renewal } = certificate;
  const [useless] = uselessFor(change, seen, context);
  if (useless !== undefined) {
    tellOfWait(change, seen, { stored, isPrepared: false, obstacle: useless }, context);
    return nothing;
  }
  const prepared = prepare(change, seen, { stored, successor: renewal.successor }, context);
  const [obstacle] = obstacles(seen, renewal.successor, context);
  const isReady = obstacle === undefined;
  if (isReady || prepared.steps.length > 0) {
    change.addReason({
      reason: reasonFor(seen, stored, context),
      reasonCode: 'certificate-renewed',
      field: { path: 'certificate', before: stored.thumbprint, after: renewal.successor?.thumbprint ?? '(a new one)' },
    });
  }
  if (obstacle === undefined) return { isSwitched: true, ...prepared };
  tellOfWait(change, seen, { stored, isPrepared: true, obstacle }, context);
  return nothing;
}

function reasonFor({ worker }: SeenWorker, stored: StoredCertificate, { catalog, topology }: DiffContext): string {
  const left = daysLeft(stored, catalog.observedAt);
  const { renewBeforeDays } = topology.policy.certificates;
  const isDue = renewBeforeDays !== undefined && left < renewBeforeDays;
  if (!isDue && worker.renew === true) return 'a new certificate is asked for';
  return left < 0 ? 'its certificate has ended' : `its certificate ends in ${counted(left, 'day')}`;
}

interface Certificates {
  readonly stored: StoredCertificate;
  readonly successor: StoredCertificate | undefined;
}

/** What is missing until the new certificate can be used. All of it is safe, and the old one stays in use meanwhile. */
function prepare(
  change: ChangeBuilder,
  seen: SeenWorker,
  { stored, successor }: Certificates,
  context: DiffContext,
): Omit<RenewalPart, 'isSwitched'> {
  const { mark } = seen;
  const { machine } = seen.reachability;
  const { service } = seen.installation;
  const place = placeOf(change, seen);
  const nodes = context.master.nodes.flatMap((node) => {
    const at: StepPlace = { target: change.id, machine: node.name, reachability: node.reachability };
    return isOurs(at) && !isTrustedOn(node, successor) ? [at] : [];
  });
  if (successor === undefined) {
    const created = change.addStep(createCertificateStep(place, wishFor(seen, stored.thumbprint, context)));
    const steps = [
      created,
      change.addStep(trustCreatedStep(place, 'trustSelf/new', created, mark)),
      change.addStep(grantKeyStep(place, service.name, { createdBy: created }, 'grantKey/new')),
      ...nodes.map((at) => change.addStep(trustCreatedStep(at, newOn(at), created, mark))),
    ];
    return { steps, created };
  }
  const granted = { mark, vouchedBy: undefined };
  const isTrusted = machine.root.known && machine.root.value.thumbprints.has(successor.thumbprint);
  const steps = [
    ...(isTrusted ? [] : [change.addStep(trustStep(place, 'trustSelf/new', successor, granted))]),
    ...(mayRead(successor, service) === true
      ? []
      : [change.addStep(grantKeyStep(place, service.name, successor, 'grantKey/new'))]),
    ...nodes.map((at) => change.addStep(trustStep(at, newOn(at), successor, granted))),
  ];
  return { steps, successor };
}

/** What a worker's own certificate is to be like; `replaces`: the one in whose place it comes. */
export function wishFor(
  { mark, reachability }: SeenWorker,
  replaces: string | null,
  { topology }: DiffContext,
): CertificateWish {
  const days = topology.policy.certificates.validityDays;
  return { names: [reachability.machine.hostName], mark, days, store: 'My', usage: 'client', replaces };
}

/** Beside the step by which a node comes to trust the one in use. */
function newOn({ machine }: StepPlace): string {
  return `${trustOnName(machine)}/new`;
}

function isTrustedOn({ reachability }: MasterNode, certificate: StoredCertificate | undefined): boolean {
  return (
    certificate !== undefined &&
    reachability.state === 'seen' &&
    reachability.machine.root.known &&
    reachability.machine.root.value.thumbprints.has(certificate.thumbprint)
  );
}

/** Where no run of ours can ever take a new one into use. */
function uselessFor(change: ChangeBuilder, seen: SeenWorker, { master }: DiffContext): readonly Obstacle[] {
  const { reachability, installation } = seen;
  const { service } = installation;
  const found: Obstacle[] = [];
  if (master.nodes.length === 0) {
    const why = 'the topology lists no machines of the master, so who trusts a new one cannot be seen';
    found.push({ why, remedy: 'List them in the topology: master: { machines: [...] }.', isUseless: true });
  }
  if (!isOurs(placeOf(change, seen))) {
    const remedy = 'Use an account that is a member of Administrators there.';
    found.push({ why: 'the account is no administrator there', remedy, isUseless: true });
  }
  if (service.clustered !== false) {
    const whose = service.clustered === true ? 'a failover cluster owns' : 'a failover cluster may own';
    const remedy =
      'Bring a new one with its private key into LocalMachine\\My there, name it in the topology (certificate) and apply; then restart the service with the means of the cluster.';
    found.push({ why: `${whose} its service, which nobody restarts from here`, remedy, isUseless: true });
  }
  const { root } = reachability.machine;
  if (!root.known) found.push({ why: `its Root could not be looked at: ${root.reason}`, isUseless: true });
  return found;
}

/** What keeps the switch from this plan. */
function obstacles(
  { row }: SeenWorker,
  successor: StoredCertificate | undefined,
  context: DiffContext,
): readonly Obstacle[] {
  const { master } = context;
  const nodes = master.nodes.flatMap((node) => {
    const why = context.isExcluded(masterId(node.name)) ? undefined : unseen(node, successor);
    return why === undefined ? [] : [{ why, remedy: nodeRemedy(node) }];
  });
  if (nodes.length > 0) return nodes;
  if (!master.certificate.known)
    return [{ why: `the master's certificate is not known: ${master.certificate.reason}` }];
  if (row !== undefined && isWorkerOnline(row)) return [];
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

interface Wait {
  readonly stored: StoredCertificate;
  readonly isPrepared: boolean;
  readonly obstacle: Obstacle;
}

function tellOfWait(
  change: ChangeBuilder,
  { worker }: SeenWorker,
  { stored, isPrepared, obstacle }: Wait,
  { topology, catalog }: DiffContext,
): void {
  const { at, warnBeforeDays } = certificateTimes(topology, catalog);
  const left = daysLeft(stored, at);
  const how = isPrepared ? 'is prepared and not taken into use' : 'is not made';
  const detail = `${worker.machine}: its certificate (${stored.thumbprint}) ${endText(stored, left)}. A new one ${how}: ${obstacle.why}.`;
  const severity = left < warnBeforeDays || worker.renew === true ? 'warning' : 'note';
  const remedy = obstacle.remedy === undefined ? {} : { remedy: obstacle.remedy };
  change.tell(diagnostic('plan.renewal-waits', detail, { severity, range: worker.range, ...remedy }));
}

function endText({ notAfter }: StoredCertificate, left: number): string {
  return left < 0 ? `ended ${moment(notAfter)}` : `ends ${moment(notAfter)}, in ${counted(left, 'day')}`;
}

/** What is wrong with the certificate in use, or soon will be; and where a person brings the next one, by when. */
export function tellOfCertificate(
  change: ChangeBuilder,
  { worker, row, certificate }: Pick<SeenWorker, 'worker' | 'row' | 'certificate'>,
  { topology, catalog }: DiffContext,
): void {
  if (certificate.state !== 'present') return;
  const { stored, renewal } = certificate;
  const times = certificateTimes(topology, catalog);
  const warnings = certificateWarnings(stored, `The certificate of ${worker.machine}`, times);
  // What is done about it is told instead. A worker that is not registered has its certificate renewed when it is.
  const isToldElsewhere = renewal !== undefined && (renewal.by === 'person' || row !== undefined);
  change.tell(...warnings.filter(({ code }) => !isToldElsewhere || code !== 'plan.certificate-expires'));
  if (renewal?.by !== 'person') return;
  const left = daysLeft(stored, times.at);
  const severity = left < times.warnBeforeDays || worker.renew === true ? 'warning' : 'note';
  const detail = `${worker.machine}: the certificate ${stored.thumbprint} ${endText(stored, left)}. ${whyBrought(stored, renewal.because)}`;
  change.tell(diagnostic('plan.certificate-to-bring', detail, { severity, range: worker.range }));
}

/** A sentence. */
function whyBrought(
  { issuer }: StoredCertificate,
  because: Extract<Renewal, { readonly by: 'person' }>['because'],
): string {
  switch (because) {
    case 'named':
      return 'The topology names it, so nothing else is put in its place.';
    case 'issued':
      return `${issuer} has issued it, so no other one is made in its place.`;
    case 'inTpm':
      return 'Its private key lies in the TPM, and that of one made here would not.';
  }
}
