import { sameMachine } from '../../domain/machine-name.js';
import { isMasterOnline, type WorkerRow } from '../../domain/rows.js';
import type { Topology } from '../../topology/topology.js';
import { fleetMachines, fleetView } from '../view/fleet.js';
import { machineView, type Observation, type Reachability } from '../view/machine.js';
import type { MasterNode } from '../view/master.js';
import type { WorkerMachine } from '../view/worker.js';
import type { CheckContext, CheckedNode, CheckedWorker } from './check.js';

/** Puts together what checks go by. Rows that the login may not see leave the listed workers without one. */
export function checkContext(topology: Topology, observation: Observation): CheckContext {
  const { catalog } = observation;
  const fleet = fleetMachines(topology, observation);
  return {
    topology,
    observation,
    catalog,
    rows: catalog.workers,
    fleet,
    nodes: fleet.master.nodes.map((node) => checkedNode(node, observation)),
    workers: catalog.workers.known ? workersOf(topology, observation) : fleet.workers.map(withoutRow),
    examination: observation.examination,
    warnBeforeDays: topology.policy.certificates.warnBeforeDays,
  };
}

function checkedNode(node: MasterNode, { catalog }: Observation): CheckedNode {
  const { name, reachability } = node;
  const isNamed = sameMachine(catalog.master.machineName ?? '', name);
  return {
    target: `master/${name}`,
    node,
    seen: seenOf(reachability),
    isActive: isNamed && isMasterOnline(catalog.master) === true,
  };
}

function seenOf(reachability: Reachability) {
  return reachability.state === 'seen' ? reachability.machine : undefined;
}

function workersOf(topology: Topology, observation: Observation): readonly CheckedWorker[] {
  const { workers, unlisted, nameless, doubtful } = fleetView(topology, observation);
  const listed = workers.map((view): CheckedWorker => {
    const { worker, row } = view;
    const isWanted = row === undefined ? worker.enabled !== false : row.enabled;
    return {
      target: `worker/${worker.machine}`,
      name: worker.machine,
      row,
      machine: view,
      seen: seenOf(view.reachability),
      isWanted,
    };
  });
  const others = [...unlisted, ...nameless, ...doubtful.map(({ row }) => row)];
  return [...listed, ...others.map((row) => unlistedWorker(row, observation))];
}

function withoutRow(machine: WorkerMachine): CheckedWorker {
  const { worker, reachability } = machine;
  return {
    target: `worker/${worker.machine}`,
    name: worker.machine,
    row: undefined,
    machine,
    seen: seenOf(reachability),
    isWanted: worker.enabled !== false,
  };
}

/** Its machine may have been looked at, where it is to be removed. */
function unlistedWorker(row: WorkerRow, { machines }: Observation): CheckedWorker {
  const name = row.machineName ?? row.id;
  const seen = machines.get(name.toUpperCase());
  return {
    target: `worker/${name}`,
    name,
    row,
    machine: undefined,
    seen: seen?.known === true ? machineView(seen.value) : undefined,
    isWanted: row.enabled,
  };
}
