import { isCutNameOf, markedHost, sameMachine } from '../../domain/machine-name.js';
import type { Thumbprint } from '../../domain/machines.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { listed } from '../../text/words.js';
import { entriesOf } from '../../topology/topology.js';
import { absentCode } from '../guards/guard.js';
import { isOurs, placeOf } from '../steps/machine-step.js';
import { thumbprintOf } from '../view/certificates.js';
import { certainRows } from '../view/matched-workers.js';
import type { RowMachine } from '../view/row-machine.js';
import { isSeen, type WorkerView } from '../view/worker.js';
import { certificatesInUse, namedCertificates, stayingWorkers } from './certificates-in-use.js';
import {
  ChangeBuilder,
  type DiffContext,
  type Difference,
  type Kind,
  type KindResult,
  notAdministrator,
  workerId,
} from './kind.js';
import { distrustSteps, type RemovedWorker, type Removing, stopSteps } from './removal.js';
import { doubtful, removalDifference, rowId } from './unlisted-workers.js';
import { clusterDoubt } from './worker-service.js';
import { unknownWorker } from './workers.js';

/**
 * Workers with `state: absent`: each is removed with all its rows, whatever `policy.prune` says. What a removal that was cut
 * off has left is seen and done later: a service that still runs is stopped, a certificate that is still trusted distrusted.
 */
export const leavingWorkers: Kind = {
  diff(context) {
    if (context.leaving.length === 0) return [];
    const removing = { context, isInUse: certificatesInUse(context) };
    return context.leaving.flatMap((view) => resultsOf(view, removing));
  },
};

function resultsOf(view: WorkerView, removing: Removing): readonly KindResult[] {
  const { match, worker } = view;
  const rows = certainRows(match);
  if (rows === undefined) return match.state === 'registered' ? [] : [unknownWorker(match)];
  const own = ownRow(view, rows);
  const older = rows.filter((row) => row !== own).map((row) => staleDifference(view, row, removing));
  if (own === undefined) return [...older, leftOvers(view, removing, rows.length > 0)];
  const { context } = removing;
  const isLast = context.availability.noneLeft && own.enabled && isWorkerOnline(own);
  const reason = `it leaves for good (state: absent)${isLast ? ', and no other worker would be left' : ''}`;
  const id = workerId(worker.machine);
  const { certificates, told } = certificatesOf(view, context);
  const removed = { row: own, machine: machineOf(view), ...certificates, isReplaced: false };
  const change = removalDifference({ id, reason, reasonCode: absentCode }, removed, removing, worker.protect);
  const isStranger = view.reachability.state === 'seen' && !view.reachability.machine.administrator;
  const rights = isStranger ? [notAdministrator(worker.machine)] : [];
  return [...older, { ...change, diagnostics: [...change.diagnostics, ...rights, ...told] }];
}

/** Of several rows of which none is online it is the one that was heard of last. */
function ownRow({ match }: WorkerView, rows: readonly WorkerRow[]): WorkerRow | undefined {
  if (match.state === 'registered') return match.row;
  if (match.state === 'awaitingRegistration') return undefined;
  return rows.reduce((last, row) => (row.lastOnlineAge < last.lastOnlineAge ? row : last));
}

/** The file names the machine: the service that is seen there is the worker's. */
function machineOf({ worker, reachability, installation }: WorkerView): RowMachine {
  const isOwner = reachability.state === 'seen' ? installation !== undefined : undefined;
  return { name: worker.machine, reachability, installation, isOwner };
}

/** A row of an earlier installation goes alone: the machine and the certificates are those of the newer one. */
function staleDifference(view: WorkerView, row: WorkerRow, removing: Removing): Difference {
  const { worker } = view;
  const id = rowId(worker.machine, row);
  const reason = 'it leaves for good (state: absent): a stale registration of its machine';
  // An earlier installation beats no more: machine and catalog may have been seen before and after a new one.
  if (isWorkerOnline(row)) return doubtful(id, `${reason}, and yet it is online`, 'stale-online');
  const machine = { ...machineOf(view), isOwner: false };
  const removed: RemovedWorker = { row, machine, marks: new Set(), named: [], isReplaced: true };
  return removalDifference({ id, reason, reasonCode: absentCode }, removed, removing, worker.protect);
}

