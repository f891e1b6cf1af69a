import type { Installation } from '../../domain/machines.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/diagnostic.js';
import type { DesiredWorker } from '../../topology/topology.js';
import {
  installCertificateStep,
  trustCreatedByHandStep,
  trustOnName,
  trustWorkerByHandStep,
} from '../steps/by-hand.js';
import { createCertificateId, createCertificateStep } from '../steps/create-certificate.js';
import { grantKeyStep } from '../steps/grant-key.js';
import { isOurs, type StepPlace } from '../steps/machine-step.js';
import { trustCreatedStep, trustStep } from '../steps/trust-certificate.js';
import { certificateWarnings, mayRead, type WorkerCertificate } from '../view/certificates.js';
import type { MasterNode } from '../view/master.js';
import type { SigningCertificate } from '../view/signing-certificate.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import type { SeenWorker } from './machine-steps.js';

export interface CertifiedWorker {
  readonly seen: SeenWorker;
  readonly installation: Installation;
  readonly certificate: WorkerCertificate;
  /** Present where that certificate may sign others. */
  readonly signing: SigningCertificate | undefined;
  readonly mark: string;
}

/** What a worker's own certificate needs. */
interface OwnCertificate {
  readonly steps: readonly string[];
  /** The step that makes a new one. */
  readonly created?: string;
  readonly keyChanges: boolean;
}

/** Compares a worker's own certificate: it is there, its service may read the key, and its own Root has it. */
export function ownCertificate(change: ChangeBuilder, compared: CertifiedWorker): OwnCertificate {
  const { certificate } = compared;
  switch (certificate.state) {
    case 'unknown':
      change.tell(unknownCertificate(compared.seen.place.machine, certificate));
      return { steps: [], keyChanges: false };
    case 'missing':
      return missingCertificate(change, compared, certificate);
    case 'create':
      return newCertificate(change, compared, certificate);
    case 'present':
      return presentCertificate(change, compared, certificate.stored);
  }
}

function unknownCertificate(
  machine: string,
  { reason, elsewhere }: Extract<WorkerCertificate, { readonly state: 'unknown' }>,
): Diagnostic {
  const code = elsewhere === true ? 'plan.worker-store-unread' : 'plan.part-unseen';
  return diagnostic(code, `${machine}: ${reason}${elsewhere === true ? '.' : ''}`, { severity: 'warning' });
}

function missingCertificate(
  change: ChangeBuilder,
  { seen: { place } }: CertifiedWorker,
  { thumbprint, reason }: Extract<WorkerCertificate, { readonly state: 'missing' }>,
): OwnCertificate {
  change.find({
    reason,
    reasonCode: 'certificate-missing',
    field: { path: 'certificate', before: null, after: thumbprint },
  });
  const detail = `${place.machine}: ${reason} (${thumbprint}).`;
  change.tell(diagnostic('plan.worker-certificate-missing', detail, { severity: 'warning' }));
  return { steps: [change.step(installCertificateStep(place, thumbprint))], keyChanges: false };
}

function newCertificate(
  change: ChangeBuilder,
  { seen: { place, machine }, installation, mark }: CertifiedWorker,
  { reason, replaces }: Extract<WorkerCertificate, { readonly state: 'create' }>,
): OwnCertificate {
  change.find({
    reason,
    reasonCode: 'certificate-missing',
    field: { path: 'certificate', before: replaces, after: '(a new one)' },
  });
  const created = change.step(createCertificateStep(place, { name: machine.hostName, mark, replaces }));
  const trusted = change.step(trustCreatedStep(place, 'trustSelf', created, mark));
  const granted = change.step(grantKeyStep(place, installation.service.name, { createdBy: created }));
  return { steps: [created, trusted, granted], created, keyChanges: true };
}

