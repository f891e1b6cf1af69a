import type { Model } from '../model.js';
import { timeText } from '../time-text.js';
import { heardWorker } from './heartbeats.js';

export interface MachineChange {
  readonly service?: 'running' | 'stopped';
  /** Whether the master takes the worker's certificate. */
  readonly accepted?: boolean;
  readonly agentId?: string;
  readonly maxTaskCount?: number;
}

/**
 * Changes a worker's machine at that time, in unix milliseconds. What its heartbeats had written stays in its row: the
 * next ones go by the new conditions.
 */
export function changeMachine(model: Model, machine: string, change: MachineChange, now: number): boolean {
  const { life, store } = model;
  life.advance(now);
  const key = [...store.rows('machines').keys()].find((name) => name.toUpperCase() === machine.toUpperCase());
  const row = key === undefined ? undefined : store.get('machines', key);
  if (key === undefined || row === undefined) return false;
  keepHeartbeat(model, String(row.agentId ?? ''), now);
  const { service, ...others } = change;
  store.put('machines', key, {
    ...row,
    ...others,
    ...(service === 'running' && row.service !== 'running'
      ? { service, startedAt: timeText(now), stoppedAt: null }
      : {}),
    ...(service === 'stopped' && row.service === 'running' ? { service, stoppedAt: timeText(now) } : {}),
  });
  return true;
}

function keepHeartbeat({ life, store }: Model, agentId: string, now: number): void {
  const worker = store.get('workerAgents', agentId);
  if (!worker) return;
  const { machineName, userAccount, lastOnline } = heardWorker(agentId, worker, life.fleet, now);
  store.put('workerAgents', agentId, { ...worker, machineName, userAccount, lastOnlineTime: timeText(lastOnline) });
}
