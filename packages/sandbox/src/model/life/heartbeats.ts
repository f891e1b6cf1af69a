import { timeText } from '../../instant.js';
import { keptAsLoaded } from '../machines/settings.js';
import { settingsFileOf, writeSettings } from '../machines/settings-file.js';
import { type Row, type Store, textField, timeField } from '../store.js';
import { type ConnectedMachine, changedWorkers, type Fleet } from './fleet.js';
import type { Span } from './machine.js';

export function heartbeatOf({ run, lastBeat, heartbeat }: ConnectedMachine): Rhythm {
  return { start: beatStart(run, lastBeat), period: heartbeat };
}

/** A heartbeat of an earlier run says nothing of this one's. */
function beatStart(run: Span | undefined, lastBeat: number | null): number {
  return Math.max(run?.from ?? 0, lastBeat ?? 0);
}

/** What the heartbeats have made of a row of internal.worker_agents. */
interface HeardWorker {
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
    return { machineName: speaker.spokenName, userAccount: speaker.spokenAccount, lastOnline };
  }
  return { machineName: textField(row, 'machineName'), userAccount: textField(row, 'userAccount'), lastOnline };
}

/** The master's last heartbeat: of whichever node hosts it, or hosted it last. */
export function lastMasterHeartbeat(fleet: Fleet, at: number): number | undefined {
  let last: number | undefined;
  for (const { run, heartbeat, lastBeat, since } of fleet.masters) {
    if (run === undefined) continue;
    const span = { from: Math.max(run.from, since ?? 0), to: run.to };
    const beat = lastTick({ start: beatStart(run, lastBeat), period: heartbeat }, [span], at);
    if (beat !== undefined && (last === undefined || beat > last)) last = beat;
  }
  return last;
}

/*
 * Something that a service does at a fixed period since its start: heartbeats, reports, polls. Nothing is stored of it:
 * the first and the last time that it happened follow from the start, the period and the spans in which it could.
 * All times in milliseconds.
 */

export interface Rhythm {
  readonly start: number;
  readonly period: number;
}

/** The last tick at or before `until` that lies in one of the spans. */
export function lastTick(rhythm: Rhythm, spans: readonly Span[], until: number): number | undefined {
  let last: number | undefined;
  for (const span of spans) {
    const end = Math.min(span.to, until);
    const tick = rhythm.start + Math.floor((end - rhythm.start) / rhythm.period) * rhythm.period;
    if (tick >= span.from && tick >= rhythm.start && (last === undefined || tick > last)) last = tick;
  }
  return last;
}

/** The first tick after `after` that lies in one of the spans. */
export function nextTick(rhythm: Rhythm, spans: readonly Span[], after: number): number | undefined {
  let next: number | undefined;
  for (const span of spans) {
    const least = Math.max(span.from, rhythm.start);
    const count =
      least > after
        ? Math.ceil((least - rhythm.start) / rhythm.period)
        : Math.floor((after - rhythm.start) / rhythm.period) + 1;
    const tick = rhythm.start + count * rhythm.period;
    if (tick <= span.to && (next === undefined || tick < next)) next = tick;
  }
  return next;
}

/** The earlier of two times, either of which may be missing. */
export function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

/**
 * Returns a function that gives the machines of a fleet whose heartbeats arrive and that have no row: each registers at its
 * next one. Where there was none, only those that have changed are looked at.
 */
export function unregisteredIn(store: Store): (fleet: Fleet) => readonly ConnectedMachine[] {
  const isUnregistered = ({ agentId, spans }: ConnectedMachine) =>
    agentId !== '' && spans.length > 0 && store.get('workerAgents', agentId) === undefined;
  let before: { readonly fleet: Fleet; readonly membership: number } | undefined;
  return (fleet) => {
    const membership = store.membership('workerAgents');
    const isKnown = before?.membership === membership;
    if (
      before !== undefined &&
      isKnown &&
      !changedWorkers(before.fleet, fleet).some(({ worker }) => isUnregistered(worker))
    ) {
      before = { fleet, membership };
      return [];
    }
    const found = fleet.workers.filter(isUnregistered);
    before = found.length === 0 ? { fleet, membership } : undefined;
    return found;
  };
}

/**
 * A heartbeat without a row inserts one: disabled, without a display name, under the agent id of the config. A row that
 * is new has nothing to do with tasks, so these go before whatever else happens until `to`.
 */
export function register(machines: readonly ConnectedMachine[], store: Store, after: number, to: number): void {
  const heartbeats = machines
    .map((machine) => ({
      machine,
      at: nextTick(heartbeatOf(machine), machine.spans, after) ?? Number.POSITIVE_INFINITY,
    }))
    .filter(({ at }) => at <= to)
    .sort((one, other) => one.at - other.at);
  for (const { machine, at } of heartbeats) {
    // A clone may have come first.
    if (store.get('workerAgents', machine.agentId)) continue;
    store.put('workerAgents', machine.agentId, {
      isEnabled: false,
      displayName: null,
      description: null,
      machineName: machine.sendsIdentity ? machine.spokenName : null,
      tags: null,
      userAccount: machine.sendsIdentity ? machine.spokenAccount : null,
      lastOnlineTime: timeText(at),
    });
    writeAgentId(machine, store);
  }
}

/** A worker whose config has no AgentId writes it there when it is let in for the first time. */
function writeAgentId({ key, agentId, settings }: ConnectedMachine, store: Store): void {
  const row = store.get('machines', key);
  const file = row && settings && settingsFileOf(row);
  if (row === undefined || file === undefined || file.settings.has('AgentId')) return;
  store.put('machines', key, {
    ...row,
    ...keptAsLoaded({ row, role: 'worker' }),
    config: writeSettings(file, { AgentId: agentId }),
  });
}
