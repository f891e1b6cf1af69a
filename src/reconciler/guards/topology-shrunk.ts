import { diagnostic } from '../../errors/errors.js';
import type { Guard } from './guard.js';

/** Removals up to here are what policy.maxRemovals is for. */
const few = 2;

/** A file that lost half of its workers looks like a wish to remove them, however many policy.maxRemovals allows. */
export const topologyShrunk: Guard = ({ topology, observation: { catalog }, changes }) => {
  const removals = changes.filter((change) => change.action === 'remove');
  const removed = removals.filter((change) => change.reasonCode === 'not-listed').length;
  // Rows that earlier installations left behind are no workers that the file could have lost.
  const stale = changes.filter((change) => change.reasonCode === 'stale').length;
  const rows = (catalog.workers.known ? catalog.workers.value.length : 0) - stale;
  if (removed <= few || removed * 2 <= rows) return [];
  const detail = `${removed} of ${rows} workers would be removed; ${topology.source.file} lists ${topology.workers.length}.`;
  return [{ diagnostic: diagnostic('guard.topology-shrunk', detail), changes: removals.map(({ id }) => id) }];
};
