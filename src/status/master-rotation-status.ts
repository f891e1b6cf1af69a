import type { Immutable } from '../domain/documents.js';
import { masterMark } from '../domain/machine-name.js';
import { thumbprint } from '../domain/machines.js';
import { certificateKeys } from '../facts/configs.js';
import type * as generated from '../generated/rotation.js';
import { bindingAt } from '../reconciler/view/binding.js';
import { type CertificateTimes, certificateTimes, day } from '../reconciler/view/certificates.js';
import { type FleetView, fleetView } from '../reconciler/view/fleet.js';
import type { Observation } from '../reconciler/view/machine.js';
import { isServing, type MasterNode } from '../reconciler/view/master-certificate.js';
import {
  keptUntil,
  type MasterRotation,
  masterRotation,
  type Prepared,
  thumbprintIn,
} from '../reconciler/view/master-rotation.js';
import type { WorkerView } from '../reconciler/view/worker.js';
import type { Topology } from '../topology/topology.js';
import { rotatedCertificate } from './certificate-status.js';

type Status = Immutable<generated.MasterRotation>;
type Next = NonNullable<Immutable<generated.RotationDocument>['next']>;

/** How far the rotation of the master's certificate is, and how it goes on; null: nothing needs to be done. */
export function masterRotationStatus(
  topology: Topology,
  observation: Observation,
): { readonly master: Status; readonly next: Next | null } {
  const fleet = fleetView(topology, observation);
  const { catalog } = observation;
  const rotation = masterRotation(fleet, { topology, catalog, isChosen: () => true, isExcluded: () => false });
  const times = certificateTimes(topology, catalog);
  const { inUse, bring } = rotation;
  const phase = phaseOf(rotation, fleet, observation);
  const until = keptUntil(fleet, { topology });
  const reason = inUse.known ? bring : inUse.reason;
  const master: Status = {
    phase,
    ...(reason === undefined ? {} : { reason }),
    certificate: certificateOf(inUse, times, masterMark(topology.name)),
    ...renewedFrom(fleet, topology),
    next: nextOf(rotation, times, masterMark(topology.name)),
    nodes: fleet.master.nodes.map((node, at) => nodeStatus(node, fleet.master.port, rotation.nodes[at])),
    workers: fleet.workers.map((view, at) => workerStatus(view, rotation, rotation.workers[at])),
    blockers: rotation.keepers.map(({ who = null, by, why, helps }) => ({
      who,
      why,
      remedy: helps,
      ...(by === 'window' ? { isWindow: true as const } : {}),
    })),
    old: rotation.old.map(({ thumbprint: print, workers }) => ({
      thumbprint: print,
      trustedBy: workers.map(({ worker }) => worker.machine),
      keptUntil: until === undefined ? null : new Date(until).toISOString(),
    })),
  };
  return { master, next: nextCommand(master, rotation, observation, until) };
}

function certificateOf(inUse: MasterRotation['inUse'], times: CertificateTimes, mark: string): Status['certificate'] {
  if (!inUse.known) return null;
  const { stored } = inUse;
  return stored === undefined ? { thumbprint: inUse.thumbprint } : rotatedCertificate(stored, times, mark);
}

/** Only one that is ours to make is renewed by itself: the topology names none, there is one node, and nobody issued it. */
function renewedFrom({ master }: FleetView, topology: Topology): Pick<Status, 'renewedFrom'> {
  const { renewBeforeDays } = topology.policy.certificates;
  const stored = master.certificate.known ? master.certificate.stored : undefined;
  const isOurs = topology.master?.certificate === undefined && master.nodes.length === 1 && stored?.selfSigned === true;
  if (!isOurs || stored === undefined || renewBeforeDays === undefined) return {};
  return { renewedFrom: new Date(Date.parse(stored.notAfter) - renewBeforeDays * day).toISOString() };
}

const whys = {
  named: 'master.certificate of the topology names it',
  due: 'the one in use ends soon, or has ended',
  asked: 'scaleout rotate asks for it',
  prepared: 'scaleout rotate has prepared it',
} as const;

function nextOf({ next }: MasterRotation, times: CertificateTimes, mark: string): Status['next'] {
  if (next === undefined) return null;
  const { to, why } = next;
  const told = { state: to.state, why: whys[why] };
  switch (to.state) {
    case 'create':
      return told;
    case 'present':
      return { ...told, certificate: rotatedCertificate(to.stored, times, mark) };
    case 'missing':
      return {
        ...told,
        certificate:
          to.certificate === undefined
            ? { thumbprint: to.thumbprint }
            : rotatedCertificate(to.certificate, times, mark),
      };
  }
}

function nodeStatus(node: MasterNode, port: number, prepared: Prepared | undefined): Status['nodes'][number] {
  return { machine: node.name, hasNext: readiness(prepared), names: namedBy(node), bound: boundTo(node, port) };
}

