import type { Plan } from '../domain/documents.js';
import type { Diagnostic } from '../errors/errors.js';
import type { Observation } from '../reconciler/view/machine.js';
import type { Topology } from '../topology/topology.js';
import type { Assumptions } from './assumptions.js';
import type { SimulatedTime } from './simulated-time.js';
import type { Twin, TwinPackage } from './twin-state.js';

/** Everything that a rehearsal goes by. */
export interface Rehearsal {
  readonly topology: Topology;
  /** The live plan, and what it was made of. */
  readonly plan: Plan;
  readonly observation: Observation;
  /** Makes the plan of what is seen on the twin, just as the live one was made. */
  readonly planOn: (seen: Observation) => Plan;
  readonly twin: Twin;
  /** The twin goes by it too. */
  readonly time: SimulatedTime;
  /** What it runs, by their executions. */
  readonly packages: ReadonlyMap<string, TwinPackage>;
  readonly assumptions: Assumptions;
  /** How many machines were timed for that. */
  readonly timedMachines: number;
  /** What is to be told of the twin itself. */
  readonly told: readonly Diagnostic[];
  readonly parallelism: number;
  readonly isRotation?: boolean;
  readonly toolVersion: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Aborted: it ends at once, with the signal's reason. */
  readonly signal: AbortSignal;
}
