import type { Change, Step } from '../../domain/documents.js';
import type { Diagnostic } from '../../errors/diagnostic.js';
import type { Topology } from '../../topology/topology.js';
import type { Observation } from '../view/observation.js';

/** What a guard judges: the whole plan, before it is shown. */
export interface GuardContext {
  readonly topology: Topology;
  readonly observation: Observation;
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
  /** Whether this topology may take the place of another. */
  readonly takeOver: boolean;
}

/** A rule that may refuse a plan: it returns errors for what it refuses. Pure. */
export type Guard = (context: GuardContext) => readonly Diagnostic[];
