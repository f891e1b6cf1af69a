import type { EventBody, Plan } from '../domain/documents.js';
import { cutKey, isPossiblyCut, shortKey } from '../domain/machine-name.js';
import { isWorkerOnline } from '../domain/rows.js';
import type { Diagnostic } from '../errors/errors.js';
import type { ApplyOutcome } from '../reconciler/apply/apply.js';
import type { HeldChange, WatchMode } from '../reconciler/hold/hold.js';
import { fleetView } from '../reconciler/view/fleet.js';
import { type MachineView, machineView, type Observation } from '../reconciler/view/machine.js';
import { type StatedMaintenance, statedMaintenances } from '../reconciler/view/maintenance.js';
import type { Topology } from '../topology/topology.js';
import type { FleetCondition } from './fleet-condition.js';

/** Why a run was made; of several, all are told. */
export type WatchReason = 'start' | 'file' | 'interval' | 'signal' | 'request' | 'retry';

/** How one run ended. */
export interface ReconcileResult {
  /**
   * - `in-sync`: nothing differs. - `held`: something differs, all of it is held back. - `applied`: what was not held back
   * was made so. - `partial`: some of it failed, or is unknown. - `interrupted`: it was told to end before all of it was
   * made. - `failed`: the world could not be observed.
   */
  readonly result: 'in-sync' | 'held' | 'applied' | 'partial' | 'interrupted' | 'failed';
  readonly reasons: readonly WatchReason[];
  /** The plan of everything, held changes included; absent where the world could not be observed. */
  readonly plan?: Plan;
  readonly held: readonly HeldChange[];
  /** What was carried out; absent where nothing was begun. */
  readonly outcome?: ApplyOutcome;
  /** Of `fleetOf`, for metrics; absent where the world could not be observed. */
  readonly fleet?: Fleet;
  readonly diagnostics: readonly Diagnostic[];
  /** How the fleet fares as it was seen, before anything was carried out. */
  readonly condition: FleetCondition;
  readonly durationMs: number;
}

/** Whether nothing failed in a run, and nothing was left in the middle. */
export function isSuccess({ result }: Pick<ReconcileResult, 'result'>): boolean {
  return result === 'in-sync' || result === 'held' || result === 'applied';
}

/**
 * Everything that a watch does, in the order in which it happens. `topology` is the name of the topology, or the path of a
 * file that has never been good.
 */
export type WatchEvent =
  | { readonly type: 'watch_started'; readonly topology: string; readonly file: string; readonly mode: WatchMode }
  | {
      readonly type: 'topology_loaded';
      readonly topology: string;
      readonly sha256: string;
      /** What the topology gives up of the protection of its connection; absent where that is nothing. */
      readonly diagnostics?: readonly Diagnostic[];
    }
  /** The file is not good; the last good one is kept to. */
  | { readonly type: 'topology_bad'; readonly topology: string; readonly diagnostics: readonly Diagnostic[] }
  /** `isLed`: it stands by, and another one is known to lead. */
  | {
      readonly type: 'leading';
      readonly topology: string;
      readonly isLeader: boolean;
      readonly isLed?: true;
      readonly detail?: string;
    }
  | { readonly type: 'reconcile_started'; readonly topology: string; readonly reasons: readonly WatchReason[] }
  /** An event of the apply that is under way. `byPage`: of a drain or an undrain beside the loop, whose runs do not end it. */
  | { readonly type: 'apply_event'; readonly topology: string; readonly event: EventBody; readonly byPage?: true }
  | { readonly type: 'reconciled'; readonly topology: string; readonly result: ReconcileResult }
  /** The loop neither ended what it was at nor got on with it for so many milliseconds; it has given the lead up. */
  | { readonly type: 'watch_stuck'; readonly topology: string; readonly silentMs: number }
  | { readonly type: 'watch_stopped'; readonly topology: string; readonly detail?: string };

