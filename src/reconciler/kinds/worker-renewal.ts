import type { StoredCertificate, Thumbprint } from '../../domain/machines.js';
import { isWorkerOnline } from '../../domain/rows.js';
import { diagnostic } from '../../errors/errors.js';
import { moment } from '../../text/times.js';
import { counted } from '../../text/words.js';
import { trustOnName } from '../steps/by-hand.js';
import { type CertificateWish, createCertificateStep } from '../steps/create-certificate.js';
import { grantKeyStep } from '../steps/grant-key.js';
import { isOurs, placeOf, type StepPlace } from '../steps/machine-step.js';
import { trustCreatedStep, trustStep } from '../steps/trust-certificate.js';
import { certificateTimes, certificateWarnings, daysLeft, isValidAt, mayRead } from '../view/certificates.js';
import type { Renewal } from '../view/renewal.js';
import type { SeenWorker, WorkerView } from '../view/worker.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import { isTrustedOn, type Obstacle, obstacles, uselessFor } from './renewal-obstacles.js';

/*
 * A worker's certificate is replaced in two parts. What prepares it changes nothing that runs: the new one, the right to its
 * key, the worker's own trust and that of every node of the master. The switch takes the worker out of service for a
 * restart, so it is in a plan only where all of that is seen, or done by steps that it needs.
 */

/** Which certificate the config of a worker is to name, and what that waits for. */
export interface NamedPart {
  /** Undefined: the one that the step `created` makes, or what the config names already. */
  readonly named?: Thumbprint;
  readonly created?: string;
  /** The steps without which a new one is not taken into use. */
  readonly steps: readonly string[];
  /** The one that is taken into use again where the worker does not come back with a new one. */
  readonly before?: Thumbprint;
}

/** The certificate that the config is to name. A new one is named only where all that it needs is there, or comes before. */
export function nameCertificate(change: ChangeBuilder, seen: SeenWorker, context: DiffContext): NamedPart {
  const { certificate } = seen;
  switch (certificate.state) {
    case 'present':
      return certificate.renewal?.by === 'us' && seen.row !== undefined
        ? renewCertificate(
            change,
            seen,
            { stored: certificate.stored, successor: certificate.renewal.successor },
            context,
          )
        : nameBrought(change, seen, certificate.stored, context);
    case 'missing':
      // A worker that works is not made to look for a key that nobody has brought yet.
      return {
        steps: [],
        ...(inPlace(seen, certificate.thumbprint) === undefined ? { named: certificate.thumbprint } : {}),
      };
    default:
      return { steps: [] };
  }
}

/** Renews the certificate in use, or tells what keeps it. */
function renewCertificate(
  change: ChangeBuilder,
  seen: SeenWorker,
  { stored, successor }: Certificates,
  context: DiffContext,
): NamedPart {
  const kept: NamedPart = { steps: [], named: stored.thumbprint };
  const [useless] = uselessFor(change, seen, successor, context);
  if (useless !== undefined) {
    tellOfWait(
      change,
      seen,
      { stored, next: successor === undefined ? 'is not made' : 'is there and not taken into use', obstacle: useless },
      context,
    );
    return kept;
  }
  const prepared = prepare(change, seen, { stored, successor }, context);
  const [obstacle] = obstacles(seen, successor, context);
  if (obstacle === undefined || prepared.steps.length > 0) {
    change.addReason({
      reason: reasonFor(seen, stored, context),
      reasonCode: 'certificate-renewed',
      field: { path: 'certificate', before: stored.thumbprint, after: successor?.thumbprint ?? '(a new one)' },
    });
  }
  if (obstacle === undefined) return { ...prepared, before: stored.thumbprint };
  tellOfWait(change, seen, { stored, next: 'is prepared and not taken into use', obstacle }, context);
  return kept;
}