type OwnCertificates = Pick<RemovedWorker, 'marks' | 'named'>;

/** The certificates that are distrusted with a worker, and those that are not, since others may use them. */
function certificatesOf(
  view: WorkerView,
  context: DiffContext,
): { readonly certificates: OwnCertificates; readonly told: readonly Diagnostic[] } {
  const marks = marksIn(view, context);
  const { certificate } = view.worker;
  const configured = namedCertificates(view.installation?.config);
  const named = certificate === undefined ? [] : [thumbprintOf(certificate)];
  const others = unseenOthers(view, context);
  // What the file names is nobody else's by its own word; which one another worker uses may not be known.
  if (others === undefined) return { certificates: { marks, named: [...named, ...configured] }, told: [] };
  const kept = configured.filter((print) => !named.includes(print) && isTrustedUnmarked(print, marks, context));
  const told = kept.map((print) => {
    const detail = `${view.worker.machine} uses ${print}, which does not bear its mark, and ${others}: another worker may use it too.`;
    return diagnostic('plan.absent-trusted', detail, { severity: 'note', range: view.worker.range });
  });
  return { certificates: { marks, named }, told };
}

/** The friendly names that mark certificates of this worker alone, however its name was written when they were made. */
function marksIn({ worker, mark }: WorkerView, { topology, master }: DiffContext): ReadonlySet<string> {
  const found = new Set([mark]);
  for (const { reachability } of master.nodes) {
    if (reachability.state !== 'seen' || !reachability.machine.root.known) continue;
    for (const { friendlyName } of reachability.machine.root.value.certificates) {
      const host = markedHost(topology.name, friendlyName);
      if (host === undefined || found.has(friendlyName) || !sameMachine(host, worker.machine)) continue;
      const isShared = entriesOf(topology).some((other) => other !== worker && sameMachine(other.machine, host));
      if (!isShared) found.add(friendlyName);
    }
  }
  return found;
}

/** Why it is not known which certificates the other workers use, a clause; undefined where it is. */
function unseenOthers(view: WorkerView, context: DiffContext): string | undefined {
  const { topology, unlisted, nameless, doubtful: rows, unreadable } = context;
  const isStrange = !topology.policy.prune && unlisted.length > 0;
  if (isStrange || nameless.length + rows.length + unreadable.length > 0) {
    return 'the catalog has rows of workers that the topology does not list';
  }
  const unseen = stayingWorkers(context).find(
    (other) => other !== view && other.worker.certificate === undefined && !isSeen(other),
  );
  return unseen === undefined ? undefined : `the config of ${unseen.worker.machine} was not seen`;
}

function isTrustedUnmarked(print: Thumbprint, marks: ReadonlySet<string>, { master }: DiffContext): boolean {
  return master.nodes.some(({ reachability }) => {
    if (reachability.state !== 'seen' || !reachability.machine.root.known) return false;
    const { certificates, thumbprints } = reachability.machine.root.value;
    const stored = certificates.find((found) => found.thumbprint === print);
    return thumbprints.has(print) && !(stored !== undefined && marks.has(stored.friendlyName));
  });
}

