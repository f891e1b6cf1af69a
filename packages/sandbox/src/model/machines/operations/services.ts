import { startedFields, stoppedFields } from '../../life/change-fleet.js';
import { updateMasterProperty } from '../../procedures/scaleout.js';
import { numberField, type Row } from '../../store.js';
import { waysOf } from '../../ways.js';
import { thumbprintKey } from '../certificate.js';
import {
  clusterView,
  done,
  type InstalledService,
  type MachineState,
  type Outcome,
  type Refusal,
  refused,
  serviceMissing,
  unchanged,
} from '../machine-state.js';
import { masterSettingsOf } from '../settings.js';
import { settingReaderOf } from '../settings-file.js';
import { asksInHandshake, bindingRow, netshEntry, optionsOf } from '../windows-machine.js';

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
  const logonError = numberField(service.row, 'logonError');
  if (service.row.startMode !== 'disabled' && logonError !== null) {
    return refused('serviceFailed', `${service.name} did not start: its account cannot log on (error ${logonError}).`);
  }
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
  const certificate = stores.Root.get(thumbprint) ?? stores.My.get(thumbprint);
  if (certificate === undefined) return 'the certificate of its config is not in the store';
  const hasKey = certificate.readers !== null && !certificate.keyLost;
  return hasKey ? undefined : 'the certificate of its config has no private key on this machine';
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

interface BindPort {
  readonly port: number;
  readonly thumbprint: string;
  readonly negotiateClientCertificate?: boolean;
}

/**
 * Binds all addresses of a port to a certificate of Root, in place of whatever was bound. netsh is told all that it can be
 * told of what was set before.
 */
export function bindPort(
  machine: MachineState,
  { port, thumbprint: wanted, negotiateClientCertificate: negotiate }: BindPort,
): Outcome {
  const thumbprint = thumbprintKey(wanted);
  const address = `0.0.0.0:${port}`;
  const { bindings, stores } = machine.windows();
  const held = stores.Root.get(thumbprint);
  if (held === undefined) return refused('certificateMissing', `${thumbprint} is not in LocalMachine\\Root.`);
  if (held.readers === null) {
    return refused('keyMissing', `${thumbprint} has no private key in LocalMachine\\Root.`);
  }
  const bound = bindings.get(address);
  const isRight = bound?.thumbprint === thumbprint && bound.store.toUpperCase() === 'ROOT';
  if (isRight && (negotiate === undefined || asksInHandshake(bound) === negotiate)) return unchanged;
  if (held.keyLost) {
    return refused(
      'bindingFailed',
      `${address} cannot be bound: the private key of ${thumbprint} is not in the machine's store (error 1312).`,
    );
  }
  const before = bound === undefined ? { options: [], lost: [] } : optionsOf(bound);
  const asks = 'clientcertnegotiation';
  const others = before.options.filter((option) => negotiate === undefined || option !== `${asks}=enable`);
  const told = negotiate === undefined ? others : [...others, `${asks}=${negotiate ? 'enable' : 'disable'}`];
  const kept = waysOf(machine.model.store).has('binding-keeps') ? bound : undefined;
  const entry = netshEntry(thumbprint, told, kept);
  const rows = [...bindings].map(([key, found]) => [key, bindingRow(found)] as const);
  machine.changeWindows({ bindings: { ...Object.fromEntries(rows), [address]: bindingRow(entry) } });
  const still = optionsOf(entry).lost;
  const lost = before.lost.filter((option) => !still.includes(option));
  return lost.length === 0 ? done : { ...done, lost };
}

/** Makes or mends the inbound rule of that name. */
export function openFirewall(machine: MachineState, name: string, port: number): Outcome {
  const { firewall, firewallError } = machine.windows();
  const rule = firewall.get(name);
  const ports = [String(port)];
  if (name === '') return refused('firewallFailed', 'A rule needs a name.');
  if (firewallError !== null) {
    return refused('firewallUnreadable', `The rules of the firewall cannot be read: ${firewallError}`);
  }
  const names = (wanted: string) => rule?.ports.some((found) => found.toUpperCase() === wanted) ?? false;
  if (rule?.enabled && rule.allows && (names(String(port)) || names('ANY'))) return unchanged;
  machine.changeWindows({ firewall: { ...fields(firewall), [name]: { enabled: true, allows: true, ports } } });
  return done;
}

function fields<Value extends object>(map: ReadonlyMap<string, Value>): Row {
  return Object.fromEntries(map) as unknown as Row;
}
