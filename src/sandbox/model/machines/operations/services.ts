import { startedFields, stoppedFields } from '../../life/change-machine.js';
import { updateMasterProperty } from '../../procedures/update-master.js';
import { clusterView } from '../cluster.js';
import { settingReaderOf } from '../config/config-bytes.js';
import { masterSettingsOf } from '../config/settings.js';
import type { InstalledService, MachineState } from '../machine-state.js';
import { done, type Outcome, type Refusal, refused, serviceMissing, unchanged } from './outcome.js';

export function setStartMode(machine: MachineState, name: string, mode: string): Outcome {
  const service = machine.serviceNamed(name);
  if (service === undefined) return serviceMissing(name);
  if (service.row.startMode === mode) return unchanged;
  const others = clustered(machine, service);
  if (others !== undefined) return others;
  machine.changeService(service, { startMode: mode });
  return done;
}

export function startService(machine: MachineState, name: string): Outcome {
  const service = machine.serviceNamed(name);
  if (service === undefined) return serviceMissing(name);
  return service.row.service === 'running' ? unchanged : start(machine, service);
}

export function stopService(machine: MachineState, name: string): Outcome {
  const service = machine.serviceNamed(name);
  if (service === undefined) return serviceMissing(name);
  if (service.row.service !== 'running') return unchanged;
  const others = clustered(machine, service);
  if (others !== undefined) return others;
  machine.changeService(service, stoppedFields(machine.now));
  return done;
}

/** Starts one that does not run, too. One that could not be started again is not stopped. */
export function restartService(machine: MachineState, name: string): Outcome {
  const service = machine.serviceNamed(name);
  if (service === undefined) return serviceMissing(name);
  const stays = notStartable(machine, service);
  if (stays !== undefined) return stays;
  if (service.row.service === 'running') machine.changeService(service, stoppedFields(machine.now));
  return start(machine, service);
}

function start(machine: MachineState, service: InstalledService): Outcome {
  const { row, role, name } = service;
  const stays = notStartable(machine, service);
  if (stays !== undefined) return stays;
  const reason =
    settingReaderOf(row) === undefined
      ? 'it cannot read its config'
      : role === 'master'
        ? masterStopsFor(machine, service)
        : undefined;
  if (reason !== undefined) return refused('serviceFailed', `${name} stopped again while it was starting: ${reason}.`);
  machine.changeService(service, startedFields(row, role, machine.now));
  if (role === 'master') writeProperties(machine, service);
  return done;
}

function notStartable(machine: MachineState, service: InstalledService): Refusal | undefined {
  const others = clustered(machine, service);
  if (others !== undefined) return others;
  if (service.row.startMode !== 'disabled') return undefined;
  return refused('serviceFailed', `${service.name} is disabled: set its start mode to automatic or manual first.`);
}

/** Why it is not ours to start and stop. */
function clustered(machine: MachineState, { name, row }: InstalledService): Refusal | undefined {
  const view = clusterView(machine, row);
  if (view.clustered === false) return undefined;
  if (view.clustered === null) {
    const detail = `Whether a failover cluster owns ${name} cannot be told: ${view.clusterDoubt}. Nothing was done to it.`;
    return refused('clusterUnknown', detail);
  }
  return refused('serviceFailed', `A failover cluster owns ${name}: change it with the cluster's own commands.`);
}

/** A master listens with the certificate of its config at the port of its config, or not at all. */
function masterStopsFor(machine: MachineState, { row }: InstalledService): string | undefined {
  const { port, thumbprint } = masterSettingsOf({ ...row, loaded: null });
  const { bindings, stores } = machine.windows();
  if (port === 0 || port > 65_535) return 'PortNumber of its config is no port';
  if (!bindings.has(`0.0.0.0:${port}`)) return `port ${port} has no certificate`;
  if ((stores.Root.get(thumbprint) ?? stores.My.get(thumbprint)) === undefined) {
    return 'the certificate of its config is not in the store';
  }
  return undefined;
}

/** What the master service writes at its start. */
function writeProperties({ key, windows, model }: MachineState, { row }: InstalledService): void {
  const { port, thumbprint, heartbeat } = masterSettingsOf({ ...row, loaded: null });
  const values: Readonly<Record<string, string>> = {
    MACHINE_NAME: windows().hostName || key,
    MASTER_SERVICE_PORT: String(port),
    SSLCERT_THUMBPRINT: thumbprint,
    ...(heartbeat === undefined ? {} : { MASTER_HEARTBEAT_INTERVALINMS: String(heartbeat) }),
  };
  for (const [name, value] of Object.entries(values)) updateMasterProperty(model.store, name, value);
}
