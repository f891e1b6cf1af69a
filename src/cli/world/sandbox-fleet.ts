import { resolve } from 'node:path';
import type { FleetWorker, NewFleet, OpenSandbox } from 'ssis-scaleout-sandbox';
import type { Access, DesiredWorker, Topology } from '../../topology/topology.js';
import type { OpenOptions, Sandbox } from './sandbox-package.js';

/**
 * The fleet that a new sandbox gets: freshly installed machines for each name in the topology. Machines that the topology
 * does not reach (transport none) were joined by somebody else already.
 */
export function fleetOf(topology: Topology): NewFleet {
  const { server } = topology.catalog;
  const { master, workers } = topology;
  const joined = isOutOfReach(topology.access);
  return {
    serverName: server.instance === undefined ? server.host : `${server.host}\\${server.instance}`,
    masterMachines: master?.machines ?? [server.host],
    ...(master?.endpoint === undefined ? {} : { endpoint: master.endpoint }),
    workers: workers.map((worker) => fleetWorker(worker, joined)),
    joined,
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

interface Served {
  readonly opening: Promise<OpenSandbox>;
  users: number;
}

const served = new Map<string, Served>();

/**
 * As `sandbox.open`. Where this process serves the directory, all that use it here have one server, which the last of them
 * closes: it would wait for the others of its own process else.
 */
export async function shareSandbox(sandbox: Sandbox, directory: string, options: OpenOptions): Promise<OpenSandbox> {
  const key = resolve(directory);
  const known = served.get(key);
  const entry = known ?? { opening: sandbox.open(directory, options), users: 0 };
  entry.users += 1;
  served.set(key, entry);
  const forget = () => {
    if (served.get(key) === entry) served.delete(key);
  };
  const opened = await entry.opening.catch((error) => {
    forget();
    throw error;
  });
  if (!opened.serving) {
    forget();
    return known === undefined ? opened : shareSandbox(sandbox, directory, options);
  }
  let ending: Promise<void> | undefined;
  const leave = async () => {
    entry.users -= 1;
    if (entry.users > 0) return;
    forget();
    await opened.close();
  };
  const close = () => {
    ending ??= leave();
    return ending;
  };
  return { ...opened, close, [Symbol.asyncDispose]: close };
}
