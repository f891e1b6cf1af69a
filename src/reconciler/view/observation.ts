import type { AccountAccess, CatalogObservation } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import type { MachineObservation } from '../../domain/machines.js';
import type { Access, Topology } from '../../topology/topology.js';

/** What the world showed at one moment, and nothing that was concluded from it. */
export interface Observation {
  readonly catalog: CatalogObservation;
  /** The machines that were looked at, by their names in upper case. */
  readonly machines: ReadonlyMap<string, Known<MachineObservation>>;
  /** The accounts of the master's nodes whose logins were looked for, as the server names them. */
  readonly accounts?: ReadonlyMap<string, Known<AccountAccess>>;
}

/** How a machine is reached: a worker's own access, else that of the file. */
export function accessOf(topology: Topology, machine: MachineName): Access {
  return topology.workers.find((worker) => sameMachine(worker.machine, machine))?.access ?? topology.access;
}

/** Whether the tool itself goes to the machine. */
export function isReached({ transport }: Access): boolean {
  return transport !== 'manual' && transport !== 'none';
}
