import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { diagnostic } from '../../errors/diagnostic.js';
import type { ErrorCode } from '../../errors/errors.js';
import type { WorkerMatch } from '../view/matched-workers.js';
import { sightOf } from '../view/observation.js';
import type { DiffContext, Difference, Kind, KindResult } from './kind.js';
import { workerId } from './kind.js';
import { catalogDifference } from './worker-catalog.js';
import { machineDifference } from './worker-difference.js';

/** The workers that the topology lists: their machines, whether they are enabled, and their properties. */
export const workers: Kind = {
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

type Unresolved = Exclude<WorkerMatch, { readonly state: 'registered' }>;

/** The change of a listed worker whose row is missing or cannot be told: nothing is done to any row of it. */
function unknownWorker(match: Unresolved): Difference {
  const { code, reason, reasonCode, detail } = explained(match);
  const id = workerId(match.worker.machine);
  return {
    change: { id, action: 'unknown', reason, reasonCode, risk: 'safe', fields: [] },
    steps: [],
    diagnostics: [diagnostic(code, detail, { severity: 'warning', range: match.worker.range })],
  };
}

interface Explanation {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly reasonCode: string;
  readonly detail: string;
}

function explained(match: Unresolved): Explanation {
  const machine = match.worker.machine;
  switch (match.state) {
    case 'awaitingRegistration':
      return {
        code: 'plan.awaiting-registration',
        reason: 'awaiting registration: the catalog has no row of this machine',
        reasonCode: 'awaiting-registration',
        detail: `${machine} is in the topology, but catalog.worker_agents has no row of it.`,
      };
    case 'cloned':
      return {
        code: 'plan.cloned-agent',
        reason: 'its config has the AgentId of another machine’s row',
        reasonCode: 'cloned',
        detail: `${machine} has the AgentId of ${describeRow(match.row)}.`,
      };
    case 'ambiguous':
      return {
        code: 'plan.worker-ambiguous',
        reason: `${match.rows.length} rows of this machine, and none is surely the live one`,
        reasonCode: 'ambiguous',
        detail: `${machine} fits ${match.rows.map(describeRow).join('; ')}.`,
      };
    case 'sharedName': {
      const others = match.others.map((worker) => worker.machine);
      const also = others.length === 0 ? 'other machines can have that name too' : `so does ${others.join(' and ')}`;
      return {
        code: 'plan.name-shared',
        reason: 'its row shows 15 characters of a name, and it cannot be told whose row it is',
        reasonCode: 'shared-name',
        detail: `${machine} fits ${match.rows.map(describeRow).join('; ')}, and ${also}.`,
      };
    }
    case 'claimedTwice':
      return {
        code: 'plan.row-claimed-twice',
        reason: 'its row fits another worker of the topology as well',
        reasonCode: 'claimed-twice',
        detail: `${describeRow(match.row)} fits ${[match.worker, ...match.others].map((worker) => worker.machine).join(' and ')}.`,
      };
  }
}

export function describeRow(row: WorkerRow): string {
  const seen = isWorkerOnline(row) ? 'online' : `last seen ${row.lastOnline}`;
  return `row ${row.id} (${row.machineName ?? 'no machine name'}, ${row.enabled ? 'enabled' : 'disabled'}, ${seen})`;
}
