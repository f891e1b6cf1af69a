import type { Diagnostic } from '../../diagnostic.js';
import type { Topology } from '../../topology/topology.js';
import type { CatalogObservation } from '../catalog.js';
import type { Change, Step } from '../plan-document.js';

/** What a guard judges: the whole plan, before it is shown. */
export interface GuardContext {
  readonly topology: Topology;
  readonly catalog: CatalogObservation;
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
}

/** A rule that may refuse a plan: it returns errors for what it refuses. Pure. */
export type Guard = (context: GuardContext) => readonly Diagnostic[];
