import { instantOf } from '../sandbox/instant.js';
import type { FleetDescription } from '../sandbox/model/fresh/fleet-description.js';
import type { Topology } from '../topology/topology.js';

/** The fleet that a new sandbox gets: freshly installed machines for each name in the topology. */
export function fleetOf(topology: Topology): FleetDescription {
  const { server } = topology.catalog;
  const { master, workers } = topology;
  return {
    serverName: server.instance === undefined ? server.host : `${server.host}\\${server.instance}`,
    masterMachine: master?.machines[0] ?? server.host,
    ...(master?.endpoint === undefined ? {} : { endpoint: master.endpoint }),
    workers: workers.map(({ machine }) => ({ machine })),
    joined: true,
    createdAt: instantOf(Date.now()),
  };
}
