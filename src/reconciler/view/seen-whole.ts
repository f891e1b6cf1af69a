import type { MachineRole } from '../../domain/machines.js';
import type { Topology } from '../../topology/topology.js';
import { configOf } from './config.js';
import { installationOf, type Observation } from './observation.js';

/**
 * Whether every machine that was to be looked at showed all that is compared: its config could be read, and its stores; of
 * a node of the master its bindings and firewall too. What is not there is seen as well.
 */
export function isSeenWhole(topology: Topology, { machines, catalog }: Observation): boolean {
  const nodes = new Set((topology.master?.machines ?? []).map((name) => name.toUpperCase()));
  const workers = new Set(topology.workers.map(({ machine }) => machine.toUpperCase()));
  return [...machines].every(([name, seen]) => {
    if (!seen.known) return false;
    const { root, my, bindings, firewall } = seen.value;
    const isNode = nodes.has(name);
    const isConfigRead = (role: MachineRole) => {
      const installation = installationOf(seen.value, role, catalog.server.productVersion);
      return installation === undefined || configOf(installation).problem === undefined;
    };
    const isNodeSeen = !isNode || (bindings.known && firewall.known && isConfigRead('master'));
    const isWorkerSeen = (isNode && !workers.has(name)) || isConfigRead('worker');
    return root.known && my.known && isNodeSeen && isWorkerSeen;
  });
}
