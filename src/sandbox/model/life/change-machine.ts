import { loadedAtStart } from '../machines/config/settings.js';
import type { Model } from '../model.js';
import type { Row } from '../store.js';
import { timeText } from '../time-text.js';
import { changeFleet, keepHeartbeat } from './change-fleet.js';

export interface MachineChange {
  readonly service?: 'running' | 'stopped';
  /** Whether the master takes the worker's certificate; only of a machine without state of its own. */
  readonly accepted?: boolean;
  readonly agentId?: string;
  readonly maxTaskCount?: number;
}

/** Changes a worker's machine at that time, in unix milliseconds. False where there is no such machine. */
export function changeMachine(model: Model, machine: string, change: MachineChange, now: number): boolean {
  const { life, store } = model;
  const key = [...store.rows('machines').keys()].find((name) => name.toUpperCase() === machine.toUpperCase());
  const row = key === undefined ? undefined : store.get('machines', key);
  if (key === undefined || row === undefined) return false;
  const hasState = store.get('windows', key) !== undefined;
  changeFleet(model, now, () => {
    if (!hasState) keepHeartbeat(model, String(row.agentId ?? ''), life.fleet, now);
    const { service, ...others } = change;
    const changed: Row = {
      ...row,
      ...others,
      ...(service === 'running' && row.service !== 'running' ? startedFields(row, 'worker', now) : {}),
      ...(service === 'stopped' && row.service === 'running' ? stoppedFields(now) : {}),
    };
    store.put('machines', key, hasState ? { ...changed, loaded: loadedWith(changed, others) } : changed);
  });
  return true;
}

/** The fields of a service that starts: it reads its config now. */
export function startedFields(row: Row, role: 'master' | 'worker', now: number): Row {
  const loaded = loadedAtStart(row, role);
  return {
    service: 'running',
    startedAt: timeText(now),
    stoppedAt: null,
    ...(row.gaveUp === undefined ? {} : { gaveUp: null }),
    ...(loaded === undefined ? {} : { loaded }),
  };
}

export function stoppedFields(now: number): Row {
  return { service: 'stopped', stoppedAt: timeText(now) };
}

function loadedWith(row: Row, { agentId, maxTaskCount }: MachineChange): Row {
  const loaded = (row.loaded as Row | null) ?? loadedAtStart(row, 'worker') ?? {};
  return {
    ...loaded,
    ...(agentId === undefined ? {} : { AgentId: agentId }),
    ...(maxTaskCount === undefined ? {} : { MaxTaskCount: maxTaskCount }),
  };
}
