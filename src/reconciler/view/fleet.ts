// src/reconciler/view shows what an observation says of the fleet, put together once: `fleetView` makes one view of each listed
// worker and of each node of the master, and all who compare, judge or tell of a machine are handed these. Nothing here
// decides what is to be done. It uses domain, facts, config-file and the topology, and no other folder of the reconciler. A
// new thing to know of a machine goes into machine.ts, of a worker into worker.ts, of the master into master.ts.

import type { MachineRole } from '../../domain/machines.js';
import type { WorkerRow } from '../../domain/rows.js';
import { ScaleoutError } from '../../errors/errors.js';
import { entriesOf, type Topology } from '../../topology/topology.js';
import { installationFor, machineView, type Observation } from './machine.js';
import { type Maintenance, maintenanceIn, maintenancesOf } from './maintenance.js';
import { type MasterView, masterView } from './master.js';
import { type MatchedWorkers, matchWorkers } from './matched-workers.js';
import { type RowMachine, rowMachine } from './row-machine.js';
import { agentIdOf, type WorkerMachine, type WorkerView, workerMachine, workerView } from './worker.js';

/** The listed workers and the master as their machines show them, whatever the catalog's rows say. */
export interface FleetMachines {
  readonly master: MasterView;
  /** In the topology's order. */
  readonly workers: readonly WorkerMachine[];
}

/** The whole fleet; the rows that no listed worker has are in `unlisted`, `nameless`, `doubtful` and `unreadable`. */
export interface FleetView extends Omit<MatchedWorkers, 'matches'> {
  readonly master: MasterView;
  /** In the topology's order. */
  readonly workers: readonly WorkerView[];
  /** Those that leave for good, in the topology's order: their rows are none of the rows that are not listed. */
  readonly leaving: readonly WorkerView[];
  /** Of the topology, those of workers that it does not list any more too. */
  readonly maintenances: readonly Maintenance[];
  /** The machine of a row that no listed worker has, or of one that an earlier installation left behind. */
  machineOf(row: WorkerRow): RowMachine;
}

/** What was seen never changes, so the views are made once, however many plans go by them. */
const views = new WeakMap<Observation, WeakMap<Topology, FleetView>>();

/** Throws `catalog.no-rights` where the catalog does not show its workers: nothing can be compared then. */
export function fleetView(topology: Topology, observation: Observation): FleetView {
  const made = views.get(observation)?.get(topology);
  if (made !== undefined) return made;
  const view = newView(topology, observation);
  const others = views.get(observation);
  if (others === undefined) views.set(observation, new WeakMap([[topology, view]]));
  else others.set(topology, view);
  return view;
}

function newView(topology: Topology, observation: Observation): FleetView {
  const { workers: rows } = observation.catalog;
  if (!rows.known) throw new ScaleoutError('catalog.no-rights', rows.reason);
  const master = masterView(topology, observation);
  const { unreadable: bad } = observation.catalog;
  const { matches, unlisted, nameless, doubtful, unreadable } = matchWorkers(
    entriesOf(topology),
    rows.value,
    (worker) => agentIdOf(worker, observation),
    bad,
  );
  const machines = new Map<WorkerRow, RowMachine>();
  const maintenances = maintenancesOf(topology, observation.catalog);
  const views = matches.map((match) => {
    const of = { topology: topology.name, target: `worker/${match.worker.machine}` };
    const maintenance = maintenances.length === 0 ? undefined : maintenanceIn(maintenances, of);
    return workerView(match, topology, observation, master, maintenance);
  });
  return {
    master,
    maintenances,
    workers: views.slice(0, topology.workers.length),
    leaving: views.slice(topology.workers.length),
    unlisted,
    nameless,
    doubtful,
    unreadable,
    machineOf(row) {
      const found = machines.get(row) ?? rowMachine(row, topology, observation);
      machines.set(row, found);
      return found;
    },
  };
}

export function fleetMachines(topology: Topology, observation: Observation): FleetMachines {
  const master = masterView(topology, observation);
  return { master, workers: topology.workers.map((worker) => workerMachine(worker, topology, observation, master)) };
}

/**
 * Whether every machine that was to be looked at showed all that is compared: its config could be read, and its stores; of
 * a node of the master its bindings and firewall too. What is not there is seen as well.
 */
export function isSeenWhole(topology: Topology, observation: Observation): boolean {
  const nodes = new Set((topology.master?.machines ?? []).map((name) => name.toUpperCase()));
  const workers = new Set(entriesOf(topology).map(({ machine }) => machine.toUpperCase()));
  return [...observation.machines].every(([name, seen]) => {
    if (!seen.known) return false;
    const machine = machineView(seen.value);
    const { root, my, bindings, firewall } = machine;
    const isNode = nodes.has(name);
    const isConfigRead = (role: MachineRole) => {
      const installation = installationFor(observation, machine, role);
      return installation === undefined || installation.config.state === 'read';
    };
    const isNodeSeen = !isNode || (bindings.known && firewall.known && isConfigRead('master'));
    const isWorkerSeen = (isNode && !workers.has(name)) || isConfigRead('worker');
    return root.known && my.known && isNodeSeen && isWorkerSeen;
  });
}