function namedBy({ installation }: MasterNode): string | null {
  const text = installation?.config.text(certificateKeys.value.master);
  return text === undefined || text === '' ? null : thumbprint(text);
}

function boundTo({ reachability }: MasterNode, port: number): string | null {
  if (reachability.state !== 'seen' || !reachability.machine.bindings.known) return null;
  return bindingAt(reachability.machine.bindings.value, port)?.thumbprint ?? null;
}

function readiness(prepared: Prepared | undefined): 'yes' | 'no' | 'unknown' | null {
  if (prepared === undefined) return null;
  return ({ ready: 'yes', notReady: 'no', unknown: 'unknown' } as const)[prepared.state];
}

function workerStatus(
  view: WorkerView,
  rotation: MasterRotation,
  prepared: Prepared | undefined,
): Status['workers'][number] {
  const isUnread = view.installation?.service.configUnread === true;
  return {
    machine: view.worker.machine,
    trustsNext: readiness(prepared),
    pins: pinOf(view, rotation),
    ...(view.row?.enabled === false ? { isDisabled: true as const } : {}),
    ...(isUnread ? { isUnread } : {}),
  };
}

function pinOf({ installation }: WorkerView, { inUse, next }: MasterRotation): Status['workers'][number]['pins'] {
  if (installation === undefined || installation.config.state !== 'read') return 'unknown';
  const pinned = thumbprint(installation.config.text(certificateKeys.value.masterOfWorker) ?? '');
  if (inUse.known && pinned === inUse.thumbprint) return 'inUse';
  return next !== undefined && pinned === thumbprintIn(next) ? 'next' : 'other';
}

function phaseOf(rotation: MasterRotation, fleet: FleetView, observation: Observation): Status['phase'] {
  const { inUse, next, bring, old } = rotation;
  if (!inUse.known) return 'unknown';
  if (isUnderWay(inUse.thumbprint, rotation, fleet, observation)) return 'switching';
  if (next !== undefined) {
    const isReady = [...rotation.nodes, ...rotation.workers].every(({ state }) => state === 'ready');
    return isReady ? 'prepared' : 'preparing';
  }
  if (bring !== undefined) return 'bring';
  return old.length > 0 ? 'keeping' : 'current';
}

/** Whether something that is seen still goes by another certificate than the one that is meant to be in use. */
function isUnderWay(
  inUse: string,
  rotation: MasterRotation,
  { master, workers }: FleetView,
  { catalog }: Observation,
): boolean {
  const started = catalog.master.certificateThumbprint;
  const serving = master.nodes.filter(isServing);
  return (
    (started !== null && serving.length > 0 && thumbprint(started) !== inUse) ||
    serving.some((node) => node.installation?.service.configUnread === true) ||
    serving.some((node) => {
      const bound = boundTo(node, master.port);
      return bound !== null && bound !== inUse;
    }) ||
    workers.some(
      (view) => view.row !== undefined && (pinOf(view, rotation) === 'other' || isLeftBehind(view, rotation)),
    )
  );
}

/** Whether its service may still go by an old certificate that it trusts, whatever its config names by now. */
function isLeftBehind(view: WorkerView, { old }: MasterRotation): boolean {
  return (
    view.installation?.service.configUnread === true && old.some(({ workers }) => workers.some((one) => one === view))
  );
}

/** The command to go on with. */
function nextCommand(
  { phase, blockers, next }: Status,
  rotation: MasterRotation,
  { catalog }: Observation,
  until: number | undefined,
): Next | null {
  switch (phase) {
    case 'current':
      return null;
    case 'unknown':
      return { command: 'scaleout doctor' };
    case 'switching':
      return { command: 'scaleout apply' };
    case 'bring':
      return {
        first:
          'Bring a certificate with its private key to LocalMachine\\Root of each node, and name it as master.certificate in the topology.',
        command: 'scaleout rotate master --prepare',
      };
    case 'preparing': {
      const [lacking] = rotation.nodes.filter(({ state }) => state === 'notReady');
      if (next?.state === 'create' || lacking === undefined) return { command: 'scaleout rotate master --prepare' };
      const first = `Install the next one with its private key on ${lacking.id}: scaleout script ${lacking.id.slice('master/'.length)} prints how.`;
      return { first, command: 'scaleout rotate master --prepare' };
    }
    case 'prepared': {
      const command = 'scaleout rotate master --switch';
      if (blockers.length === 0) return { command };
      const isWindow = blockers.every((blocker) => blocker.isWindow === true);
      return { first: isWindow ? 'Wait until the window is open.' : 'Mend what keeps the switch.', command };
    }
    case 'keeping': {
      const command = 'scaleout rotate master --complete';
      if (until === undefined) return { first: 'See that the master and all workers are well.', command };
      if (until <= Date.parse(catalog.observedAt)) return { command };
      return { first: `Wait until ${new Date(until).toISOString()}.`, command };
    }
  }
}
