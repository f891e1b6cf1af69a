import { masterMark } from '../../domain/machine-name.js';
import { type Thumbprint, thumbprint } from '../../domain/machines.js';
import { isWorkerOnline } from '../../domain/rows.js';
import { certificateKeys } from '../../facts/configs.js';
import { bindingAt } from './binding.js';
import { day } from './certificates.js';
import type { FleetView } from './fleet.js';
import {
  isServing,
  type MasterCertificate,
  type MasterNode,
  masterCertificateOn,
  type NewMasterCertificate,
} from './master-certificate.js';
import { isEnded, type RotationContext, type SwitchKeeper, switchKeepers, whyNotSwitchable } from './switch-keepers.js';
import { isSeen, type SeenWorker, type WorkerView } from './worker.js';

/**
 * How far the rotation of the master's certificate is, from what is seen alone: which one is in use and which is wanted, who
 * is prepared for it, what keeps the switch, and which old ones are still trusted. The plan, its guards and `scaleout rotate
 * master --status` go by it.
 */
export interface MasterRotation {
  readonly inUse: MasterCertificate;
  /** Undefined: the one in use stays. */
  readonly next: NewMasterCertificate | undefined;
  /** A new one is needed, and a person has to bring it: why, a clause. */
  readonly bring: string | undefined;
  /** Whether the one in use has ended: nobody can connect. */
  readonly hasEnded: boolean;
  /** Whether each node has the new one with its private key; in the order of the topology. */
  readonly nodes: readonly Prepared[];
  /** Whether each worker trusts the new one; in the order of the topology. Those without a row are among them. */
  readonly workers: readonly Prepared[];
  /** Empty: the switch may be made, with all that is still to be prepared done first. */
  readonly keepers: readonly SwitchKeeper[];
  /** Those that the master used before, and that workers still trust. */
  readonly old: readonly OldCertificate[];
}

/** Whether a machine is ready for the new certificate; `unknown`: it is not seen. */
export interface Prepared {
  /** The id of its change. */
  readonly id: string;
  readonly state: 'ready' | 'notReady' | 'unknown';
}

/** A certificate with our mark that a worker trusts and the master does not use any more. */
export interface OldCertificate {
  readonly thumbprint: Thumbprint;
  readonly workers: readonly SeenWorker[];
}

export function masterRotation(fleet: FleetView, context: RotationContext): MasterRotation {
  const { master, workers } = fleet;
  const { next, bring, certificate: inUse } = master;
  const wanted = next === undefined ? undefined : thumbprintIn(next);
  return {
    inUse,
    next,
    bring,
    hasEnded: isEnded(fleet, context.catalog.observedAt),
    nodes: next === undefined ? [] : master.nodes.map((node) => preparedNode(node, wanted)),
    workers: next === undefined ? [] : workers.map((view) => preparedWorker(view, wanted)),
    keepers: next === undefined ? [] : switchKeepers(fleet, next, context),
    old: oldCertificates(fleet, context),
  };
}

/** Of the new certificate; undefined: it is still to be made. */
export function thumbprintIn({ to }: NewMasterCertificate): Thumbprint | undefined {
  switch (to.state) {
    case 'present':
      return to.stored.thumbprint;
    case 'missing':
      return to.thumbprint;
    case 'create':
      return undefined;
  }
}

function preparedNode(node: MasterNode, wanted: Thumbprint | undefined): Prepared {
  const id = `master/${node.name}`;
  if (node.reachability.state !== 'seen' || !node.reachability.machine.root.known) return { id, state: 'unknown' };
  const isThere = wanted !== undefined && masterCertificateOn(node, wanted) !== undefined;
  return { id, state: isThere ? 'ready' : 'notReady' };
}

function preparedWorker({ worker, reachability }: WorkerView, wanted: Thumbprint | undefined): Prepared {
  const id = `worker/${worker.machine}`;
  if (reachability.state !== 'seen' || !reachability.machine.root.known) return { id, state: 'unknown' };
  const isThere = wanted !== undefined && reachability.machine.root.value.thumbprints.has(wanted);
  return { id, state: isThere ? 'ready' : 'notReady' };
}

