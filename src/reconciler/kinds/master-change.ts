import type { CatalogObservation } from '../../domain/catalog.js';
import { type Thumbprint, thumbprint } from '../../domain/machines.js';
import { isMasterOnline, isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { certificateKeys } from '../../facts/configs.js';
import { createCertificateId } from '../steps/create-certificate.js';
import { isAtWork } from '../view/at-work.js';
import { bindingAt } from '../view/binding.js';
import type { FleetView } from '../view/fleet.js';
import type { MasterView } from '../view/master.js';
import { isServing, type MasterNode, type NewMasterCertificate } from '../view/master-certificate.js';
import { isSettledOn, isSwitchable, keptUntil, oldCertificates } from '../view/master-rotation.js';
import { unreadKeys } from '../view/master-start.js';
import {
  isInMaintenance,
  nodeKeepers,
  type RotationContext,
  type SwitchKeeper,
  switchKeepers,
  workerKeepers,
} from '../view/switch-keepers.js';
import type { SeenWorker, WorkerView } from '../view/worker.js';
import { isLeftBehind, type PortMove, portMoveOf } from './master-move.js';

/** What a plan does about the master's certificate and port. */
export interface MasterChange {
  /** The certificate that is prepared, and that nodes and workers are brought to where `isSwitched`; undefined: none. */
  readonly next?: NewMasterCertificate;
  /** The step that makes it, where one does. */
  readonly createdBy?: string;
  readonly isSwitched: boolean;
  /** What keeps the switch to `next`. */
  readonly keepers: readonly SwitchKeeper[];
  /**
   * Present where neither the certificate of a node and its port nor what workers pin is touched: a change of it that was
   * begun, by an earlier run or by hand, or another port, would cut off workers that cannot be brought over, for these reasons.
   */
  readonly held?: readonly SwitchKeeper[];
  /** The master goes to another port with `cutOver`, or would, were it not `held`. */
  readonly move?: PortMove;
  /** Workers are heard of that the change would cut off: all are emptied before it; undefined: there are none. */
  readonly cutOver?: CutOver;
  /** The certificates of before that a worker need not trust any more. */
  outlived(view: WorkerView): readonly Thumbprint[];
}

/** A change of the master's certificate or port under workers that run: who is emptied for it, and who goes first. */
export interface CutOver {
  /** The workers that are brought over. */
  readonly members: ReadonlySet<WorkerView>;
  /** The worker that shows whether the new certificate or port works, before the others are touched; undefined: none has to change. */
  readonly first?: WorkerView;
}

/** Decides from what is seen, whoever asks: a plan that is made twice decides the same. */
export function masterChangeOf(fleet: FleetView, context: RotationContext): MasterChange {
  const { next, nodes } = fleet.master;
  const { topology } = context;
  const phase = topology.master?.rotate;
  const outlived = outlivedBy(fleet, context);
  if (next === undefined) return { isSwitched: false, keepers: [], ...begun(fleet, context), outlived };
  const keepers = [
    ...switchKeepers(fleet, next, context),
    ...(phase === 'switch' && next.to.state === 'create' ? [notMade] : []),
  ];
  const isWanted = phase === 'switch' || (phase === undefined && next.why !== 'prepared');
  const isSwitched = isWanted && keepers.length === 0;
  const [node] = nodes;
  const isMade = next.to.state === 'create' && node !== undefined && phase !== 'switch' && phase !== 'complete';
  const cutOver = isSwitched && isAnybodyAtWork(context.catalog) ? cutOverOf(fleet, next, context) : undefined;
  const move = cutOver === undefined ? undefined : portMoveOf(fleet, context);
  return {
    next,
    ...(isMade ? { createdBy: createCertificateId(`master/${node.name}`) } : {}),
    isSwitched,
    keepers,
    ...(cutOver === undefined ? {} : { cutOver }),
    ...(move === undefined ? {} : { move }),
    // What is to be switched later stays as it is until then.
    ...(isSwitched ? {} : begun(fleet, context)),
    outlived,
  };
}

const notMade: SwitchKeeper = {
  by: 'preparation',
  why: 'the new certificate is not made yet',
  helps: 'Run scaleout rotate master --prepare first.',
};

/** The master with the certificate that the plan brings it to, as far as that is there. */
export function broughtTo({ isSwitched, next }: MasterChange, master: MasterView): MasterView {
  if (!isSwitched || next?.to.state !== 'present') return master;
  const { stored } = next.to;
  return { ...master, certificate: { known: true, thumbprint: stored.thumbprint, stored } };
}

/** What becomes of a change that was begun, and of another port: it is done as a cut-over, or is held, or cuts nobody off. */
function begun(fleet: FleetView, context: RotationContext): Pick<MasterChange, 'held' | 'cutOver' | 'move'> {
  const move = portMoveOf(fleet, context);
  if (move === undefined && !isCutting(fleet, context)) return {};
  const moved = move === undefined ? {} : { move };
  const held = begunKeepers(fleet, { ...context, ...(move === undefined ? {} : { isMove: true }) });
  if (held.length > 0) return { held, ...moved };
  const cutOver = cutOverOf(fleet, undefined, context);
  return cutOver === undefined ? {} : { cutOver, ...moved };
}

/** What keeps a change that was begun: the nodes have to change together, and nobody may be cut off. */
function begunKeepers(fleet: FleetView, context: RotationContext): readonly SwitchKeeper[] {
  const { certificate, nodes } = fleet.master;
  const stored = certificate.known ? certificate.stored : undefined;
  const ofNodes = stored === undefined ? [] : nodeKeepers(nodes, { state: 'present', stored }, context);
  return [...ofNodes, ...workerKeepers(fleet, context, 'atWork')];
}

function isAnybodyAtWork(catalog: CatalogObservation): boolean {
  return (
    catalog.scaleOut === 'enabled' &&
    isMasterOnline(catalog.master) === true &&
    catalog.workers.known &&
    catalog.workers.value.some((row) => isAtWork(row, catalog))
  );
}

/**
 * Whether making the nodes as their configs say would cut off a worker: a node that answers comes to another certificate than
 * it answers with now, and a worker is heard of that pins the present one. What a worker pins that nobody looked at is what
 * the master started with. Where nobody is connected, the sooner it is mended the better.
 */
function isCutting({ master, workers }: FleetView, { catalog, isExcluded }: RotationContext): boolean {
  const { certificate, port } = master;
  if (!certificate.known || catalog.scaleOut !== 'enabled' || isMasterOnline(catalog.master) !== true) return false;
  const wanted = certificate.thumbprint;
  const serving = master.nodes.filter((node) => isServing(node) && !isExcluded(`master/${node.name}`));
  if (!serving.some((node) => isTurning(node, wanted, port, catalog))) return false;
  const answered = new Set(serving.flatMap((node) => boundAt(node, port) ?? []));
  const seen = new Map(workers.map((view) => [view.row, pinOf(view)]));
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const isOthersOld = catalog.master.certificateThumbprint !== wanted && [...answered].some((one) => one !== wanted);
  return rows.filter(isWorkerOnline).some((row) => {
    const pin = seen.get(row);
    return pin === undefined ? isOthersOld : pin !== wanted && answered.has(pin);
  });
}

/** Whether a node that answers is still to come to a certificate. */
function isTurning(node: MasterNode, wanted: Thumbprint, port: number, catalog: CatalogObservation): boolean {
  const { installation } = node;
  if (installation?.config.state !== 'read') return false;
  const named = thumbprint(installation.config.text(certificateKeys.value.master) ?? '');
  const bound = boundAt(node, port);
  if (named !== wanted || (bound !== undefined && bound !== wanted)) return true;
  const isUnread = installation.service.configUnread === true || unreadKeys(node, catalog).length > 0;
  return isUnread && catalog.master.certificateThumbprint !== wanted;
}

function boundAt({ reachability }: MasterNode, port: number): Thumbprint | undefined {
  if (reachability.state !== 'seen' || !reachability.machine.bindings.known) return undefined;
  return bindingAt(reachability.machine.bindings.value, port)?.thumbprint;
}

/** The certificate of the master that a worker's service goes by; undefined where that is not seen. */
function pinOf({ installation }: WorkerView): Thumbprint | undefined {
  if (installation?.config.state !== 'read') return undefined;
  const { configUnread, configWritten } = installation.service;
  if (configUnread === true || configWritten === true) return undefined;
  const named = installation.config.text(certificateKeys.value.masterOfWorker);
  return named === undefined ? undefined : thumbprint(named);
}

function cutOverOf(
  { master, workers }: FleetView,
  next: NewMasterCertificate | undefined,
  { topology, catalog, isChosen, isExcluded }: RotationContext,
): CutOver | undefined {
  if (master.nodes.every(({ name }) => isExcluded(`master/${name}`))) return undefined;
  const members = workers.filter(
    (view): view is SeenWorker =>
      view.row !== undefined &&
      isChosen(`worker/${view.worker.machine}`) &&
      !isInMaintenance(view) &&
      isSwitchable(view),
  );
  const wanted = next?.to.state === 'present' ? next.to.stored.thumbprint : undefined;
  const target = next === undefined && master.certificate.known ? master.certificate.thumbprint : wanted;
  const changing = members.filter(
    (view) => target === undefined || pinOf(view) !== target || isLeftBehind(view, master.port),
  );
  const isIdle = ({ row }: WorkerView) =>
    row !== undefined && catalog.busy.known && (catalog.busy.value.get(row.id) ?? 0) === 0;
  const heard = changing.filter(({ row }) => row !== undefined && isWorkerOnline(row));
  const idleFirst = topology.policy.rollout.order === 'idleFirst' ? heard.find(isIdle) : undefined;
  const first = idleFirst ?? heard.find(({ worker }) => worker.enabled !== false) ?? heard[0];
  return {
    members: new Set(members),
    ...(first === undefined ? {} : { first }),
  };
}

/** Whether a worker is emptied for a cut-over: it could hold work, or get some. */
export function isEmptied(row: WorkerRow, catalog: CatalogObservation): boolean {
  return row.enabled || isAtWork(row, catalog) || !catalog.busy.known;
}

/** Old certificates go only once they were kept for long enough, and never while a rotation is under way. */
function outlivedBy(fleet: FleetView, context: RotationContext): MasterChange['outlived'] {
  const { topology, catalog } = context;
  const phase = topology.master?.rotate;
  if (fleet.master.next !== undefined || (phase !== undefined && phase !== 'complete')) return nothing;
  const old = oldCertificates(fleet, context);
  const until = old.length === 0 ? undefined : keptUntil(fleet, context);
  if (until === undefined || Date.parse(catalog.observedAt) < until) return nothing;
  const found = new Map<WorkerView, Thumbprint[]>();
  for (const { thumbprint: print, workers } of old) {
    for (const view of workers) {
      if (!isSettledOn(view, fleet.master)) continue;
      const known = found.get(view);
      if (known === undefined) found.set(view, [print]);
      else known.push(print);
    }
  }
  return (view) => found.get(view) ?? none;
}

const none: readonly Thumbprint[] = [];
const nothing = () => none;