/** What the process as a whole tells, of no topology. */
export type ServiceEvent =
  /** `page`: whether the page is served there too. */
  | { readonly type: 'http_started'; readonly url: string; readonly page: boolean }
  /** A folder that is watched has no topology in it. `goesOn`: one that comes is watched from then on. */
  | { readonly type: 'folder_empty'; readonly folder: string; readonly goesOn: boolean };

/** Receives events in order. What it throws is its own affair: the loop goes on. */
export type WatchListener = (event: WatchEvent) => void;

/**
 * For the events of one loop: where its topology gets another name (the file became good, or says so), the listener sees
 * the watch of the old name end and that of the new one begin. Without it, gauges and health would keep the old one.
 */
export function followName(listener: WatchListener): WatchListener {
  let started: Extract<WatchEvent, { readonly type: 'watch_started' }> | undefined;
  let name: string | undefined;
  return (event) => {
    if (event.type === 'watch_started') {
      started = event;
    } else if (name !== undefined && event.topology !== name) {
      listener({ type: 'watch_stopped', topology: name, detail: `it is called ${event.topology} now` });
      if (started !== undefined) listener({ ...started, topology: event.topology });
    }
    name = event.topology;
    listener(event);
  };
}

/** `unregistered`: listed, and without a row in the catalog. */
type WorkerState = 'online' | 'offline' | 'disabled' | 'unregistered';

interface UsedCertificate {
  /** As the topology or the catalog names it. */
  readonly machine: string;
  readonly thumbprint: string;
  /** ISO 8601, UTC. */
  readonly notAfter: string;
}

/** What an observation says of the whole fleet, in few words. */
export interface Fleet {
  /** How many workers are in each state; undefined where they could not be seen. */
  readonly workers?: Readonly<Record<WorkerState, number>>;
  /** The certificates that the services of the machines use, as far as machines were looked at. */
  readonly certificates: readonly UsedCertificate[];
  /** Absent: none. */
  readonly maintenances?: readonly StatedMaintenance[];
}

/** Sums up an observation. Pure. */
export function fleetOf(topology: Topology, observation: Observation): Fleet {
  const { catalog, machines } = observation;
  const certificates = [...machines.values()].flatMap((found) =>
    found.known ? certificatesOf(machineView(found.value)) : [],
  );
  if (!catalog.workers.known) return { certificates };
  const maintenances = statedMaintenances(fleetView(topology, observation));
  const workers = { online: 0, offline: 0, disabled: 0, unregistered: 0 };
  const registered = new Set<string>();
  const cut = new Set<string>();
  const leaving = new Set(topology.leaving?.map(({ machine }) => shortKey(machine)));
  for (const row of catalog.workers.value) {
    // Nobody waits for one that leaves for good.
    if (leaving.has(shortKey(row.machineName ?? ''))) continue;
    if (row.machineName !== null) {
      registered.add(shortKey(row.machineName));
      if (isPossiblyCut(row.machineName)) cut.add(cutKey(row.machineName));
    }
    workers[row.enabled ? (isWorkerOnline(row) ? 'online' : 'offline') : 'disabled'] += 1;
  }
  for (const { machineName } of catalog.unreadable ?? []) registered.add(shortKey(machineName ?? ''));
  workers.unregistered = topology.workers.filter(
    ({ machine }) => !registered.has(shortKey(machine)) && !cut.has(cutKey(machine)),
  ).length;
  return { workers, certificates, ...(maintenances.length === 0 ? {} : { maintenances }) };
}

function certificatesOf(machine: MachineView): readonly UsedCertificate[] {
  const used = machine.installations.flatMap(({ certificate }) => certificate ?? []);
  const unique = new Map(used.map(({ thumbprint, notAfter }) => [thumbprint, notAfter]));
  return [...unique].map(([thumbprint, notAfter]) => ({ machine: machine.machine, thumbprint, notAfter }));
}
