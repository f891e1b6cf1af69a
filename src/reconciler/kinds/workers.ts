import { sightOf } from '../machine-state/sight.js';
import type { WorkerMatch } from '../matched-workers.js';
import type { DiffContext, Kind, KindResult } from './kind.js';
import { unknownWorker } from './unknown-worker.js';
import { catalogDifference } from './worker-catalog.js';
import { machineDifference } from './worker-difference.js';

/** The workers that the topology lists: their machines, whether they are enabled, and their properties. */
export const workers: Kind = {
  name: 'workers',
  diff(context) {
    return inOrder(context).flatMap((match) => differenceOf(match, context) ?? []);
  },
};

/** The order in which workers are changed, where not all may be at one time. */
function inOrder({ topology, catalog, workers: { matches } }: DiffContext): readonly WorkerMatch[] {
  const { busy } = catalog;
  if (topology.policy.rollout.order === 'listed' || !busy.known) return matches;
  const isIdle = (match: WorkerMatch) => match.state !== 'registered' || (busy.value.get(match.row.id) ?? 0) === 0;
  return [...matches.filter(isIdle), ...matches.filter((match) => !isIdle(match))];
}

function differenceOf(match: WorkerMatch, context: DiffContext): KindResult | undefined {
  const { worker } = match;
  // Most catalogs have many workers and no access to their machines: those take the short way.
  if (worker.access.transport === 'none') {
    return match.state === 'registered' ? catalogDifference(match, context) : unknownWorker(match);
  }
  if (match.state !== 'registered' && match.state !== 'awaitingRegistration') return unknownWorker(match);
  const row = match.state === 'registered' ? match.row : undefined;
  return machineDifference({ worker, row, sight: sightOf(worker.access, worker.machine, context) }, context);
}
