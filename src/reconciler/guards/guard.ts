// src/reconciler/guards has every rule that may refuse what is planned, one file each; guards.ts lists them. A guard is pure,
// and says which changes it refuses: plan tells of it, watch holds back just those. A new one is a file here, its error in
// src/errors/guard.ts, and its name in guards.ts.

import type { Change, Step } from '../../domain/documents.js';
import type { Diagnostic } from '../../errors/errors.js';
import type { Topology } from '../../topology/topology.js';
import type { Observation } from '../view/machine.js';

/** What a guard says. */
export interface Verdict {
  /** An error refuses; anything milder is only told. */
  readonly diagnostic: Diagnostic;
  /** The ids of the changes that an error refuses. Where the plan has none of them, the whole plan is refused. */
  readonly changes: readonly string[];
  /** The login may not, whoever else may: a plan notes it, and an apply or a watch by this login refuses these changes. */
  readonly ofLogin?: true;
}

/** What is told of a change or of what does not differ: by a guard, or by who compares. */
export type Told = Diagnostic | Verdict;

/** What a guard judges: the whole plan, before it is shown. */
export interface GuardContext {
  readonly topology: Topology;
  readonly observation: Observation;
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
  /** Whether this topology may take the place of another. */
  readonly takeOver: boolean;
}

/** A rule that may refuse a plan once everything is compared. */
export type Guard = (context: GuardContext) => readonly Verdict[];

/** The reason code of the changes of a worker that leaves for good by `state: absent`. */
export const absentCode = 'absent';

/** The reason code of the changes that a maintenance asks for. */
export const maintenanceCode = 'maintenance';

/** The ids of the changes that have steps of which something is true. */
export function changesWith(steps: readonly Step[], isMeant: (step: Step) => boolean): readonly string[] {
  return [...new Set(steps.filter(isMeant).map((step) => step.target))];
}