/** What is left of a worker whose row is gone: nothing, as far as that is seen, or what a removal that was cut off has left. */
function leftOvers(view: WorkerView, removing: Removing, hasOlder: boolean): KindResult {
  const { worker, reachability, installation } = view;
  const { context } = removing;
  const change = new ChangeBuilder(workerId(worker.machine));
  const { certificates, told } = certificatesOf(view, context);
  const stopped = installation === undefined ? [] : stopService(change, view);
  const distrusts = distrustSteps(change.id, certificates, stopped, removing);
  for (const step of distrusts) {
    if (step.operation !== 'distrustCertificate') continue;
    const { machine, thumbprint } = step.arguments;
    change.addReason({
      reason: `it leaves for good (state: absent), and its certificate is still in the Root of ${machine}`,
      reasonCode: absentCode,
      field: { path: `trustedBy.${machine}`, before: thumbprint, after: null },
    });
    change.addStep(step);
  }
  change.tell(...told);
  if (reachability.state === 'seen' && !reachability.machine.administrator && change.steps.length > 0) {
    change.tell(notAdministrator(worker.machine));
  }
  if (!change.isEmpty()) return change.build('update');
  if (!hasOlder) change.tell(lastWord(view, context));
  return { remarks: change.diagnostics };
}

/** Stops a service that would register its worker again; returns the steps that somebody waits for. */
function stopService(change: ChangeBuilder, view: WorkerView): readonly string[] {
  const { installation, row } = view;
  if (installation === undefined) return [];
  const { service, agentId } = installation;
  const place = placeOf(change, view);
  const known = row ?? (agentId === undefined ? undefined : { id: agentId });
  const steps = stopSteps(place, service, { row: known, needs: [], afterDrain: undefined });
  if (steps.length === 0) return [];
  const reason = 'it leaves for good (state: absent), and its service would register it again';
  for (const step of steps) {
    const isStop = step.operation === 'stopService';
    const field = isStop
      ? { path: 'service.state', before: service.state, after: 'stopped' }
      : { path: 'service.startMode', before: service.startMode, after: 'manual' };
    change.addReason({ reason, reasonCode: absentCode, field });
    change.addStep(step);
  }
  if (service.clustered === null) change.tell(clusterDoubt(place.machine, service));
  return isOurs(place) ? steps.map(({ id }) => id) : [];
}

/** Whether the entry may be deleted: only where everything was looked at in which something of the worker could be left. */
function lastWord({ worker, reachability, match }: WorkerView, context: DiffContext): Diagnostic {
  const { machine, range } = worker;
  const { master, nameless, doubtful: rows, catalog } = context;
  const isIts = (name: string | null) => name === null || sameMachine(name, machine) || isCutNameOf(name, machine);
  const mayBeRow =
    nameless.length > 0 ||
    rows.some(({ workers }) => workers.includes(match.worker)) ||
    (catalog.unreadable ?? []).some(({ machineName }) => isIts(machineName));
  const blind = master.nodes
    .filter((node) => node.reachability.state !== 'seen' || !node.reachability.machine.root.known)
    .map(({ name }) => name);
  const unseen = [
    ...(mayBeRow ? ['the catalog has a row that may be its own, and nobody can tell'] : []),
    ...(blind.length === 0 ? [] : [`what ${listed(blind)} trust${blind.length === 1 ? 's' : ''} could not be seen`]),
    ...(master.nodes.length === 0 ? ['the topology lists no node of the master that could trust its certificate'] : []),
    ...(reachability.state === 'unreached'
      ? [`whether its service runs could not be seen: ${reachability.reason}`]
      : []),
    ...(reachability.state === 'manual' || reachability.state === 'none'
      ? [`its machine is not looked at (access: ${reachability.state}), so whether its service runs is not known`]
      : []),
  ];
  if (unseen.length === 0) {
    const detail = `${machine}: the catalog has no row of it, its service does not run, and no node of the master trusts a certificate of its own.`;
    return diagnostic('plan.absent-done', detail, { severity: 'note', range });
  }
  const what = mayBeRow ? `${machine} may not have left` : `The catalog has no row of ${machine} any more`;
  const detail = `${what}: ${unseen.join('; ').replace(/\.$/, '')}.`;
  return diagnostic('plan.absent-unseen', detail, { severity: 'note', range });
}
