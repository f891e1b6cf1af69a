import { ScaleoutError } from '../errors.js';
import type { Topology } from '../topology/topology.js';
import { availabilityAfter } from './kinds/availability.js';
import type { Difference, IsChosen } from './kinds/kind.js';
import { kinds } from './kinds/kinds.js';
import { matchWorkers } from './matched-workers.js';
import type { Observation } from './observation.js';

/**
 * All differences between a topology and an observation, in the order of the kinds, then of the topology. Pure. Those
 * that are not chosen are there too, but do not count where a difference depends on what becomes of others.
 * Throws `catalog.no-rights` where the workers could not be seen: nothing can be compared then.
 */
export function diff(topology: Topology, { catalog }: Observation, isChosen: IsChosen): readonly Difference[] {
  if (!catalog.workers.known) throw new ScaleoutError('catalog.no-rights', catalog.workers.reason);
  const compared = { topology, catalog, workers: matchWorkers(topology.workers, catalog.workers.value), isChosen };
  const context = { ...compared, availability: availabilityAfter(compared) };
  return kinds.flatMap((kind) => kind.diff(context));
}
