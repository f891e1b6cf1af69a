import { sameMachine } from '../domain/machine-name.js';
import { workerId } from '../reconciler/kinds/kind.js';
import { fleetView } from '../reconciler/view/fleet.js';
import type { Observation } from '../reconciler/view/machine.js';
import { entriesOf, type Topology } from '../topology/topology.js';
import type { TimelineOptions } from './timeline.js';
import type { TwinWorker } from './twin-state.js';

type Place = TimelineOptions['listed'][number];

/** Which workers and nodes there are, by the ids that a plan has for them. */
export interface FleetIds extends Pick<TimelineOptions, 'idOf' | 'listed' | 'nodes' | 'unseen'> {
  readonly count: number;
}

export function fleetIds(topology: Topology, observation: Observation): FleetIds {
  const entries = entriesOf(topology);
  const { workers, leaving } = fleetView(topology, observation);
  const byRow = new Map(
    [...workers, ...leaving].flatMap(({ row, worker }) =>
      row === undefined ? [] : [[row.id, workerId(worker.machine)]],
    ),
  );
  const listed: Place[] = entries.map(({ machine }) => ({ id: workerId(machine), machine }));
  const nodes: Place[] = (topology.master?.machines ?? []).map((machine) => ({ id: `master/${machine}`, machine }));
  const unseen = new Set(
    [...listed, ...nodes].flatMap(({ machine }) =>
      observation.machines.get(machine.toUpperCase())?.known === true ? [] : [machine.toUpperCase()],
    ),
  );
  const known = new Map<string, string>();
  // A worker that has not changed is the same object at each look.
  const ofWorkers = new WeakMap<object, string>();
  const idOf = (worker: Pick<TwinWorker, 'agentId' | 'machine'>): string => {
    const id = ofWorkers.get(worker) ?? idNamed(worker);
    ofWorkers.set(worker, id);
    return id;
  };
  const idNamed = ({ agentId, machine }: Pick<TwinWorker, 'agentId' | 'machine'>): string => {
    const key = `${agentId} ${machine}`;
    const found =
      known.get(key) ??
      byRow.get(agentId as never) ??
      listed.find((place) => sameMachine(place.machine, machine))?.id ??
      workerId(machine);
    known.set(key, found);
    return found;
  };
  return { idOf, listed, nodes, unseen, count: entries.length };
}
