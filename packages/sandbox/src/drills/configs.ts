import { workerSettingsOf } from '../model/machines/settings.js';
import { settingsFileOf } from '../model/machines/settings-file.js';
import { textField } from '../model/store.js';
import { waysOf } from '../model/ways.js';
import type { Drill } from './drill.js';
import { type DrilledFleet, refuseDrill } from './drilled-fleet.js';

/* What a worker's config says, and its clock. */

const hour = 3600;

export const configDrills: readonly Drill[] = [
  {
    name: 'worker-config-broken',
    takes: 'worker',
    finding: 'worker.config',
    says: "The worker's config is cut off, and its service did not start again.",
    make(fleet) {
      const { machine } = fleet;
      const { row, configPath } = fleet.service(machine, 'worker');
      const config = textField(row, 'config');
      if (config === null || row.configEncoding === 'base64') refuseDrill(`${configPath} of ${machine} is no text.`);
      fleet.stop(machine, 'worker');
      fleet.change(machine, 'worker', { config: config.slice(0, Math.floor(config.length / 2)) });
    },
  },
  {
    name: 'worker-endpoint-wrong',
    takes: 'worker',
    finding: 'worker.endpoint',
    says: "The worker's MasterEndpoint names a machine that is gone.",
    make(fleet) {
      const { endpoint } = settingsOf(fleet);
      if (endpoint === undefined) refuseDrill(`The config of ${fleet.machine} has no MasterEndpoint.`);
      const [host = '', ...domain] = endpoint.hostname.split('.');
      const other = [`${host}-old`, ...domain].join('.');
      const port = endpoint.port === '' ? '' : `:${endpoint.port}`;
      fleet.configure(fleet.machine, 'worker', { MasterEndpoint: `https://${other}${port}` });
      fleet.restart(fleet.machine, 'worker');
    },
  },
  {
    name: 'worker-agent-id-cloned',
    takes: 'worker',
    finding: 'worker.agent-id-shared',
    says: 'The worker has the AgentId of another one, as a cloned machine has.',
    make(fleet) {
      const { machine } = fleet;
      const own = agentIdOf(fleet, machine);
      const other = fleet.workers.flatMap((key) => (key === machine ? [] : (agentIdOf(fleet, key) ?? [])))[0];
      if (own === undefined || other === undefined) {
        return refuseDrill('It takes two workers that run and whose configs have an AgentId.');
      }
      if (own === other) refuseDrill(`${machine} shares its AgentId anyway.`);
      fleet.configure(machine, 'worker', { AgentId: other });
      fleet.restart(machine, 'worker');
    },
  },
  {
    name: 'worker-clock-wrong',
    takes: 'worker',
    finding: 'worker.clock',
    says: "The clock of the worker's machine is an hour fast.",
    make: (fleet) => setClock(fleet),
  },
  {
    name: 'master-clock-wrong',
    takes: 'master',
    finding: 'master.clock',
    says: "The clock of the master's machine is an hour fast.",
    make: (fleet) => setClock(fleet),
  },
];

function settingsOf(fleet: DrilledFleet) {
  return workerSettingsOf(fleet.service(fleet.machine, 'worker').row, waysOf(fleet.draft.store));
}

/** Of a worker that runs, as its config has it now; undefined where it has none that could be read. */
function agentIdOf(fleet: DrilledFleet, machine: string): string | undefined {
  const { row } = fleet.service(machine, 'worker');
  const id = settingsFileOf(row)?.value('AgentId');
  return row.service === 'running' && typeof id === 'string' && id !== '' ? id.toUpperCase() : undefined;
}

function setClock(fleet: DrilledFleet): void {
  const state = fleet.state(fleet.machine);
  if (state.windows().clockOffset !== 0) refuseDrill(`The clock of ${fleet.machine} is wrong anyway.`);
  state.changeWindows({ clockOffsetSeconds: hour });
}
