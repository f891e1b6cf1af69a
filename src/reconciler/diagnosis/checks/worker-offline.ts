import { isAhead, isWorkerOnline, silenceLimit } from '../../../domain/rows.js';
import { age } from '../../../text/words.js';
import { type Check, type Outcome, ok, pages, unknown } from '../check.js';

export const workerOffline: Check = {
  id: 'worker.offline',
  title: 'An enabled worker sends heartbeats',
  reads:
    'the age of LastOnlineTime in catalog.worker_agents, against three of its heartbeat intervals, by the clock of the SQL Server',
  source: 'Microsoft: SSIS Scale Out Worker (AgentHeartbeatInterval); three intervals are this program’s own limit',
  cause: 'The master hears nothing of the worker. This is a symptom: its cause stands above it where one was found.',
  remedy: 'Give scaleout access to the machines, and run the doctor again.',
  page: pages.troubleshooting,
  door: 'observation',
  leadsTo: [
    { check: 'catalog.executions-pinned', at: 'same' },
    { check: 'catalog.executions-pending', at: 'any' },
  ],
  run({ workers, rows }) {
    return workers.flatMap(({ target, name, row, match, machine, isWanted }): readonly Outcome[] => {
      if (!isWanted) return [];
      if (!rows.known) return [unknown(target, rows.reason)];
      if (match?.state === 'unreadable')
        return [unknown(target, `its row cannot be read: ${match.unreadable.problem}`)];
      if (row === undefined) return [];
      if (isAhead(row.lastOnlineAge, silenceLimit(row)))
        return [unknown(target, `its last heartbeat, ${row.lastOnline}, is to come by the clock of the SQL Server`)];
      if (isWorkerOnline(row)) return [ok(target)];
      return [
        {
          target,
          result: 'error',
          summary: `${name} is enabled, and has not been heard of for ${age(row.lastOnlineAge)}`,
          evidence: [{ read: 'LastOnlineTime', where: `catalog.worker_agents, row ${row.id}`, value: row.lastOnline }],
          cause: 'A worker that the master does not hear takes no packages. Nothing that could be looked at says why.',
          remedy:
            machine === undefined
              ? 'The topology does not list it. Where the machine is gone, remove its row (policy.prune, or catalog.delete_worker_agent) or disable it; else list it with access, and run the doctor again.'
              : 'Give scaleout access to its machine and to the master’s, and run the doctor again; or look at the log of the worker there.',
        },
      ];
    });
  },
};
