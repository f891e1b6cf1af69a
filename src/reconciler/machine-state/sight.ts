import type { ErrorCode } from '../../errors.js';
import { type MachineName, sameMachine } from '../../machine-name.js';
import type { Access, Topology } from '../../topology/topology.js';
import type { MachineObservation } from '../machines.js';
import type { Observation } from '../observation.js';

/** What we know of a machine, and why we know no more. */
export type Sight =
  | { readonly state: 'seen'; readonly machine: MachineObservation }
  | Unreached
  /** A person works on it. */
  | { readonly state: 'manual' }
  /** It is not managed. */
  | { readonly state: 'none' };

/** It should have been looked at, and could not be. */
export interface Unreached {
  readonly state: 'unreached';
  readonly reason: string;
  readonly error?: { readonly code: ErrorCode; readonly remedy: string };
}

const manual: Sight = { state: 'manual' };
const none: Sight = { state: 'none' };

/** How a machine is reached: a worker's own access, else that of the file. */
export function accessOf(topology: Topology, machine: MachineName): Access {
  return topology.workers.find((worker) => sameMachine(worker.machine, machine))?.access ?? topology.access;
}

/** Whether the tool itself goes to the machine. */
export function isReached({ transport }: Access): boolean {
  return transport !== 'manual' && transport !== 'none';
}

export function sightOf(access: Access, machine: MachineName, { machines }: Pick<Observation, 'machines'>): Sight {
  if (access.transport === 'none') return none;
  if (access.transport === 'manual') return manual;
  const seen = machines.get(machine.toUpperCase());
  if (seen === undefined) return { state: 'unreached', reason: `${machine} was not looked at` };
  if (seen.known) return { state: 'seen', machine: seen.value };
  const { reason, error } = seen;
  return { state: 'unreached', reason, ...(error === undefined ? {} : { error }) };
}
