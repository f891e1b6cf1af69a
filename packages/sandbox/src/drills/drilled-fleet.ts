import { SandboxError } from '../errors.js';
import { timeText } from '../instant.js';
import { startedFields, stoppedFields } from '../model/life/change-fleet.js';
import { type InstalledService, type MachineState, machineState } from '../model/machines/machine-state.js';
import type { MachineRole } from '../model/machines/requests.js';
import { masterSettingsOf, workerSettingsOf } from '../model/machines/settings.js';
import { settingsFileOf, writeSettings } from '../model/machines/settings-file.js';
import type { Model } from '../model/model.js';
import { type Row, type Store, timeField } from '../model/store.js';
import { isSameHost, waysOf } from '../model/ways.js';
import { type Draft, draftOf } from './draft.js';

/** A service that a drill stopped, or started anew. */
export interface ServiceRun {
  readonly table: 'machines' | 'masters';
  readonly key: string;
  readonly end: 'stopped' | 'restarted';
}

/** What a service's start and stop write: taking a drill back starts the service, and does not turn time back. */
export const runFields: readonly string[] = ['service', 'startedAt', 'stoppedAt', 'loaded', 'gaveUp'];

export interface DrillOrder {
  /** Unix milliseconds: now, and when the fault began. */
  readonly now: number;
  readonly began: number;
  readonly days: number;
  /** The key of the machine that it breaks; empty where it breaks none. */
  readonly machine: string;
  /** Services that other drills hold down. */
  readonly heldDown: readonly ServiceRun[];
}

/** A fleet as a drill sees and changes it. */
export interface DrilledFleet extends DrillOrder {
  readonly draft: Draft;
  readonly runs: readonly ServiceRun[];
  readonly model: Model;
  /** The machines with a state of their own that host a worker, and a master. */
  readonly workers: readonly string[];
  readonly nodes: readonly string[];
  state(machine: string): MachineState;
  /** The worker's or the master's service of a machine. */
  service(machine: string, role: MachineRole): InstalledService;
  /** Thumbprint of the certificate that a worker, or a master, goes by. */
  workerThumbprint(machine: string): string;
  masterThumbprint(node: string): string;
  /** Stops a service when the fault began. One that another drill has stopped is held down by this one too. */
  stop(machine: string, role: MachineRole): void;
  /** Has a service that runs read its config when the fault began. */
  restart(machine: string, role: MachineRole): void;
  /** Writes settings into a config, as a person's editor does. */
  configure(machine: string, role: MachineRole, settings: Readonly<Record<string, string>>): void;
  change(machine: string, role: MachineRole, fields: Row): void;
}

export const noState =
  'The machines of this sandbox have no state of their own: they were joined by somebody else (transport none), and nobody can look into them.';

/** Throws `sandbox.drill-refused`. */
export function refuseDrill(detail: string): never {
  throw new SandboxError('sandbox.drill-refused', detail);
}

export function drilledFleet(real: Model, order: DrillOrder): DrilledFleet {
  const draft = draftOf(real.store);
  const { store } = draft;
  const model: Model = { ...real, store };
  const runs: ServiceRun[] = [];
  const { began } = order;
  const state = (machine: string): MachineState =>
    machineState(model, machine, began) ?? refuseDrill(`There is no machine ${machine}.`);
  const service: DrilledFleet['service'] = (machine, role) =>
    state(machine)
      .services()
      .find((one) => one.role === role) ?? refuseDrill(`${machine} has no ${role}'s service.`);
  const change: DrilledFleet['change'] = (machine, role, fields) =>
    state(machine).changeService(service(machine, role), fields);

  return {
    ...order,
    draft,
    runs,
    model,
    workers: withState(store, 'machines'),
    nodes: withState(store, 'masters'),
    state,
    service,
    change,
    workerThumbprint: (machine) =>
      workerSettingsOf(store.get('machines', machine) ?? {}, waysOf(store)).workerThumbprint,
    masterThumbprint: (node) => masterSettingsOf(store.get('masters', node) ?? {}).thumbprint,
    stop(machine, role) {
      const { table, row, name } = service(machine, role);
      const run: ServiceRun = { table, key: machine, end: 'stopped' };
      if (row.service !== 'running') {
        if (order.heldDown.some((held) => held.table === table && held.key === machine)) runs.push(run);
        return;
      }
      if (row.clustered === true) refuseDrill(`A failover cluster owns ${name} of ${machine}: it starts it again.`);
      runs.push(run);
      change(machine, role, { ...begun(row, began), ...stoppedFields(began) });
    },
    restart(machine, role) {
      const { table, row } = service(machine, role);
      if (row.service !== 'running') return;
      runs.push({ table, key: machine, end: 'restarted' });
      change(machine, role, startedFields(row, role, began));
    },
    configure(machine, role, settings) {
      const { row, configPath } = service(machine, role);
      const file = settingsFileOf(row);
      if (file === undefined) return refuseDrill(`${configPath} of ${machine} is no JSON of settings.`);
      change(machine, role, { config: writeSettings(file, settings) });
    },
  };
}

/** A service that started after the fault began is taken to have started when it began. */
function begun(row: Row, began: number): Row {
  const startedAt = timeField(row, 'startedAt');
  return startedAt !== null && startedAt > began ? { startedAt: timeText(began) } : {};
}

function withState(store: Store, table: 'machines' | 'masters'): readonly string[] {
  return [...store.rows(table).keys()].filter((key) => store.get('windows', key) !== undefined);
}

/** The machine of a name, in any case, short or full. */
export function namedAmong(machines: readonly string[], name: string): string | undefined {
  return (
    machines.find((key) => key === name) ??
    machines.find((key) => key.toUpperCase() === name.toUpperCase()) ??
    machines.find((key) => isSameHost(key, name))
  );
}
