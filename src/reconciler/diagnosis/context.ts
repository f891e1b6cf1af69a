import { sameMachine } from '../../domain/machine-name.js';
import { isAhead, isMasterOnline, isWorkerOnline, silenceLimit, type WorkerRow } from '../../domain/rows.js';
import type { Topology } from '../../topology/topology.js';
import { type FleetView, fleetMachines, fleetView } from '../view/fleet.js';
import { machineView, type Observation, type Reachability } from '../view/machine.js';
import type { MasterNode } from '../view/master-certificate.js';
import type { WorkerMachine } from '../view/worker.js';
import { type CheckContext, type CheckedNode, type CheckedWorker, type Outcome, unknown } from './check.js';

/** Puts together what checks go by. Rows that the login may not see leave the listed workers without one. */
export function checkContext(topology: Topology, observation: Observation): CheckContext {
  const { catalog } = observation;
  // What a plan has put together already is not made again.
  const whole = catalog.workers.known ? fleetView(topology, observation) : undefined;
  const fleet = whole ?? fleetMachines(topology, observation);
  return {
    topology,
    observation,
    catalog,
    rows: catalog.workers,
    fleet,
    nodes: nodesOf(fleet.master.nodes, observation),
    workers: whole === undefined ? fleet.workers.map(withoutRow) : workersOf(whole, observation),
    examination: observation.examination,
    warnBeforeDays: topology.policy.certificates.warnBeforeDays,
  };
}

function nodesOf(all: readonly MasterNode[], observation: Observation): readonly CheckedNode[] {
  const active = new Set(activeOf(all, observation));
  return all.map((node) => {
    const { name, reachability } = node;
    const target = `master/${name}`;
    return {
      target,
      node,
      seen: seenOf(reachability),
      isActive: active.has(node),
      unseen: unseenOutcome(target, reachability),
    };
  });
}

/**
 * The nodes whose faults are felt. The catalog names the machine of the last heartbeats; where its service is seen not to run,
 * another one that runs has taken over, or is to. Where none is known to run, the fault of each is felt.
 */
function activeOf(all: readonly MasterNode[], { catalog }: Observation): readonly MasterNode[] {
  const named = all.filter(({ name }) => sameMachine(catalog.master.machineName ?? '', name));
  const possible = named.filter((node) => !isStopped(node));
  if (possible.length > 0) return possible;
  const running = all.filter(({ installation }) => installation?.service.state === 'running');
  if (running.length > 0) return running;
  const open = all.filter((node) => !isStopped(node));
  // Somebody sends the heartbeats. Where nobody does, each node could be the master, and none is.
  return open.length > 0 && isMasterOnline(catalog.master) === true ? open : all;
}

/** Seen, and without a running master. */
function isStopped({ reachability, installation }: MasterNode): boolean {
  return reachability.state === 'seen' && installation?.service.state !== 'running';
}

function seenOf(reachability: Reachability) {
  return reachability.state === 'seen' ? reachability.machine : undefined;
}

/** Reasons are alike for all machines, so that they can be told together. */
export const unseenReasons = {
  none: 'its machine is not managed (transport none)',
  manual: 'its machine is worked on by hand (transport manual)',
  unreached: 'its machine could not be looked at',
  unlisted: 'no topology lists its machine',
} as const;

function unseenOutcome(target: string, { state }: Reachability): Outcome | undefined {
  return state === 'seen' ? undefined : unknown(target, unseenReasons[state]);
}

function workersOf(fleet: FleetView, observation: Observation): readonly CheckedWorker[] {
  const { workers, leaving, unlisted, nameless, doubtful } = fleet;
  const listed = workers.map((view): CheckedWorker => {
    const { worker, row, reachability, maintenance } = view;
    // One that was left disabled, by a rotation that could not be taken back for example, is to run packages all the same.
    const isLeft = worker.enabled === true && maintenance === undefined;
    const target = `worker/${worker.machine}`;
    return {
      target,
      name: worker.machine,
      row,
      machine: view,
      match: view.match,
      seen: seenOf(reachability),
      isWanted: row === undefined ? worker.enabled !== false : row.enabled || isLeft,
      isHeard: row === undefined ? undefined : heardOf(row),
      unseen: unseenOutcome(target, reachability),
    };
  });
  const others = [...unlisted, ...nameless, ...doubtful.map(({ row }) => row)];
  // Of one that leaves for good it does not matter whether it can work: only its row is looked at.
  const gone = leaving.flatMap(({ worker, row }): readonly CheckedWorker[] =>
    row === undefined
      ? []
      : [
          {
            ...unlistedWorker(row, observation),
            target: `worker/${worker.machine}`,
            name: worker.machine,
            isWanted: false,
          },
        ],
  );
  return [...listed, ...others.map((row) => unlistedWorker(row, observation)), ...gone];
}

/** Of a heartbeat that is to come nobody can tell. */
function heardOf(row: WorkerRow): boolean | undefined {
  return isAhead(row.lastOnlineAge, silenceLimit(row)) ? undefined : isWorkerOnline(row);
}

function withoutRow(machine: WorkerMachine): CheckedWorker {
  const { worker, reachability } = machine;
  const target = `worker/${worker.machine}`;
  return {
    target,
    name: worker.machine,
    row: undefined,
    machine,
    match: undefined,
    seen: seenOf(reachability),
    isWanted: worker.enabled !== false,
    isHeard: undefined,
    unseen: unseenOutcome(target, reachability),
  };
}

/** Its machine may have been looked at, where it is to be removed. */
function unlistedWorker(row: WorkerRow, { machines }: Observation): CheckedWorker {
  const name = row.machineName ?? row.id;
  const seen = machines.get(name.toUpperCase());
  const target = `worker/${name}`;
  return {
    target,
    name,
    row,
    machine: undefined,
    match: undefined,
    seen: seen?.known === true ? machineView(seen.value) : undefined,
    isWanted: row.enabled,
    isHeard: heardOf(row),
    unseen: unknown(target, unseenReasons.unlisted),
  };
}
