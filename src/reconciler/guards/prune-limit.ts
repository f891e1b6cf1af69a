import { diagnostic } from '../../errors/diagnostic.js';
import type { Guard } from './guard.js';

/** Refuses a plan that removes more workers than `policy.maxRemovals`: a topology that lost a part looks like this. */
export const pruneLimit: Guard = ({ topology, changes }) => {
  const removals = changes.filter((change) => change.action === 'remove');
  const { maxRemovals } = topology.policy;
  if (removals.length <= maxRemovals) return [];
  const named = removals.slice(0, 10).map((change) => change.id);
  const more = removals.length > named.length ? ` and ${removals.length - named.length} more` : '';
  const detail = `${removals.length} workers would be removed (${named.join(', ')}${more}), ${maxRemovals} allowed.`;
  return [diagnostic('guard.prune-limit', detail)];
};
