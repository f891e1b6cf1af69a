import { workerMark } from '../../domain/machine-name.js';
import type { WorkerAgentId, WorkerRow } from '../../domain/rows.js';
import type { DesiredWorker, Topology } from '../../topology/topology.js';
import { thumbprintOf } from './certificates.js';
import {
  type InstallationView,
  installationFor,
  type Observation,
  type Reachability,
  reachabilityOf,
} from './machine.js';
import type { Maintenance } from './maintenance.js';
import type { MasterView } from './master.js';
import type { WorkerMatch } from './matched-workers.js';
import {
  type SigningCertificate,
  signingCertificate,
  type WorkerCertificate,
  workerCertificate,
} from './worker-certificate.js';

/** A listed worker with its machine, as far as that is seen. */
export interface WorkerMachine {
  readonly worker: DesiredWorker;
  readonly reachability: Reachability;
  /** The Scale Out Worker of the catalog's version; undefined where the machine was not seen or has none. */
  readonly installation: InstallationView | undefined;
  readonly certificate: WorkerCertificate;
  /** Present where that certificate may sign others. */
  readonly signing: SigningCertificate | undefined;
  /** The friendly name of the certificates that are this worker's by our doing. */
  readonly mark: string;
}

/** Everything that is known of one listed worker: what the topology wants, the catalog's row, and its machine. */
export interface WorkerView extends WorkerMachine {
  readonly match: WorkerMatch;
  /** Undefined: it has none, or which one it has cannot be told. */
  readonly row: WorkerRow | undefined;
  /** Absent: it is in none, or the notes in the catalog cannot be seen. */
  readonly maintenance?: Maintenance;
}

/** A worker whose machine was looked at and has a Scale Out Worker. */
export interface SeenWorker extends WorkerView {
  readonly reachability: Extract<Reachability, { readonly state: 'seen' }>;
  readonly installation: InstallationView;
}

export function isSeen(view: WorkerView): view is SeenWorker {
  return view.reachability.state === 'seen' && view.installation !== undefined;
}

export function workerView(
  match: WorkerMatch,
  topology: Topology,
  observation: Observation,
  master: MasterView,
  maintenance?: Maintenance,
): WorkerView {
  const row = match.state === 'registered' ? match.row : undefined;
  const view = Object.assign(workerMachine(match.worker, topology, observation, master), { match, row });
  return maintenance === undefined ? view : Object.assign(view, { maintenance });
}

export function workerMachine(
  worker: DesiredWorker,
  topology: Topology,
  observation: Observation,
  master: MasterView,
): WorkerMachine {
  const reachability = reachabilityOf(worker.access, worker.machine, observation);
  const installation = installationIn(reachability, observation);
  const mark = workerMark(topology.name, worker.machine);
  const times = { at: observation.catalog.observedAt, policy: topology.policy.certificates };
  const certificate =
    reachability.state === 'seen' && installation !== undefined
      ? workerCertificate(worker, reachability.machine, installation, { master, mark, times })
      : unseenCertificate(worker);
  const signing = signingCertificate(worker, certificate, installation?.config);
  return { worker, reachability, installation, certificate, signing, mark };
}

/** The id that the config of a worker's machine has; undefined where that was not seen or has none. */
export function agentIdOf(worker: DesiredWorker, observation: Observation): WorkerAgentId | undefined {
  return installationIn(reachabilityOf(worker.access, worker.machine, observation), observation)?.agentId;
}

function installationIn(reachability: Reachability, observation: Observation): InstallationView | undefined {
  return reachability.state === 'seen' ? installationFor(observation, reachability.machine, 'worker') : undefined;
}

const notLookedAt = 'its machine is not looked at';
const unseen: WorkerCertificate = { state: 'unknown', reason: notLookedAt };

function unseenCertificate({ certificate }: DesiredWorker): WorkerCertificate {
  if (certificate === undefined) return unseen;
  return { state: 'missing', thumbprint: thumbprintOf(certificate), reason: notLookedAt };
}