/** One that a person has brought takes the place of another that works by the same rules. */
function nameBrought(
  change: ChangeBuilder,
  seen: SeenWorker,
  stored: StoredCertificate,
  context: DiffContext,
): NamedPart {
  const used = inPlace(seen, stored.thumbprint);
  if (used === undefined) return { steps: [], named: stored.thumbprint };
  const [obstacle] = obstacles(seen, stored, context);
  if (obstacle === undefined) return { steps: [], named: stored.thumbprint, before: used.thumbprint };
  const next = `(${stored.thumbprint}) is there and not taken into use`;
  tellOfWait(change, seen, { stored: used, next, obstacle }, context);
  return { steps: [] };
}

/** The certificate that the config of a worker names which is heard of, where the topology names another one. */
function inPlace({ worker, row, installation, reachability }: SeenWorker, wanted: Thumbprint) {
  const { certificate: used, service } = installation;
  if (worker.certificate === undefined || row === undefined || !isWorkerOnline(row)) return undefined;
  if (used === undefined || used.thumbprint === wanted || mayRead(used, service) === false) return undefined;
  return isValidAt(used, reachability.machine.observedAt) ? used : undefined;
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
): NamedPart {
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
  return { steps, named: successor.thumbprint };
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

interface Wait {
  readonly stored: StoredCertificate;
  /** What becomes of the new one. */
  readonly next: string;
  readonly obstacle: Obstacle;
}

function tellOfWait(
  change: ChangeBuilder,
  { worker }: SeenWorker,
  { stored, next, obstacle }: Wait,
  { topology, catalog }: DiffContext,
): void {
  const { at, warnBeforeDays } = certificateTimes(topology, catalog);
  const left = daysLeft(stored, at);
  const detail = `${worker.machine}: its certificate (${stored.thumbprint}) ${endText(stored, left)}. A new one ${next}: ${obstacle.why}.`;
  const severity = left < warnBeforeDays || worker.renew === true ? 'warning' : 'note';
  const remedy = obstacle.remedy === undefined ? {} : { remedy: obstacle.remedy };
  change.tell(diagnostic('plan.renewal-waits', detail, { severity, range: worker.range, ...remedy }));
}

function endText({ notAfter }: Pick<StoredCertificate, 'notAfter'>, left: number): string {
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

/** Of a machine that nobody looks at: when the certificate that the topology shows ends, and that a new one is not made from here. */
export function tellOfUnseen(
  change: ChangeBuilder,
  { worker, reachability }: WorkerView,
  { topology, catalog }: DiffContext,
): void {
  const { machine, certificate, range, renew = false } = worker;
  const isByHand = reachability.state === 'manual';
  const remedy = isByHand
    ? `Its administrator runs what scaleout script ${machine} --new-certificate prints, and sends the .cer file that it writes: name that in the topology (certificate), and apply.`
    : undefined;
  const options = { range, ...(remedy === undefined ? {} : { remedy }) };
  const shown = certificate !== undefined && 'file' in certificate ? certificate.certificate : undefined;
  const { renewBeforeDays = 0, warnBeforeDays } = topology.policy.certificates;
  const left = shown === undefined ? Number.POSITIVE_INFINITY : daysLeft(shown, catalog.observedAt);
  if (shown !== undefined && reachability.state !== 'none' && left < Math.max(renewBeforeDays, warnBeforeDays)) {
    const severity = left < warnBeforeDays || renew ? 'warning' : 'note';
    const detail = `${machine}: the certificate ${shown.thumbprint} ${endText(shown, left)}. Nobody makes a new one from here.`;
    change.tell(diagnostic('plan.certificate-to-bring', detail, { severity, ...options }));
  } else if (renew) {
    const why = isByHand ? 'a person works on its machine' : 'its machine is not looked at';
    const detail = `${machine}: a new certificate is asked for, and none is made: ${why}.`;
    change.tell(diagnostic('plan.renewal-waits', detail, { severity: 'warning', ...options }));
  }
}
