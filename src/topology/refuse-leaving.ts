import { sameMachine } from '../domain/machine-name.js';
import { ScaleoutError } from '../errors/errors.js';
import type { Topology } from './topology.js';

/**
 * Throws `command.worker-leaves` for the machine of a worker that leaves for good; `why`: why that cannot be done with it, a
 * clause.
 */
export function refuseLeaving({ leaving = [], source }: Topology, machine: string, why: string): void {
  const found = leaving.find((worker) => sameMachine(worker.machine, machine));
  if (found === undefined) return;
  throw new ScaleoutError('command.worker-leaves', `${found.machine} has state: absent in ${source.file}: ${why}.`);
}
