import type { StoredCertificate } from '../../domain/machines.js';
import { isWorkerOnline } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import {
  installCertificateStep,
  trustCreatedByHandStep,
  trustOnName,
  trustWorkerByHandStep,
} from '../steps/by-hand.js';
import { createCertificateId, createCertificateStep } from '../steps/create-certificate.js';
import { grantKeyStep } from '../steps/grant-key.js';
import { isOurs, placeOf, type StepPlace } from '../steps/machine-step.js';
import { trustCreatedStep, trustStep } from '../steps/trust-certificate.js';
import { mayRead } from '../view/certificates.js';
import type { MasterNode } from '../view/master-certificate.js';
import type { SeenWorker, WorkerView } from '../view/worker.js';
import type { WorkerCertificate } from '../view/worker-certificate.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import { tellOfCertificate, wishFor } from './worker-renewal.js';

/** What a worker's own certificate needs. */
interface OwnCertificate {
  readonly steps: readonly string[];
  /** The step that makes a new one. */
  readonly created?: string;
  readonly keyChanges: boolean;
}

/** Compares a worker's own certificate: it is there, its service may read the key, and its own Root has it. */
export function ownCertificate(change: ChangeBuilder, seen: SeenWorker, context: DiffContext): OwnCertificate {
  const { certificate } = seen;
  switch (certificate.state) {
    case 'unknown':
      change.tell(unknownCertificate(seen.worker.machine, certificate));
      return { steps: [], keyChanges: false };
    case 'missing':
      return missingCertificate(change, placeOf(change, seen), certificate);
    case 'create':
      return newCertificate(change, seen, certificate, context);
    case 'present':
      tellOfCertificate(change, seen, context);
      return presentCertificate(change, seen, certificate.stored);
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
  place: StepPlace,
  { thumbprint, reason }: Extract<WorkerCertificate, { readonly state: 'missing' }>,
): OwnCertificate {
  change.addReason({
    reason,
    reasonCode: 'certificate-missing',
    field: { path: 'certificate', before: null, after: thumbprint },
  });
  const detail = `${place.machine}: ${reason} (${thumbprint}).`;
  change.tell(diagnostic('plan.worker-certificate-missing', detail, { severity: 'warning' }));
  return { steps: [change.addStep(installCertificateStep(place, thumbprint))], keyChanges: false };
}

function newCertificate(
  change: ChangeBuilder,
  seen: SeenWorker,
  { reason, replaces }: Extract<WorkerCertificate, { readonly state: 'create' }>,
  context: DiffContext,
): OwnCertificate {
  const { installation, mark } = seen;
  const place = placeOf(change, seen);
  change.addReason({
    reason,
    reasonCode: 'certificate-missing',
    field: { path: 'certificate', before: replaces, after: '(a new one)' },
  });
  const created = change.addStep(createCertificateStep(place, wishFor(seen, replaces, context)));
  const trusted = change.addStep(trustCreatedStep(place, 'trustSelf', created, mark));
  const granted = change.addStep(grantKeyStep(place, installation.service.name, { createdBy: created }));
  return { steps: [created, trusted, granted], created, keyChanges: true };
}

function presentCertificate(change: ChangeBuilder, seen: SeenWorker, stored: StoredCertificate): OwnCertificate {
  const { row, signing, mark } = seen;
  const { machine } = seen.reachability;
  const { service } = seen.installation;
  const place = placeOf(change, seen);
  const { thumbprint } = stored;
  const steps: string[] = [];
  if (machine.root.known && !machine.root.value.thumbprints.has(thumbprint)) {
    const field = { path: 'root.ownCertificate', before: null, after: thumbprint };
    change.addReason({
      reason: 'its own certificate is not in its Root',
      reasonCode: 'own-certificate-untrusted',
      field,
    });
    steps.push(change.addStep(trustStep(place, 'trustSelf', stored, { mark, vouchedBy: signing?.vouchedBy })));
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
  change.addReason({
    reason: "the service's account may not read the private key",
    reasonCode: 'key-unreadable',
    field: { path: 'certificate.keyReader', before: null, after: service.account },
  });
  steps.push(change.addStep(grantKeyStep(place, service.name, { thumbprint })));
  return { steps, keyChanges: true };
}

/** Every node that can become the master must trust the worker's certificate. Returns the steps that see to it. */
export function trustOnMaster(change: ChangeBuilder, view: WorkerView, { master }: DiffContext): readonly string[] {
  return master.nodes.flatMap((node) => trustOn(change, node, view));
}

function trustOn(change: ChangeBuilder, { name, reachability }: MasterNode, view: WorkerView): readonly string[] {
  const { row, certificate, signing, mark } = view;
  if (reachability.state === 'none' || certificate.state === 'unknown') return [];
  const at: StepPlace = { target: change.id, machine: name, reachability };
  const step = trustOnName(name);
  const isHeardOf = row !== undefined && isWorkerOnline(row);
  const print = printOf(certificate);
  if (reachability.state !== 'seen') {
    // What works is trusted by whichever node is the master now, and nobody can tell of the others.
    if (isHeardOf && certificate.state !== 'create') return [];
    addUntrusted(change, name, print);
    // The node's script holds every certificate whose public half is known.
    return [change.addStep(trustWorkerByHandStep(at, print, isShown(view)))];
  }
  const { root } = reachability.machine;
  if (!root.known) {
    change.tell(diagnostic('plan.part-unseen', `${name}: ${root.reason}`, { severity: 'warning' }));
    return [];
  }
  if (certificate.state === 'create') {
    addUntrusted(change, name, null);
    return [trustCreated(change, at, step, view)];
  }
  const wanted = certificate.state === 'present' ? certificate.stored.thumbprint : certificate.thumbprint;
  if (root.value.thumbprints.has(wanted)) return [];
  addUntrusted(change, name, wanted);
  const granted = { mark, vouchedBy: signing?.vouchedBy };
  if (certificate.state === 'present') return [change.addStep(trustStep(at, step, certificate.stored, granted))];
  const { certificate: source } = view.worker;
  if (source !== undefined && 'file' in source)
    return [change.addStep(trustStep(at, step, source.certificate, granted))];
  // Nobody has shown its public half: only who holds it can install it.
  return [change.addStep(trustWorkerByHandStep(at, wanted, false))];
}

function trustCreated(change: ChangeBuilder, at: StepPlace, name: string, view: WorkerView): string {
  const { mark } = view;
  const created = createCertificateId(change.id);
  // A certificate that a person makes is not known to this run.
  const ours = isOurs(placeOf(change, view));
  return change.addStep(ours ? trustCreatedStep(at, name, created, mark) : trustCreatedByHandStep(at, created, mark));
}

function isShown({ worker, certificate }: WorkerView): boolean {
  return certificate.state === 'present' || (worker.certificate !== undefined && 'file' in worker.certificate);
}

function printOf(certificate: WorkerCertificate): string | null {
  if (certificate.state === 'present') return certificate.stored.thumbprint;
  return certificate.state === 'missing' ? certificate.thumbprint : null;
}

function addUntrusted(change: ChangeBuilder, node: string, thumbprint: string | null): void {
  change.addReason({
    reason: `its certificate is not in the Root of ${node}`,
    reasonCode: 'worker-certificate-untrusted',
    field: { path: `trustedBy.${node}`, before: null, after: thumbprint ?? '(the new one)' },
  });
}
