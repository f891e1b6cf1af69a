import { diagnostic } from '../../errors/errors.js';
import { counted } from '../../text/words.js';
import { absentCode, type Guard } from './guard.js';

/** Removals up to here are what policy.maxRemovals is for. */
const few = 2;

/** A file that lost half of its workers looks like a wish to remove them, however many policy.maxRemovals allows. */
export const topologyShrunk: Guard = ({ topology, observation: { catalog }, changes }) => {
  // Whoever has state: absent is in the file by name.
  const removals = changes.filter(({ action, reasonCode }) => action === 'remove' && reasonCode !== absentCode);
  const removed = removals.filter((change) => change.reasonCode === 'not-listed').length;
  // Rows that earlier installations left behind are no workers that the file could have lost, and neither are those that leave.
  const others = changes.filter(
    ({ action, reasonCode }) => reasonCode === 'stale' || (action === 'remove' && reasonCode === absentCode),
  ).length;
  const rows = (catalog.workers.known ? catalog.workers.value.length : 0) - others;
  if (removed <= few || removed * 2 <= rows) return [];
  const leaving =
    topology.leaving === undefined ? '' : `, and ${counted(topology.leaving.length, 'worker')} with state: absent`;
  const detail = `${removed} of ${rows} workers would be removed; ${topology.source.file} lists ${topology.workers.length}${leaving}.`;
  return [{ diagnostic: diagnostic('guard.topology-shrunk', detail), changes: removals.map(({ id }) => id) }];
};
