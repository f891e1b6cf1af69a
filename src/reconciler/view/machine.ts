import type { AccountAccess, CatalogObservation } from '../../domain/catalog.js';
import type { CatalogExamination, NetworkExamination } from '../../domain/examination.js';
import type { Known } from '../../domain/known.js';
import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import {
  type FirewallRule,
  type Installation,
  type LogPlaces,
  type LogTrouble,
  type MachineObservation,
  type MachineRole,
  type MachineService,
  type StoredCertificate,
  thumbprint,
} from '../../domain/machines.js';
import type { WorkerAgentId } from '../../domain/rows.js';
import type { ErrorCode } from '../../errors/errors.js';
import { certificateKeys } from '../../facts/configs.js';
import { type Access, entriesOf, type Topology } from '../../topology/topology.js';
import { otherStore } from './certificates.js';
import { agentIdIn, type ConfigView, configView } from './config.js';

/** What the world showed at one moment, and nothing that was concluded from it. */
export interface Observation {
  readonly catalog: CatalogObservation;
  /** The machines that were looked at, by their names in upper case. */
  readonly machines: ReadonlyMap<string, Known<MachineObservation>>;
  /** The accounts of the master's nodes whose logins were looked for, as the server names them. */
  readonly accounts?: ReadonlyMap<string, Known<AccountAccess>>;
  /** What only a diagnosis asks for; absent where nobody asked. */
  readonly examination?: CatalogExamination;
  readonly network?: NetworkExamination;
  /** Why the catalog could not be looked at: then nothing of `catalog` was seen. Only a diagnosis goes on without it. */
  readonly catalogUnseen?: string;
}

/** How a machine is reached: a worker's own access, else that of the file. */
export function accessOf(topology: Topology, machine: MachineName): Access {
  return entriesOf(topology).find((worker) => sameMachine(worker.machine, machine))?.access ?? topology.access;
}

/** Whether the tool itself goes to the machine. */
export function isReached({ transport }: Access): boolean {
  return transport !== 'manual' && transport !== 'none';
}

/** A machine that was looked at, with the config of each of its services read. */
export interface MachineView extends Omit<MachineObservation, 'installations'> {
  readonly installations: readonly InstallationView[];
}

/** An installed master or worker, with what its config says. */
export interface InstallationView extends Omit<Installation, 'config'> {
  readonly config: ConfigView;
  /** A worker's own id; undefined where its config cannot be read or has none yet. */
  readonly agentId: WorkerAgentId | undefined;
  /** The certificate that the config names; undefined where it names none, or the machine does not show it. */
  readonly certificate: StoredCertificate | undefined;
}

/** What is seen of a machine, and why no more is. */
export type Reachability =
  | { readonly state: 'seen'; readonly machine: MachineView }
  | Unreached
  /** A person works on it. */
  | { readonly state: 'manual' }
  /** It is not managed. */
  | { readonly state: 'none' };

/** The machine should have been looked at, and could not be. */
export interface Unreached {
  readonly state: 'unreached';
  readonly reason: string;
  readonly error?: { readonly code: ErrorCode; readonly remedy: string };
}

const manual: Reachability = { state: 'manual' };
const none: Reachability = { state: 'none' };

export function reachabilityOf(
  access: Access,
  machine: MachineName,
  { machines }: Pick<Observation, 'machines'>,
): Reachability {
  if (access.transport === 'none') return none;
  if (access.transport === 'manual') return manual;
  const seen = machines.get(machine.toUpperCase());
  if (seen === undefined) return { state: 'unreached', reason: `${machine} was not looked at` };
  if (seen.known) return { state: 'seen', machine: machineView(seen.value) };
  const { reason, error } = seen;
  return { state: 'unreached', reason, ...(error === undefined ? {} : { error }) };
}

/** What was seen never changes, so the view of it is made once, however many plans and looks go by it. */
const views = new WeakMap<MachineObservation, MachineView>();

export function machineView(machine: MachineObservation): MachineView {
  const made = views.get(machine);
  if (made !== undefined) return made;
  const view = { ...machine, installations: machine.installations.map((found) => installationView(found, machine)) };
  views.set(machine, view);
  return view;
}

function installationView(installation: Installation, machine: MachineObservation): InstallationView {
  const config = configView(installation);
  const certificate = namedCertificate(installation.role, config, machine);
  return { ...installation, config, agentId: agentIdIn(config), certificate };
}

/** A master's certificate is in Root, a worker's in My. */
function namedCertificate(
  role: MachineRole,
  config: ConfigView,
  { root, my }: MachineObservation,
): StoredCertificate | undefined {
  const named = config.text(certificateKeys.value[role]);
  const store = role === 'master' ? root : my;
  if (named === undefined || !store.known) return undefined;
  if (role === 'worker' && otherStore(config) !== undefined) return undefined;
  return store.value.certificates.find((found) => found.thumbprint === thumbprint(named));
}

