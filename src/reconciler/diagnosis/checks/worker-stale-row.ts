import { isPossiblyCut, nameKey } from '../../../domain/machine-name.js';
import { isWorkerOnline, type WorkerRow } from '../../../domain/rows.js';
import { age, moment } from '../../../text/times.js';
import { counted } from '../../../text/words.js';
import { type Check, type CheckContext, type FoundWrong, type Outcome, ok, pages } from '../check.js';
import type { CheckId } from '../check-id.js';
import { workersSharing } from './worker-agent-id-shared.js';

export const workerStaleRow: Check = {
  id: 'worker.stale-row',
  title: 'Each worker has one row',
  reads:
    "MachineName and LastOnlineTime of catalog.worker_agents, and the AgentId of the machine's config where it was looked at",
  source:
    'Published SSISDB: a worker that was installed anew has a new AgentId, so it registers anew; nothing deletes its old row',
  cause: 'The worker was installed anew and has a new AgentId; nothing deletes its old row.',
  remedy: 'Remove the old row: policy.prune, or catalog.delete_worker_agent.',
  page: pages.manager,
  door: 'observation',
  run(context) {
    if (!context.rows.known) return [];
    const isAny = context.workers.some(
      ({ match }) => match !== undefined && 'stale' in match && match.stale.length > 0,
    );
    const sharing = isAny ? workersSharing(context) : new Set();
    return [
      ...context.workers.flatMap((worker) => {
        const { target, name, match } = worker;
        const found = ofListed(target, name, match);
        return sharing.has(worker) ? found.map(asItsOwn) : found;
      }),
      ...ofOthers(context),
    ];
  },
};

function ofListed(target: string, name: string, match: CheckContext['workers'][number]['match']): readonly Outcome[] {
  switch (match?.state) {
    case undefined:
    case 'cloned':
    case 'claimedTwice':
    case 'sharedName':
    case 'unreadable':
      return [];
    case 'ambiguous':
      return [stale(target, name, match.rows, { isSure: false, leadsTo: [] })];
    case 'registered':
    case 'awaitingRegistration':
      return match.stale.length === 0
        ? [ok(target)]
        : [stale(target, name, match.stale, { isSure: true, leadsTo: [] })];
  }
}

/** Of a worker that has the AgentId of another machine: what looks left behind is its own row, from before it was a copy. */
function asItsOwn(outcome: Outcome): Outcome {
  if (outcome.result !== 'warning') return outcome;
  const { command: _, ...found } = outcome;
  const name = found.target.slice(found.target.indexOf('/') + 1);
  return {
    ...found,
    summary: `${name} has an older row, which is its own`,
    cause: `The config of ${name} has the AgentId of another machine. The older row has the id that was its own before, so it is silent.`,
    remedy: `Leave it until ${name} has an AgentId of its own again: write the id of this row there, and the row comes back to life; or let it register anew, and remove the row then.`,
  };
}

/** Rows that the topology does not list, of one whole name: the one that was heard of last is the live one. */
function ofOthers({ workers }: CheckContext): readonly Outcome[] {
  const byName = new Map<string, { readonly target: string; readonly name: string; readonly rows: WorkerRow[] }>();
  for (const { target, name, row, match } of workers) {
    if (match !== undefined || row?.machineName === null || row === undefined || isPossiblyCut(name)) continue;
    const known = byName.get(nameKey(name));
    if (known === undefined) byName.set(nameKey(name), { target, name, rows: [row] });
    else known.rows.push(row);
  }
  return [...byName.values()].flatMap(({ target, name, rows }): readonly Outcome[] => {
    const [live, ...older] = rows.toSorted((one, other) => one.lastOnlineAge - other.lastOnlineAge);
    const silent = older.filter((row) => !isWorkerOnline(row));
    if (live === undefined || silent.length === 0) return [];
    return [stale(target, name, silent, { isSure: true, leadsTo: isWorkerOnline(live) ? ['worker.offline'] : [] })];
  });
}

function stale(
  target: string,
  name: string,
  rows: readonly WorkerRow[],
  { isSure, leadsTo }: { readonly isSure: boolean; readonly leadsTo: readonly CheckId[] },
): FoundWrong {
  const [first] = rows;
  return {
    target,
    result: 'warning',
    summary: isSure
      ? `${name} has ${counted(rows.length, 'row')} of an earlier installation`
      : `${name} has ${counted(rows.length, 'row')}, and which one is live cannot be told`,
    evidence: rows.map((row) => ({
      read: 'LastOnlineTime',
      where: `catalog.worker_agents, row ${row.id}`,
      value: `${moment(row.lastOnline)}, ${age(row.lastOnlineAge)} ago, ${row.enabled ? 'enabled' : 'disabled'}`,
    })),
    cause:
      'The worker was installed anew and got a new AgentId. Its old row stays, and executions that are pinned to it wait for ever.',
    remedy: isSure
      ? 'Remove it: policy.prune in the topology has scaleout do it, or call catalog.delete_worker_agent with its id.'
      : 'Give scaleout access to the machine: the AgentId of its config tells which row is its own. Remove the others.',
    ...(isSure && rows.length === 1 && first !== undefined && /^[0-9A-F-]{36}$/.test(first.id)
      ? { command: `EXEC SSISDB.catalog.delete_worker_agent @WorkerAgentId = '${first.id}';` }
      : {}),
    leadsTo,
  };
}