function presentCertificate(
  change: ChangeBuilder,
  { seen: { place, machine, row }, installation: { service }, signing, mark }: CertifiedWorker,
  stored: Extract<WorkerCertificate, { readonly state: 'present' }>['stored'],
): OwnCertificate {
  const { thumbprint } = stored;
  const steps: string[] = [];
  change.tell(...certificateWarnings(stored, `The certificate of ${place.machine}`, machine.observedAt));
  if (machine.root.known && !machine.root.value.thumbprints.has(thumbprint)) {
    const field = { path: 'root.ownCertificate', before: null, after: thumbprint };
    change.find({ reason: 'its own certificate is not in its Root', reasonCode: 'own-certificate-untrusted', field });
    steps.push(change.step(trustStep(place, 'trustSelf', stored, { mark, vouchedBy: signing?.vouchedBy })));
  }
  // A worker that the master hears has a certificate that the master takes, and a key that it can use.
  const isHeardOf = row !== undefined && isWorkerOnline(row);
  if (!stored.selfSigned && !isHeardOf) {
    const detail = `${place.machine}: ${thumbprint} (${stored.subject}) was issued by ${stored.issuer}.`;
    change.tell(diagnostic('plan.certificate-issued', detail, { severity: 'note' }));
  }
  const readable = mayRead(stored, service);
  if (stored.keyInTpm === true) {
    const detail = `${place.machine}: the private key of ${thumbprint} lies in the TPM: whether ${service.account} may use it cannot be seen.`;
    change.tell(diagnostic('plan.key-in-tpm', detail, { severity: isHeardOf ? 'note' : 'warning' }));
  } else if (readable === undefined) {
    const why = stored.keyReaders?.known === false ? stored.keyReaders.reason : 'its account could not be resolved';
    const detail = `${place.machine}: whether ${service.account} may read the private key: ${why}`;
    change.tell(diagnostic('plan.part-unseen', detail, { severity: 'warning' }));
  }
  if (readable !== false) return { steps, keyChanges: false };
  change.find({
    reason: "the service's account may not read the private key",
    reasonCode: 'key-unreadable',
    field: { path: 'certificate.keyReader', before: null, after: service.account },
  });
  steps.push(change.step(grantKeyStep(place, service.name, { thumbprint })));
  return { steps, keyChanges: true };
}

interface WorkerToTrust {
  readonly worker: DesiredWorker;
  readonly row: WorkerRow | undefined;
  readonly place: StepPlace;
  readonly certificate: WorkerCertificate;
  /** Present where that certificate may sign others. */
  readonly signing: SigningCertificate | undefined;
  readonly mark: string;
}

/** Every node that can become the master must trust the worker's certificate. Returns the steps that see to it. */
export function trustOnMaster(
  change: ChangeBuilder,
  trusted: WorkerToTrust,
  { master }: DiffContext,
): readonly string[] {
  return master.nodes.flatMap((node) => trustOn(change, node, trusted));
}

function trustOn(change: ChangeBuilder, node: MasterNode, trusted: WorkerToTrust): readonly string[] {
  const { row, place, certificate, signing, mark } = trusted;
  const { sight, name } = node;
  if (sight.state === 'none' || certificate.state === 'unknown') return [];
  const at: StepPlace = { target: place.target, machine: name, sight };
  const step = trustOnName(name);
  const isHeardOf = row !== undefined && isWorkerOnline(row);
  const print = printOf(certificate);
  if (sight.state !== 'seen') {
    // What works is trusted by whichever node is the master now, and nobody can tell of the others.
    if (isHeardOf && certificate.state !== 'create') return [];
    find(change, name, print);
    // The node's script holds every certificate whose public half is known.
    return [change.step(trustWorkerByHandStep(at, print, isShown(trusted)))];
  }
  const { root } = sight.machine;
  if (!root.known) {
    change.tell(diagnostic('plan.part-unseen', `${name}: ${root.reason}`, { severity: 'warning' }));
    return [];
  }
  if (certificate.state === 'create') {
    find(change, name, null);
    return [createdStep(change, at, step, place, mark)];
  }
  const wanted = certificate.state === 'present' ? certificate.stored.thumbprint : certificate.thumbprint;
  if (root.value.thumbprints.has(wanted)) return [];
  find(change, name, wanted);
  const granted = { mark, vouchedBy: signing?.vouchedBy };
  if (certificate.state === 'present') return [change.step(trustStep(at, step, certificate.stored, granted))];
  const { certificate: source } = trusted.worker;
  if (source !== undefined && 'file' in source) return [change.step(trustStep(at, step, source.certificate, granted))];
  // Nobody has shown its public half: only who holds it can install it.
  return [change.step(trustWorkerByHandStep(at, wanted, false))];
}

function createdStep(change: ChangeBuilder, at: StepPlace, name: string, worker: StepPlace, mark: string): string {
  const created = createCertificateId(worker.target);
  // A certificate that a person makes is not known to this run.
  const step = isOurs(worker) ? trustCreatedStep(at, name, created, mark) : trustCreatedByHandStep(at, created, mark);
  return change.step(step);
}

function isShown({ worker, certificate }: WorkerToTrust): boolean {
  return certificate.state === 'present' || (worker.certificate !== undefined && 'file' in worker.certificate);
}

function printOf(certificate: WorkerCertificate): string | null {
  if (certificate.state === 'present') return certificate.stored.thumbprint;
  return certificate.state === 'missing' ? certificate.thumbprint : null;
}

function find(change: ChangeBuilder, node: string, thumbprint: string | null): void {
  change.find({
    reason: `its certificate is not in the Root of ${node}`,
    reasonCode: 'worker-certificate-untrusted',
    field: { path: `trustedBy.${node}`, before: null, after: thumbprint ?? '(the new one)' },
  });
}
