import { diagnostic } from '../../diagnostic.js';
import type { ErrorCode } from '../../errors.js';
import { isWorkerOnline } from '../liveness.js';
import type { WorkerMatch } from '../matched-workers.js';
import type { WorkerRow } from '../worker-row.js';
import type { Difference } from './kind.js';
import { workerId } from './worker-steps.js';

type Unresolved = Exclude<WorkerMatch, { readonly state: 'registered' }>;

/** The change of a listed worker whose row is missing or cannot be told: nothing is done to any row of it. */
export function unknownWorker(match: Unresolved): Difference {
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
