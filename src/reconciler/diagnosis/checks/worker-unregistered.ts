import { isWorkerOnline } from '../../../domain/rows.js';
import type { WorkerMatch } from '../../view/matched-workers.js';
import { applyCommand } from '../apply-command.js';
import { type Check, type Outcome, ok, pages, unknown } from '../check.js';

export const workerUnregistered: Check = {
  id: 'worker.unregistered',
  title: 'A listed worker has a row in the catalog',
  reads: "catalog.worker_agents, by the machine's name and the AgentId of its config",
  source:
    'Published SSISDB: a worker\'s first accepted heartbeat makes its row; Microsoft: walkthrough, "Registration takes several minutes"',
  cause:
    'The master has accepted no heartbeat of this worker yet. This is a symptom: its cause stands above it where one was found.',
  remedy: "Apply the topology, then look at the worker's log.",
  page: pages.troubleshooting,
  door: 'observation',
  run(context) {
    const { workers, fleet, rows } = context;
    const listed = new Set(fleet.workers.map(({ worker }) => `worker/${worker.machine}`));
    return workers.flatMap(({ target, name, row, machine, match, isWanted }): readonly Outcome[] => {
      if (machine === undefined || !listed.has(target) || !isWanted) return [];
      if (!rows.known) return [unknown(target, rows.reason)];
      if (row !== undefined) return [ok(target)];
      if (match?.state === 'unreadable')
        return [unknown(target, `its row cannot be read: ${match.unreadable.problem}`)];
      if (match !== undefined && isDoubtful(match))
        return [unknown(target, 'which of the rows is its own cannot be told')];
      return [
        {
          target,
          result: 'error',
          summary: `${name} has no row in the catalog that is surely its own`,
          evidence: [{ read: 'MachineName', where: 'catalog.worker_agents', value: '(no row)' }],
          cause: 'A worker registers itself at its first heartbeat that the master accepts.',
          remedy:
            'Plan and apply the topology; where the plan finds nothing to do, wait some minutes, then look at the log of the worker.',
          ...applyCommand(context, target, 'plan'),
        },
      ];
    });
  },
};

/** Rows that may be its own, of which one at least is heard of, or which name it by 15 characters alone. */
function isDoubtful(match: WorkerMatch): boolean {
  if (match.state === 'sharedName' || match.state === 'claimedTwice') return true;
  return match.state === 'ambiguous' && match.rows.some(isWorkerOnline);
}