/**
 * The installed master or worker that the catalog's Scale Out uses: that of the SQL Server's version, else the latest.
 * Several versions stand side by side on one machine.
 */
export function installationFor(
  { catalog }: Pick<Observation, 'catalog'>,
  { installations }: MachineView,
  role: MachineRole,
): InstallationView | undefined {
  const installed = installations
    .filter((found) => found.role === role)
    .toSorted((one, other) => Number(other.version) - Number(one.version));
  const wanted = `${catalog.server.productVersion.split('.')[0]}0`;
  return installed.find((found) => found.version === wanted) ?? installed[0];
}

/** The service of that name, without case, as Windows compares. */
export function serviceOf(machine: MachineObservation, name: string): MachineService | undefined {
  return installationBeside(machine, name)?.service;
}

/** The installation whose service has that name. */
export function installationBeside<T extends Pick<Installation, 'service'>>(
  { installations }: { readonly installations: readonly T[] },
  name: string,
): T | undefined {
  const wanted = name.toUpperCase();
  return installations.find(({ service }) => service.name.toUpperCase() === wanted);
}

/** Whether a rule of the firewall lets a TCP port in. */
export function opensPort(rule: FirewallRule, port: number): boolean {
  return rule.enabled && rule.allows && rule.ports.some((text) => covers(text.trim(), port));
}

/** The rule that is meant for a port, whether it lets it in or not. */
export function ruleFor(rules: readonly FirewallRule[], port: number): FirewallRule | undefined {
  return rules.find((rule) => opensPort({ ...rule, enabled: true, allows: true }, port));
}

/** Of rules that do not let a port in, why: `has no rule of ours for port 8391`, or what is wrong with the one that is meant for it. */
export function closedWords(rules: readonly FirewallRule[], port: number): string {
  const meant = ruleFor(rules, port);
  if (meant === undefined) return `has no rule of ours for port ${port}`;
  return `has our rule for port ${port}, but it ${meant.enabled ? 'blocks' : 'is disabled'}`;
}

/** `8391`, `8000-8999` or `Any`. */
function covers(text: string, port: number): boolean {
  if (/^any$/i.test(text)) return true;
  const [from, to = from] = text.split('-').map(Number);
  return from !== undefined && to !== undefined && from <= port && port <= to;
}

/** What a string in a service's log means, and what helps. From Microsoft's article on troubleshooting Scale Out. */
const texts: Readonly<Record<LogTrouble['kind'], { readonly cause: string; readonly remedy: string }>> = {
  noEndpoint: {
    cause: "nobody listens at the master's endpoint",
    remedy: "Check MasterEndpoint in WorkerSettings.config, the port, the master's firewall and that its service runs.",
  },
  trust: {
    cause: "the master's certificate is not trusted",
    remedy:
      "Put the master's certificate into the Root store of the worker, and check that its names cover the endpoint.",
  },
  secureChannel: {
    cause: "the private key of the worker's certificate cannot be used",
    remedy:
      "Let the account of the worker's service read the private key of its certificate. A key in the TPM gets that right in certlm.msc alone.",
  },
  anonymous: {
    cause: 'the master got no certificate from the worker, or does not trust it (403)',
    remedy:
      "Put the worker's certificate into the Root store of every master node, where only self-signed ones may be. On Windows Server 2022 and later TLS 1.3 may be the cause: master.negotiateClientCertificate in the topology. Where an authority issued the certificate, the node must also reach that authority's revocation list (403.13): certutil -verify -urlfetch and the .cer file, run there, shows whether it does.",
  },
  httpRequest: {
    cause: "the master's port answers without its certificate",
    remedy: 'Bind the port of the master to the certificate that MasterSettings.config names.',
  },
  security: {
    cause:
      "the encrypted connection to the master fails: the master's certificate is not trusted, or the private key of the worker's certificate cannot be used (the log does not say which)",
    remedy:
      "Look at both: the master's certificate must be in the Root store of the worker and its names cover the endpoint, and the account of the worker's service must be able to read the private key of its certificate.",
  },
  communication: {
    cause: "the master's endpoint answers, but the connection fails",
    remedy:
      'Read the line in the log. The usual reason is a port of the master that is not bound to the certificate that MasterSettings.config names; a proxy or a firewall between is another.',
  },
};

export function troubleText(kind: LogTrouble['kind']): { readonly cause: string; readonly remedy: string } {
  return texts[kind];
}

/** A sentence with a blank before it: which log of a role says nothing, or where none was found. */
export function silentLog(logs: readonly LogPlaces[], role: MachineRole): string {
  const places = logs.filter((found) => found.role === role);
  if (places.length === 0) return '';
  const found = places.find(({ newest }) => newest !== null);
  if (found !== undefined) return ` Its log says nothing of the known causes: ${found.newest}.`;
  const folders = places.flatMap((each) => each.folders);
  if (folders.length > 0) return ` No log was found in ${folders.join(', ')}.`;
  return ' No log was found: the profile of its account is not known.';
}
