import { masterHeartbeat, workerHeartbeat } from '../facts/liveness.js';
import type { MasterState, WorkerRow } from './catalog.js';

/** Missed heartbeats after which a part counts as offline. */
const tolerated = 3;

/** Whether a worker's last heartbeat is at most three intervals old. */
export function isWorkerOnline(row: Pick<WorkerRow, 'lastOnlineAge'>): boolean {
  return row.lastOnlineAge <= workerHeartbeat.value * tolerated;
}

/** Whether the master's last heartbeat is at most three of its intervals old; null where it has never shown one. */
export function isMasterOnline(master: MasterState): boolean | null {
  if (master.lastOnlineAge === null) return null;
  return master.lastOnlineAge <= (master.heartbeatInterval ?? masterHeartbeat.value) * tolerated;
}
