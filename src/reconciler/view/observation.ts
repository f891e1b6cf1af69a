import type { AccountAccess, CatalogObservation } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import type {
  FirewallRule,
  Installation,
  MachineObservation,
  MachineRole,
  MachineService,
} from '../../domain/machines.js';
import type { ErrorCode } from '../../errors/errors.js';
import type { Access, Topology } from '../../topology/topology.js';

/** What the world showed at one moment, and nothing that was concluded from it. */
export interface Observation {
  readonly catalog: CatalogObservation;
  /** The machines that were looked at, by their names in upper case. */
  readonly machines: ReadonlyMap<string, Known<MachineObservation>>;
  /** The accounts of the master's nodes whose logins were looked for, as the server names them. */
  readonly accounts?: ReadonlyMap<string, Known<AccountAccess>>;
}

/** What we know of a machine, and why we know no more. */
export type Sight =
  | { readonly state: 'seen'; readonly machine: MachineObservation }
  | Unreached
  /** A person works on it. */
  | { readonly state: 'manual' }
  /** It is not managed. */
  | { readonly state: 'none' };

/** It should have been looked at, and could not be. */
export interface Unreached {
  readonly state: 'unreached';
  readonly reason: string;
  readonly error?: { readonly code: ErrorCode; readonly remedy: string };
}

const manual: Sight = { state: 'manual' };
const none: Sight = { state: 'none' };

/** How a machine is reached: a worker's own access, else that of the file. */
export function accessOf(topology: Topology, machine: MachineName): Access {
  return topology.workers.find((worker) => sameMachine(worker.machine, machine))?.access ?? topology.access;
}

/** Whether the tool itself goes to the machine. */
export function isReached({ transport }: Access): boolean {
  return transport !== 'manual' && transport !== 'none';
}

export function sightOf(access: Access, machine: MachineName, { machines }: Pick<Observation, 'machines'>): Sight {
  if (access.transport === 'none') return none;
  if (access.transport === 'manual') return manual;
  const seen = machines.get(machine.toUpperCase());
  if (seen === undefined) return { state: 'unreached', reason: `${machine} was not looked at` };
  if (seen.known) return { state: 'seen', machine: seen.value };
  const { reason, error } = seen;
  return { state: 'unreached', reason, ...(error === undefined ? {} : { error }) };
}

/**
 * The installed master or worker that the catalog's Scale Out uses: that of the SQL Server's version, else the latest.
 * Several versions stand side by side on one machine.
 */
export function installationOf(
  machine: MachineObservation,
  role: MachineRole,
  productVersion: string,
): Installation | undefined {
  const installed = machine.installations
    .filter((found) => found.role === role)
    .toSorted((one, other) => Number(other.version) - Number(one.version));
  const wanted = `${productVersion.split('.')[0]}0`;
  return installed.find((found) => found.version === wanted) ?? installed[0];
}

/** The service of that name, without case, as Windows compares. */
export function serviceOf(machine: MachineObservation, name: string): MachineService | undefined {
  return installationBeside(machine, name)?.service;
}

/** The installation whose service has that name. */
export function installationBeside(machine: MachineObservation, name: string): Installation | undefined {
  const wanted = name.toUpperCase();
  return machine.installations.find(({ service }) => service.name.toUpperCase() === wanted);
}

/** Whether a rule of the firewall lets a TCP port in. */
export function opensPort(rule: FirewallRule, port: number): boolean {
  return rule.enabled && rule.allows && rule.ports.some((text) => covers(text.trim(), port));
}

/** `8391`, `8000-8999` or `Any`. */
function covers(text: string, port: number): boolean {
  if (/^any$/i.test(text)) return true;
  const [from, to = from] = text.split('-').map(Number);
  return from !== undefined && to !== undefined && from <= port && port <= to;
}
