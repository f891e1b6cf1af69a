import { instantOf } from '../sandbox/instant.js';
import type { FleetDescription, FleetWorker } from '../sandbox/model/fresh/fleet-description.js';
import type { Access, DesiredWorker, Topology } from '../topology/topology.js';

/**
 * The fleet that a new sandbox gets: freshly installed machines for each name in the topology. Machines that the topology
 * does not reach (transport none) were joined by somebody else already.
 */
export function fleetOf(topology: Topology): FleetDescription {
  const { server } = topology.catalog;
  const { master, workers } = topology;
  const joined = isOutOfReach(topology.access);
  return {
    serverName: server.instance === undefined ? server.host : `${server.host}\\${server.instance}`,
    masterMachines: master?.machines ?? [server.host],
    ...(master?.endpoint === undefined ? {} : { endpoint: master.endpoint }),
    workers: workers.map((worker) => fleetWorker(worker, joined)),
    joined,
    createdAt: instantOf(Date.now()),
  };
}

function fleetWorker({ machine, access, certificate }: DesiredWorker, joined: boolean): FleetWorker {
  const own = isOutOfReach(access);
  const given = own || certificate === undefined || !('file' in certificate) ? undefined : certificate.certificate.der;
  return {
    machine,
    ...(own === joined ? {} : { joined: own }),
    ...(given === undefined ? {} : { certificate: given }),
  };
}

function isOutOfReach({ transport }: Access): boolean {
  return transport === 'none';
}