/**
 * What workers trust with our mark beside the certificate in use. Not what the topology names or what is to follow, nor
 * what a node's config or port names: a node may come up with it.
 */
export function oldCertificates(
  { master, workers }: Pick<FleetView, 'master' | 'workers'>,
  { topology }: Pick<RotationContext, 'topology'>,
): readonly OldCertificate[] {
  if (!master.certificate.known) return [];
  const mark = masterMark(topology.name);
  const named = namedByNodes(master.nodes, master.port);
  const kept = new Set<string>([master.certificate.thumbprint, ...named]);
  const next = master.next === undefined ? undefined : thumbprintIn(master.next);
  if (next !== undefined) kept.add(next);
  const found = new Map<Thumbprint, SeenWorker[]>();
  for (const view of workers) {
    if (!isSeen(view) || !view.reachability.machine.root.known) continue;
    for (const { friendlyName, thumbprint: print, keyReaders } of view.reachability.machine.root.value.certificates) {
      if (friendlyName !== mark || keyReaders !== null || kept.has(print)) continue;
      const known = found.get(print);
      if (known === undefined) found.set(print, [view]);
      else known.push(view);
    }
  }
  return [...found].map(([print, trusting]) => ({ thumbprint: print, workers: trusting }));
}

function namedByNodes(nodes: readonly MasterNode[], port: number): readonly Thumbprint[] {
  return nodes.flatMap(({ reachability, installation }) => {
    const named = installation?.config.text(certificateKeys.value.master);
    const bound =
      reachability.state === 'seen' && reachability.machine.bindings.known
        ? bindingAt(reachability.machine.bindings.value, port)?.thumbprint
        : undefined;
    return [...(named === undefined ? [] : [thumbprint(named)]), ...(bound === undefined ? [] : [bound])];
  });
}

/**
 * From when on, in Unix milliseconds, an old certificate of the master may be distrusted: policy.certificates.keepOld after
 * the one in use came into use. That was before the first of the services started that go by it, and not before its own
 * beginning; one that we made may have been prepared long before. Undefined: that cannot be told.
 */
export function keptUntil(
  { master, workers }: Pick<FleetView, 'master' | 'workers'>,
  { topology }: Pick<RotationContext, 'topology'>,
): number | undefined {
  const { certificate, nodes } = master;
  const stored = certificate.known ? certificate.stored : undefined;
  if (stored === undefined) return undefined;
  const settled = workers.filter((view) => isSeen(view)).filter((view) => isSettledOn(view, master));
  const starts = [...nodes.filter(isServing), ...settled].flatMap(({ installation }) => {
    const started = installation?.service.startedAt;
    return started === undefined ? [] : [Date.parse(started)];
  });
  if (starts.length === 0) return undefined;
  const since = Math.max(Date.parse(stored.notBefore), Math.min(...starts));
  return since + topology.policy.certificates.keepOldDays * day;
}

/** Whether a worker surely goes by the certificate in use, so that an old one is of no use to it. */
export function isSettledOn(
  { row, reachability, installation }: SeenWorker,
  { certificate }: FleetView['master'],
): boolean {
  if (!certificate.known || row === undefined || !isWorkerOnline(row)) return false;
  const { config, service } = installation;
  if (config.state !== 'read' || service.configUnread === true || service.configWritten === true) return false;
  const pinned = thumbprint(config.text(certificateKeys.value.masterOfWorker) ?? '');
  const { root } = reachability.machine;
  return pinned === certificate.thumbprint && root.known && root.value.thumbprints.has(pinned);
}

/** Whether a listed worker can be brought over by us. */
export function isSwitchable(view: WorkerView): view is SeenWorker {
  return isSeen(view) && whyNotSwitchable(view) === undefined;
}
