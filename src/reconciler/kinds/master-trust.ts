import { masterMark, sameMachine } from '../../domain/machine-name.js';
import type { Certificate } from '../../domain/machines.js';
import { diagnostic } from '../../errors/errors.js';
import { trustMasterByHandStep } from '../steps/by-hand.js';
import { distrustStep } from '../steps/distrust-certificate.js';
import { placeOf } from '../steps/machine-step.js';
import { trustCreatedStep, trustStep } from '../steps/trust-certificate.js';
import type { SeenWorker } from '../view/worker.js';
import { authorityWarning } from '../view/worker-certificate.js';
import type { ChangeBuilder, DiffContext } from './kind.js';

/** The names of the steps by which a worker comes to trust the certificate in use, and the one that is to follow. */
const trustName = 'trustMaster';
const trustNextName = 'trustNextMaster';

/** The worker trusts the certificate that the master uses, and the one that is to follow it. Returns the steps that see to it. */
export function trustMaster(change: ChangeBuilder, seen: SeenWorker, context: DiffContext): readonly string[] {
  const { master, masterChange } = context;
  if (master.nodes.length === 0) return [];
  const place = placeOf(change, seen);
  const { machine } = seen.reachability;
  const { certificate } = master;
  if (!certificate.known) {
    const detail = `${place.machine}: whether it trusts the master cannot be told: ${certificate.reason}.`;
    change.tell(diagnostic('plan.part-unseen', detail, { severity: 'warning' }));
    return [];
  }
  if (!machine.root.known) {
    change.tell(diagnostic('plan.part-unseen', `${place.machine}: ${machine.root.reason}`, { severity: 'warning' }));
    return [];
  }
  // One that is left by this plan need not be trusted any more.
  const ofNow = masterChange.isSwitched ? [] : trustInUse(change, seen, certificate, context);
  return [...ofNow, ...trustNext(change, seen, context)];
}

function trustInUse(
  change: ChangeBuilder,
  seen: SeenWorker,
  { thumbprint, stored }: Extract<DiffContext['master']['certificate'], { readonly known: true }>,
  context: DiffContext,
): readonly string[] {
  if (isTrusted(seen, thumbprint)) return [];
  const place = placeOf(change, seen);
  addUntrusted(change, "the master's certificate is not in its Root", 'root.masterCertificate', thumbprint);
  if (stored === undefined) return [change.addStep(trustMasterByHandStep(place, thumbprint))];
  return [trust(change, seen, trustName, stored, context)];
}

/** One whose public half nobody has shown is told of by what keeps the switch. */
function trustNext(change: ChangeBuilder, seen: SeenWorker, context: DiffContext): readonly string[] {
  const { next, createdBy } = context.masterChange;
  if (next === undefined) return [];
  const reason = "the master's new certificate is not in its Root";
  const path = 'root.newMasterCertificate';
  if (createdBy !== undefined) {
    // It is made in the Root of the node: a worker beside it has it there.
    if (context.master.nodes.some(({ name }) => sameMachine(name, seen.worker.machine))) return [createdBy];
    addUntrusted(change, reason, path, '(the new one)');
    const mark = masterMark(context.topology.name);
    return [change.addStep(trustCreatedStep(placeOf(change, seen), trustNextName, createdBy, mark))];
  }
  const { to } = next;
  if (to.state === 'create') return [];
  const certificate = to.state === 'present' ? to.stored : to.certificate;
  if (certificate === undefined || isTrusted(seen, certificate.thumbprint)) return [];
  const isVouched = to.state === 'present' || context.topology.master?.certificate?.authority === true;
  // Before a node shows it with its key, nobody stands for one that may sign others.
  if (certificate.authority !== null && !isVouched) return [];
  addUntrusted(change, reason, path, certificate.thumbprint);
  return [trust(change, seen, trustNextName, certificate, context)];
}

function isTrusted({ reachability: { machine } }: SeenWorker, thumbprint: Certificate['thumbprint']): boolean {
  return machine.root.known && machine.root.value.thumbprints.has(thumbprint);
}

function addUntrusted(change: ChangeBuilder, reason: string, path: string, after: string): void {
  change.addReason({ reason, reasonCode: 'master-certificate-untrusted', field: { path, before: null, after } });
}

function trust(
  change: ChangeBuilder,
  seen: SeenWorker,
  name: string,
  certificate: Certificate,
  { topology }: DiffContext,
): string {
  // It is the master's own: a node has it in Root with its key, or the topology has its file, and config, catalog or binding name it.
  const vouchedBy = certificate.authority === null ? undefined : 'machine';
  if (vouchedBy !== undefined) change.tell(authorityWarning('the master', certificate));
  return change.addStep(
    trustStep(placeOf(change, seen), name, certificate, { mark: masterMark(topology.name), vouchedBy }),
  );
}

/** Takes out of a worker's Root what the master used before, once it was kept for long enough. */
export function distrustOldMaster(change: ChangeBuilder, seen: SeenWorker, { masterChange }: DiffContext): void {
  const place = placeOf(change, seen);
  for (const thumbprint of masterChange.outlived(seen)) {
    change.addReason({
      reason: 'it trusts a certificate that the master does not use any more',
      reasonCode: 'old-master-certificate',
      field: { path: `root.oldMasterCertificate.${thumbprint.slice(0, 8)}`, before: thumbprint, after: null },
    });
    change.addStep(distrustStep(place, thumbprint, [], 'safe'));
  }
}
