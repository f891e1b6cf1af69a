import { settingsFileOf } from '../machines/config/config-bytes.js';
import { keptAsLoaded } from '../machines/config/settings.js';
import { writeSettings } from '../machines/config/settings-file.js';
import type { Store } from '../store.js';
import { timeText } from '../time-text.js';
import type { ConnectedMachine, Fleet } from './fleet.js';
import { heartbeatOf } from './heartbeats.js';
import { nextTick } from './ticks.js';

/** Machines whose heartbeats arrive and that have no row: each registers at its next one. */
export function unregisteredMachines(store: Store, fleet: Fleet): readonly ConnectedMachine[] {
  const rows = store.rows('workerAgents');
  return fleet.workers.filter(({ agentId, spans }) => agentId !== '' && spans.length > 0 && !rows.has(agentId));
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
      userAccount: machine.sendsIdentity ? machine.userAccount : null,
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
