import { diagnostic } from '../../diagnostic.js';
import type { DesiredWorker } from '../../topology/topology.js';
import { isWorkerOnline } from '../liveness.js';
import type { MasterNode } from '../machine-state/master-view.js';
import type { SigningCertificate } from '../machine-state/signing-certificate.js';
import type { WorkerCertificate } from '../machine-state/worker-certificate.js';
import type { WorkerRow } from '../worker-row.js';
import type { ChangeBuilder } from './change-builder.js';
import type { DiffContext } from './kind.js';
import { machineStep, type StepPlace, trustStep } from './machine-steps.js';

export interface WorkerToTrust {
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
  const step = `trustOn/${name}`;
  const isHeardOf = row !== undefined && isWorkerOnline(row);
  const print = printOf(certificate);
  if (sight.state !== 'seen') {
    // What works is trusted by whichever node is the master now, and nobody can tell of the others.
    if (isHeardOf && certificate.state !== 'create') return [];
    find(change, name, print);
    // The node's script holds every certificate whose public half is known.
    const script = isShown(trusted) ? { command: `scaleout script ${name}` } : {};
    return [change.step(machineStep(at, step, 'byHand', { thumbprint: print, ...script }, { needs: [] }))];
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
  const byHand: StepPlace = { ...at, sight: { state: 'manual' } };
  return [change.step(machineStep(byHand, step, 'byHand', { thumbprint: wanted }, { needs: [] }))];
}

function createdStep(change: ChangeBuilder, at: StepPlace, name: string, worker: StepPlace, mark: string): string {
  const created = `${worker.target}:createCertificate`;
  const inputs = { thumbprint: created, certificate: created };
  const isOurs = worker.sight.state === 'seen' && worker.sight.machine.administrator;
  // A certificate that a person makes is not known to this run.
  const where: StepPlace = isOurs ? at : { ...at, sight: { state: 'manual' } };
  const operation = isOurs ? 'trustCertificate' : 'byHand';
  return change.step(machineStep(where, name, operation, { mark }, { needs: [created], inputs }));
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
