import { type MachineName, sameMachine, shortKey } from '../machine-name.js';
import type { Access, DesiredWorker, Topology } from '../topology/topology.js';

/** Finds how a worker's machine is reached: as the topology that was given says of it, else as of all. */
export function accessFinder({ workers, access }: Topology): (machine: MachineName) => Access {
  const byKey = new Map<string, DesiredWorker[]>();
  for (const worker of workers) {
    const key = shortKey(worker.machine);
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [worker]);
    else group.push(worker);
  }
  return (machine) =>
    byKey.get(shortKey(machine))?.find((worker) => sameMachine(worker.machine, machine))?.access ?? access;
}
