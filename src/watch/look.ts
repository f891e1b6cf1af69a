import type { Catalog } from '../reconciler/catalog.js';
import { withHeartbeats } from '../reconciler/machine-state/heartbeats.js';
import type { Observation } from '../reconciler/observation.js';
import { observe } from '../reconciler/observe.js';
import { type Glance, reasonsToLook } from '../reconciler/watch/reasons-to-look.js';
import type { Topology } from '../topology/topology.js';
import type { MachineCache } from './machine-cache.js';

/** Looks at the world again and again: at the catalog each time, at machines where there is a reason. */
export interface Looking {
  /** Throws what `Catalog.observe` throws. */
  look(
    topology: Topology,
    catalog: Pick<Catalog, 'observe' | 'readAccount'>,
    signal: AbortSignal,
  ): Promise<Observation>;
}

/** Milliseconds after which a machine is looked at again whose worker is not heard of. */
const unheardInterval = 60_000;

export function looking(machines: MachineCache): Looking {
  let before: Glance | undefined;
  let shown: Observation['machines'] = new Map();
  return {
    async look(topology, catalog, signal) {
      const seen = await catalog.observe(signal);
      // A worker that beats each ten minutes is not to be looked at again because it is silent for four.
      const now = { topology, catalog: withHeartbeats(topology, seen, shown) };
      const { changed, unheard } = reasonsToLook(before, now);
      before = now;
      for (const machine of changed) machines.drop(machine);
      for (const machine of unheard) machines.dropOlder(machine, unheardInterval);
      const { readAccount } = catalog;
      const world = { catalog: { observe: async () => seen, readAccount }, machines: machines.looking };
      const observation = await observe(topology, world, signal);
      shown = observation.machines;
      return observation;
    },
  };
}
