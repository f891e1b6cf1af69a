import { masterHeartbeat, workerHeartbeat } from '../facts/liveness.js';
import type { MasterState, WorkerRow } from './worker-row.js';

/** Missed heartbeats after which a part counts as offline. */
const tolerated = 3;

/** The parts of a row that tell whether its worker is online. */
export type Pulse = Pick<WorkerRow, 'lastOnlineAge' | 'heartbeatInterval'>;

/** Seconds of silence after which a worker counts as offline: three of its heartbeats, and never less than three usual ones. */
export function silenceLimit({ heartbeatInterval = 0 }: Pick<WorkerRow, 'heartbeatInterval'>): number {
  return Math.max(heartbeatInterval, workerHeartbeat.value) * tolerated;
}

/**
 * Whether a worker was heard of within the limit. Offline does not mean idle: one that is cut off from the network, or from
 * the master alone, may still run its packages.
 */
export function isWorkerOnline(row: Pulse): boolean {
  return row.lastOnlineAge <= silenceLimit(row);
}

/** Whether the master's last heartbeat is at most three of its intervals old; null where it has never shown one. */
export function isMasterOnline(master: MasterState): boolean | null {
  if (master.lastOnlineAge === null) return null;
  return master.lastOnlineAge <= (master.heartbeatInterval ?? masterHeartbeat.value) * tolerated;
}
