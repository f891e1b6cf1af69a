import type { CatalogObservation } from '../../domain/catalog.js';
import { cutKey, isCutNameOf, sameMachine } from '../../domain/machine-name.js';
import type { WorkerAgentId, WorkerRow } from '../../domain/rows.js';
import { workerHeartbeat } from '../../facts/liveness.js';
import { entriesOf, type Topology } from '../../topology/topology.js';
import { machineView, type Observation } from './machine.js';

export const heartbeatKey = 'AgentHeartbeatInterval';

/** Seconds: the longest interval that liveness follows. Three hours of silence are enough to call a worker offline. */
export const longestHeartbeat = 3_600;

/** Seconds between two heartbeats above which it is worth a warning: a worker that died shows after three of them. */
export const slowHeartbeat = 300;

const timeSpan = /^(?:(\d{1,8})\.)?(\d{1,2}):(\d{2}):(\d{2}(?:\.\d{1,7})?)$/;

/** Seconds of a time as .NET writes it, `00:01:00` or `1.00:00:00`; undefined where it is none, or is no time at all. */
export function heartbeatSeconds(text: string): number | undefined {
  const [, days = '0', hours, minutes, seconds] = timeSpan.exec(text.trim()) ?? [];
  const span = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return span > 0 ? span : undefined;
}

/** The interval that liveness goes by; one that cannot be read counts as the usual one. */
function followed(text: string | undefined): number {
  const seconds = text === undefined ? undefined : heartbeatSeconds(text);
  return Math.min(seconds ?? workerHeartbeat.value, longestHeartbeat);
}

/**
 * The catalog with the heartbeat interval of each worker whose own config shows one above the usual. Of a machine that was
 * not seen the topology's `settings` are taken. The rows of all others stay as they are.
 */
export function withHeartbeats(
  topology: Topology,
  catalog: CatalogObservation,
  machines: Observation['machines'],
): CatalogObservation {
  const { workers } = catalog;
  if (!workers.known) return catalog;
  const shown = shownIntervals(machines);
  const wanted = wantedIntervals(topology, machines);
  if (shown.size === 0 && wanted.size === 0) return catalog;
  const intervalOf = ({ id, machineName }: WorkerRow) => {
    if (shown.has(id) || machineName === null) return shown.get(id);
    return longestOf(wanted, machineName);
  };
  const value = workers.value.map((row) => {
    const heartbeatInterval = intervalOf(row);
    return heartbeatInterval === undefined ? row : { ...row, heartbeatInterval };
  });
  return { ...catalog, workers: { known: true, value } };
}

/** By AgentId. Machines that share one, by a copy, are given the longer time. */
function shownIntervals(machines: Observation['machines']): ReadonlyMap<WorkerAgentId, number> {
  const found = new Map<WorkerAgentId, number>();
  for (const machine of machines.values()) {
    if (!machine.known) continue;
    for (const installation of machineView(machine.value).installations) {
      if (installation.role !== 'worker') continue;
      const { config, agentId: id } = installation;
      // What a service goes by that has not read its config is not known: it is not taken for dead too soon.
      const inForce = installation.service.configUnread === true ? slowHeartbeat : 0;
      const seconds = Math.max(followed(config.text(heartbeatKey)), inForce);
      if (id === undefined || seconds <= workerHeartbeat.value) continue;
      found.set(id, Math.max(seconds, found.get(id) ?? 0));
    }
  }
  return found;
}

type Wanted = ReadonlyMap<string, readonly { readonly machine: string; readonly seconds: number }[]>;

/** A row that shows 15 characters may be of several machines: the longest time is given, for none is taken for dead too soon. */
function longestOf(wanted: Wanted, name: string): number | undefined {
  const times = (wanted.get(cutKey(name)) ?? [])
    .filter(({ machine }) => sameMachine(machine, name) || isCutNameOf(name, machine))
    .map(({ seconds }) => seconds);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** By the first characters of the machine's name. */
function wantedIntervals(topology: Topology, machines: Observation['machines']): Wanted {
  const found = new Map<string, { readonly machine: string; readonly seconds: number }[]>();
  for (const { machine, settings } of entriesOf(topology)) {
    if (settings?.[heartbeatKey] === undefined || machines.get(machine.toUpperCase())?.known === true) continue;
    const seconds = followed(String(settings[heartbeatKey]));
    if (seconds <= workerHeartbeat.value) continue;
    const key = cutKey(machine);
    found.set(key, [...(found.get(key) ?? []), { machine, seconds }]);
  }
  return found;
}

/**
 * Seconds that a step has to allow for that waits for a worker while its interval changes: the longer of the one in force
 * and the one that the topology wants. Undefined where both are the usual one.
 */
export function heartbeatWhileChanging(
  row: WorkerRow | undefined,
  { settings }: Topology['workers'][number],
): number | undefined {
  const wanted = settings?.[heartbeatKey];
  const longer = Math.max(row?.heartbeatInterval ?? 0, wanted === undefined ? 0 : followed(String(wanted)));
  return longer > workerHeartbeat.value ? longer : undefined;
}
