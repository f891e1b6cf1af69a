import type { CatalogObservation } from '../../domain/catalog.js';
import { diagnostic } from '../../errors/errors.js';
import type { Topology } from '../../topology/topology.js';
import type { Verdict } from './guard.js';

/** Refuses a default execution mode for a catalog whose schema has none. */
export function executionModeMissing(change: string, { scaleOut }: Topology, { server }: CatalogObservation): Verdict {
  const detail = `SSISDB on ${server.name} has no property DEFAULT_EXECUTION_MODE.`;
  const options = { range: scaleOut.ranges.defaultExecutionMode };
  return { diagnostic: diagnostic('guard.execution-mode-not-supported', detail, options), changes: [change] };
}
