import type { Immutable } from '../domain/documents.js';
import type { Certificate } from '../domain/machines.js';
import { isWorkerOnline, type UnreadableRow, type WorkerRow } from '../domain/rows.js';
import type * as generated from '../generated/status.js';
import { type FleetHealth, healthByRow, shownHealth } from '../reconciler/diagnosis/health.js';
import type { Health } from '../reconciler/diagnosis/part-health.js';
import { workerId } from '../reconciler/kinds/kind.js';
import { type CertificateTimes, certificateTimes } from '../reconciler/view/certificates.js';
import { fleetView } from '../reconciler/view/fleet.js';
import type { Observation } from '../reconciler/view/machine.js';
import { rowsOf, type WorkerMatch } from '../reconciler/view/matched-workers.js';
import type { WorkerView } from '../reconciler/view/worker.js';
import type { Topology } from '../topology/topology.js';
import { certificateStatus } from './certificate-status.js';

export type WorkerStatus = Immutable<generated.WorkerStatus>;

/** What is known of a row, or of a listed worker, besides the row itself. */
interface Standing {
  readonly standing: WorkerStatus['standing'];
  readonly place: number;
  readonly view: WorkerView;
}

/**
 * Every row of the catalog, the listed workers first; then listed workers that have no row, and rows that cannot be read.
 * `isCompared`: whether there is a topology that could list them. Throws `catalog.no-rights` where the rows cannot be seen.
 */
export function workersStatus(
  topology: Topology,
  observation: Observation,
  health: FleetHealth,
  isCompared: boolean,
): readonly WorkerStatus[] {
  const { workers: rows, busy } = observation.catalog;
  const fleet = fleetView(topology, observation);
  const { ofRow, ofMachine } = healthByRow(health);
  const times = certificateTimes(topology, observation.catalog);
  const standings = new Map<string, Standing>();
  const awaiting: WorkerStatus[] = [];
  for (const [index, view] of fleet.workers.entries()) {
    const { match, worker } = view;
    if (match.state === 'awaitingRegistration') {
      awaiting.push({ ...withoutRow(worker.machine, ofMachine), ...ofMachineOf(view, times) });
    }
    if (match.state === 'unreadable') {
      awaiting.push({ ...ofUnreadable(match.unreadable, worker.machine, health), ...ofMachineOf(view, times) });
    }
    for (const row of rowsOf(match)) standings.set(row.id, { standing: match.state, place: index, view });
    for (const row of staleOf(match)) standings.set(row.id, { standing: 'stale', place: index, view });
  }
  for (const [index, view] of fleet.leaving.entries()) {
    const place = fleet.workers.length + index;
    for (const row of rowsOf(view.match)) standings.set(row.id, { standing: 'leaving', place, view });
    if (view.match.state === 'unreadable') {
      const { unreadable } = view.match;
      awaiting.push({ ...ofUnreadable(unreadable, view.worker.machine, health), ...ofMachineOf(view, times) });
    }
  }
  const doubtful = new Set<string>(fleet.doubtful.map(({ row }) => row.id));
  const others = isCompared ? 'unmanaged' : 'notCompared';
  const shown = (rows.known ? rows.value : []).map((row) => {
    const found = standings.get(row.id);
    const own = doubtful.has(row.id) ? 'sharedName' : (found?.standing ?? others);
    const status: WorkerStatus = {
      machine: row.machineName,
      workerAgentId: row.id,
      standing: own,
      enabled: row.enabled,
      online: isWorkerOnline(row),
      lastOnline: row.lastOnline,
      lastOnlineAge: row.lastOnlineAge,
      runningExecutions: busy.known ? (busy.value.get(row.id) ?? 0) : null,
      userAccount: row.userAccount,
      displayName: row.displayName,
      description: row.description,
      tags: row.tags,
      ...(row.machineName === null ? {} : { target: workerId(row.machineName) }),
      ...(found === undefined ? {} : ofMachineOf(found.view, times, own)),
      ...healthOf(ofRow.get(row.id)),
    };
    return { status, place: found?.place ?? Number.POSITIVE_INFINITY };
  });
  // Equal places stay in the order of the rows; the difference of two infinities is no number.
  shown.sort((one, other) => one.place - other.place || 0);
  return [
    ...shown.map(({ status }) => status),
    ...awaiting,
    ...fleet.unreadable.map((row) => ofUnreadable(row, row.machineName, health)),
  ];
}

/** What its machine shows; a row that was left behind is not the one that the machine's worker has now. */
function ofMachineOf(
  view: WorkerView,
  times: CertificateTimes,
  standing?: WorkerStatus['standing'],
): Pick<WorkerStatus, 'target' | 'version' | 'certificate'> {
  const target = workerId(view.worker.machine);
  if (standing === 'stale') return { target };
  const used = certificateOf(view);
  return {
    target,
    ...(view.installation === undefined ? {} : { version: view.installation.version }),
    ...(used === undefined ? {} : { certificate: certificateStatus(used, times) }),
  };
}

/** Of a worker that was not looked at the file that the topology names. */
function certificateOf({ worker, installation, reachability }: WorkerView): Certificate | undefined {
  if (installation !== undefined || reachability.state === 'seen') return installation?.certificate;
  const { certificate } = worker;
  return certificate !== undefined && 'file' in certificate ? certificate.certificate : undefined;
}

function staleOf(match: WorkerMatch): readonly WorkerRow[] {
  return match.state === 'registered' || match.state === 'awaitingRegistration' ? match.stale : [];
}

function healthOf(worker: Health | undefined): Pick<WorkerStatus, 'health'> {
  return worker === undefined ? {} : { health: shownHealth(worker) };
}

function withoutRow(machine: string, health: ReadonlyMap<string, Health>): WorkerStatus {
  return {
    machine,
    workerAgentId: null,
    standing: 'awaitingRegistration',
    enabled: null,
    online: null,
    lastOnline: null,
    lastOnlineAge: null,
    runningExecutions: null,
    userAccount: null,
    displayName: null,
    description: null,
    tags: null,
    ...healthOf(health.get(machine)),
  };
}

/** Neither online nor offline. */
function ofUnreadable(
  { id, enabled, column, value }: UnreadableRow,
  machine: string | null,
  { workers }: FleetHealth,
): WorkerStatus {
  const name = machine ?? id ?? '(no name)';
  const health = workers.find((one) => (id === null ? one.machine === name : one.rows.includes(id)));
  return {
    ...withoutRow(name, new Map(health === undefined ? [] : [[name, health]])),
    machine,
    workerAgentId: id,
    standing: 'unreadable',
    enabled,
    lastOnline: column === 'LastOnlineTime' ? value : null,
    ...(machine === null ? {} : { target: workerId(machine) }),
  };
}
