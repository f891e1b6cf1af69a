import { isAhead, isWorkerOnline, silenceLimit } from '../../../domain/rows.js';
import { age, moment } from '../../../text/times.js';
import {
  type Check,
  type CheckContext,
  type CheckedWorker,
  type FoundWrong,
  type Outcome,
  ok,
  pages,
  unknown,
} from '../check.js';

export const workerOffline: Check = {
  id: 'worker.offline',
  title: 'An enabled worker sends heartbeats',
  reads:
    'the age of LastOnlineTime in catalog.worker_agents, against three of its heartbeat intervals, by the clock of the SQL Server',
  source: "Microsoft: SSIS Scale Out Worker (AgentHeartbeatInterval); three intervals are this program's own limit",
  cause: 'The master hears nothing of the worker. This is a symptom: its cause stands above it where one was found.',
  remedy:
    'Give scaleout access to the machines, and run the doctor again; where it has, and a fault was mended a moment ago, wait for the next heartbeat.',
  page: pages.troubleshooting,
  door: 'observation',
  leadsTo: [
    { check: 'catalog.executions-pinned', at: 'same' },
    { check: 'catalog.executions-pending', at: 'any' },
  ],
  run(context) {
    const { workers, rows } = context;
    return workers.flatMap((worker): readonly Outcome[] => {
      const { target, name, row, match, isWanted } = worker;
      if (!isWanted) return [];
      if (!rows.known) return [unknown(target, rows.reason)];
      if (match?.state === 'unreadable')
        return [unknown(target, `its row cannot be read: ${match.unreadable.problem}`)];
      if (row === undefined) return [];
      if (isAhead(row.lastOnlineAge, silenceLimit(row)))
        return [
          unknown(target, `its last heartbeat, ${moment(row.lastOnline)}, is to come by the clock of the SQL Server`),
        ];
      if (isWorkerOnline(row)) return [ok(target)];
      return [
        {
          target,
          result: 'error',
          summary: `${name} is ${row.enabled ? 'enabled' : 'to be enabled'}, and has not been heard of for ${age(row.lastOnlineAge)}`,
          evidence: [
            { read: 'LastOnlineTime', where: `catalog.worker_agents, row ${row.id}`, value: moment(row.lastOnline) },
          ],
          ...advice(worker, context),
        },
      ];
    });
  },
};

function advice({ machine, seen, name }: CheckedWorker, { nodes }: CheckContext): Pick<FoundWrong, 'cause' | 'remedy'> {
  const what = 'A worker that the master does not hear takes no packages.';
  const active = nodes.filter(({ isActive }) => isActive);
  if (seen !== undefined && active.length > 0 && active.every((node) => node.seen !== undefined)) {
    return {
      cause: `${what} Its machine and the master's were looked at: where no cause stands above this, nothing was found wrong there.`,
      remedy: `Was something mended a moment ago? The next heartbeat comes within a minute: ask again. Else look at the log of the worker on ${name}, and restart its service when it runs no package: one that was refused may not try again.`,
    };
  }
  return {
    cause: `${what} Nothing that could be looked at says why.`,
    remedy:
      machine === undefined
        ? 'The topology does not list it. Where the machine is gone, remove its row (policy.prune, or catalog.delete_worker_agent) or disable it; else list it with access, and run the doctor again.'
        : "Give scaleout access to its machine and to the master's, and run the doctor again; or look at the log of the worker there.",
  };
}
