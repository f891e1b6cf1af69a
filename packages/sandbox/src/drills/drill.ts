// src/drills makes faults in a fleet, and mends them: a drill a fault, a file a family of them, listed in drills.ts. A drill is
// pure: it changes a draft of the rows, and what it has changed is written down with it, so that it can be taken back. What the
// fleet makes of the fault is the life's affair. A new drill is an entry in its family, and its row in docs/sandbox.md.

import type { DrilledFleet } from './drilled-fleet.js';

/** What a drill breaks: a worker's machine, a machine that can host the master, or neither. */
export type DrillTakes = 'worker' | 'master' | null;

export interface Drill {
  /** `worker-certificate-expired` */
  readonly name: string;
  readonly takes: DrillTakes;
  /** What a doctor must find: the id of a check of scaleout. */
  readonly finding: string;
  /** A sentence: what is wrong then. */
  readonly says: string;
  /** True: it takes a number of days. */
  readonly takesDays?: boolean;
  /** Makes the fault. Throws `sandbox.drill-refused` where it cannot be made. */
  make(fleet: DrilledFleet): void;
}
