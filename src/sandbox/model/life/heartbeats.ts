import { textField, timeField } from '../rows/fields.js';
import type { Row } from '../store.js';
import type { ConnectedMachine, Fleet } from './fleet.js';
import { lastTick, type Rhythm } from './ticks.js';

export function heartbeatOf(machine: ConnectedMachine): Rhythm {
  return { start: machine.run?.from ?? 0, period: machine.heartbeat };
}

/** What the heartbeats have made of a row of internal.worker_agents. */
export interface HeardWorker {
  readonly machineName: string | null;
  readonly userAccount: string | null;
  /** Unix milliseconds. */
  readonly lastOnline: number;
}

/** The row's three columns that heartbeats overwrite, as they are at that time. */
export function heardWorker(agentId: string, row: Row, fleet: Fleet, at: number): HeardWorker {
  let lastOnline = timeField(row, 'lastOnlineTime') ?? 0;
  let speaker: ConnectedMachine | undefined;
  for (const machine of fleet.withAgent(agentId)) {
    const beat = lastTick(heartbeatOf(machine), machine.spans, at);
    if (beat === undefined || beat < lastOnline) continue;
    lastOnline = beat;
    speaker = machine;
  }
  // "overwritten at each heartbeat that carries it": the others leave what is there.
  if (speaker?.sendsIdentity) {
    return { machineName: speaker.spokenName, userAccount: speaker.userAccount, lastOnline };
  }
  return { machineName: textField(row, 'machineName'), userAccount: textField(row, 'userAccount'), lastOnline };
}

/** The master's last heartbeat: of whichever node hosts it, or hosted it last. */
export function lastMasterHeartbeat(fleet: Fleet, at: number): number | undefined {
  let last: number | undefined;
  for (const { run, heartbeat } of fleet.masters) {
    if (run === undefined) continue;
    const beat = lastTick({ start: run.from, period: heartbeat }, [run], at);
    if (beat !== undefined && (last === undefined || beat > last)) last = beat;
  }
  return last;
}
