import { isWorkerOnline } from '../../../domain/rows.js';
import { age } from '../../../text/words.js';
import { type Check, type Outcome, ok, pages, unknown } from '../check.js';

export const workerOffline: Check = {
  id: 'worker.offline',
  title: 'An enabled worker sends heartbeats',
  reads:
    'the age of LastOnlineTime in catalog.worker_agents, against three of its heartbeat intervals, by the clock of the SQL Server',
  source: 'Microsoft: SSIS Scale Out Worker (AgentHeartbeatInterval); three intervals are this program’s own limit',
  page: pages.troubleshooting,
  door: 'observation',
  leadsTo: [
    { check: 'catalog.executions-pinned', at: 'same' },
    { check: 'catalog.executions-pending', at: 'any' },
  ],
  run({ workers, rows }) {
