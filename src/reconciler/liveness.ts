import type { MasterState, WorkerRow } from './catalog.js';

/** Seconds between two heartbeats of a worker: AgentHeartbeatInterval 00:01:00 in WorkerSettings.config. */
const workerHeartbeat = 60;

/** Seconds between two heartbeats of the master: MasterHeartbeatIntervalInMs 30000, where the catalog has no figure. */
const masterHeartbeat = 30;

/** Missed heartbeats after which a part counts as offline. */
const tolerated = 3;

/** Whether a worker's last heartbeat is at most three intervals old. */
export function isWorkerOnline(row: Pick<WorkerRow, 'lastOnlineAge'>): boolean {
  return row.lastOnlineAge <= workerHeartbeat * tolerated;
}

/** Whether the master's last heartbeat is at most three of its intervals old; null where it has never shown one. */
export function isMasterOnline(master: MasterState): boolean | null {
  if (master.lastOnlineAge === null) return null;
  return master.lastOnlineAge <= (master.heartbeatInterval ?? masterHeartbeat) * tolerated;
}
