import type { Change } from '../../domain/documents.js';
import { diagnostic } from '../../errors/errors.js';
import { firstOf } from '../../text/words.js';
import { absentCode, type Guard } from './guard.js';

/** One with `state: absent` was written down by name. */
function isUnnamed({ action, reasonCode }: Change): boolean {
  return action === 'remove' && reasonCode !== absentCode;
}

/** Refuses removals beyond `policy.maxRemovals`: a topology that lost a part looks like this. */
export const pruneLimit: Guard = ({ topology, changes }) => {
  const removals = changes.filter(isUnnamed).map((change) => change.id);
  const { maxRemovals } = topology.policy;
  if (removals.length <= maxRemovals) return [];
  const detail = `${removals.length} workers would be removed (${firstOf(removals, 10)}), ${maxRemovals} allowed.`;
  return [{ diagnostic: diagnostic('guard.prune-limit', detail), changes: removals }];
};
