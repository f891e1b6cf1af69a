// src/cli/world opens what a command works on: the catalog, the machines and the lock of a topology, or the sandbox in
// their place.

import { homedir } from 'node:os';
import type { OpenSandbox, SandboxConnection } from 'ssis-scaleout-sandbox';
import type { Catalog, CatalogLock } from '../../domain/catalog.js';
import type { CatalogExaminer } from '../../domain/examination.js';
import type { FleetWorkReader } from '../../domain/fleet-work.js';
import { type MachineName, sameMachine, shortKey } from '../../domain/machine-name.js';
import type { Machines } from '../../domain/machines.js';
import type { CatalogSurveyor, MachineSurveyor } from '../../domain/survey.js';
import { ScaleoutError } from '../../errors/errors.js';
import { readFileText } from '../../files/files.js';
import { userName } from '../../history/provenance.js';
import { noMachines } from '../../providers/machines/open-machines.js';
import type { Reach } from '../../providers/machines/reach.js';
import type { SecretSources } from '../../providers/secret.js';
import type { SqlConnection } from '../../providers/ssisdb/connection/sql-connection.js';
import { accessOf, isReached } from '../../reconciler/view/machine.js';
import { printable, shellWord } from '../../text/printable.js';
import { counted } from '../../text/words.js';
import { entriesOf, type Topology } from '../../topology/topology.js';
import { warnOnce } from '../render/diagnostic-text.js';
import { type Log, logTo, type Terminal } from '../terminal.js';
import { requireSandbox } from './require-sandbox.js';
import { loadSandbox, sandboxConnection } from './sandbox-package.js';

/** The catalog and the machines that a command works on, until they are closed. */
export interface World extends AsyncDisposable {
  readonly catalog: Catalog & CatalogSurveyor & CatalogExaminer & FleetWorkReader;
  readonly machines: Machines & MachineSurveyor;
  readonly lock: CatalogLock;
}

interface WorldChoice {
  /** The sandbox in this directory instead of the topology's catalog. */
  readonly sandbox: string | undefined;
  readonly parallelism: number;
  /** Whether a sandbox is made where there is none; absent: no, and the command has no option for it. */
  readonly create?: boolean | undefined;
}

/** Opens the topology's catalog, or the sandbox's. Nothing is connected before the first request. */
export async function openWorld(topology: Topology, choice: WorldChoice, terminal: Terminal): Promise<World> {
  const log = logTo(terminal.err, terminal.logLevel);
  if (choice.sandbox !== undefined)
    return openSandboxWorld(topology, { ...choice, sandbox: choice.sandbox }, terminal, log);
  const connection = await serverConnection(topology, terminal);
  const { catalog, lock } = await catalogOf(connection, choice.parallelism, terminal, log);
  const { parallelism } = choice;
  const machines = await openMachinesFor(topology, { parallelism, secrets: secretSources(terminal), log });
  return worldOf({ catalog, machines, lock });
}

/** Closes what it is made of, and then `last`. */
function worldOf(parts: Omit<World, typeof Symbol.asyncDispose>, last?: () => Promise<void>): World {
  const { catalog, machines, lock } = parts;
  return {
    ...parts,
    async [Symbol.asyncDispose]() {
      await lock[Symbol.asyncDispose]();
      await Promise.all([catalog[Symbol.asyncDispose](), machines[Symbol.asyncDispose]()]);
      await last?.();
    },
  };
}

/**
 * Opens a lock of the topology's catalog, or the sandbox's, by its name on the server: on sessions that a world of the same
 * catalog does not use, and does not close.
 */
export async function openWorldLock(
  topology: Topology,
  choice: Omit<WorldChoice, 'parallelism'> & { readonly resource: string },
  terminal: Terminal,
): Promise<CatalogLock> {
  const log = logTo(terminal.err, terminal.logLevel);
  const { sandbox: directory, create, resource } = choice;
  if (directory === undefined) return lockOf(await serverConnection(topology, terminal), terminal, log, resource);
  const sandbox = await openSandboxOf(topology, { sandbox: directory, create }, terminal, log);
  const lock = await lockOf(sandboxConnection(sandbox.connection), terminal, log, resource);
  return {
    acquire: lock.acquire,
    async [Symbol.asyncDispose]() {
      await lock[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}

async function openSandboxWorld(
  topology: Topology,
  choice: WorldChoice & { readonly sandbox: string },
  terminal: Terminal,
  log: Log,
): Promise<World> {
  const { parallelism } = choice;
  const sandbox = await openSandboxOf(topology, choice, terminal, log);
  const { catalog, lock } = await catalogOf(sandboxConnection(sandbox.connection), parallelism, terminal, log);
  const machines = await openSandboxMachines(topology, sandbox.connection, {
    parallelism,
    log,
    directory: choice.sandbox,
  });
  // Our own connections first: the sandbox waits until it is alone.
  return worldOf({ catalog, machines, lock }, () => sandbox.close());
}

/** The catalog and the machines of a twin in this process, by the same ways as those of a sandbox. */
export async function openTwinWorld(
  topology: Topology,
  connection: SandboxConnection,
  choice: Omit<MachinesChoice, 'secrets'>,
): Promise<Pick<World, 'catalog' | 'machines'> & AsyncDisposable> {
  const catalog = await openCatalogOf(sandboxConnection(connection), choice.parallelism, choice.log);
  const machines = await openSandboxMachines(topology, connection, choice);
  return {
    catalog,
    machines,
    async [Symbol.asyncDispose]() {
      await Promise.all([catalog[Symbol.asyncDispose](), machines[Symbol.asyncDispose]()]);
    },
  };
}

async function openSandboxOf(
  topology: Topology,
  { sandbox: directory, create }: { readonly sandbox: string; readonly create?: boolean | undefined },
  terminal: Terminal,
  log: Log,
): Promise<OpenSandbox> {
  const [{ shareSandbox, fleetOf }, embedded] = await Promise.all([import('./sandbox-package.js'), loadSandbox()]);
  // Before it is opened: what others have put there is about to be believed.
  const shared = embedded.shared(directory);
  if (shared !== undefined) warnOnce(terminal)(shared);
  if (create !== true) await requireSandbox(embedded, directory, terminal, { creates: create === false });
  let made = false;
  const sandbox = await shareSandbox(embedded, directory, {
    ...(create === true
      ? {
          fleet: () => {
            made = true;
            return fleetOf(topology);
          },
        }
      : {}),
    signal: terminal.interrupts.abort,
    log: (message) => log('warn', message),
  });
  if (made) tellMade(topology, directory, terminal);
  return sandbox;
}

/** A slip of the pen in `--sandbox` of apply makes a sandbox of its own: without a word, it looks as if all that was done were gone. */
function tellMade(topology: Topology, directory: string, terminal: Terminal): void {
  if (terminal.logLevel === 'silent' || terminal.logLevel === 'error') return;
  const { catalog, master } = topology;
  const machines = [
    ...(master?.machines ?? [catalog.server.host]),
    ...entriesOf(topology).map(({ machine }) => machine),
  ];
  const count = new Set(machines.map(shortKey)).size;
  terminal.err(`Made a new sandbox of ${counted(count, 'machine')} in ${printable(directory)}.\n`);
}

async function serverConnection({ catalog }: Topology, terminal: Terminal): Promise<SqlConnection> {
  const { resolveConnection } = await import('../../providers/ssisdb/connection/sql-connection.js');
  return resolveConnection(catalog, secretSources(terminal));
}

async function catalogOf(
  connection: SqlConnection,
  parallelism: number,
  terminal: Terminal,
  log: Log,
): Promise<{ readonly catalog: World['catalog']; readonly lock: CatalogLock }> {
  const [catalog, lock] = await Promise.all([
    openCatalogOf(connection, parallelism, log),
    lockOf(connection, terminal, log),
  ]);
  return { catalog, lock };
}

async function openCatalogOf(connection: SqlConnection, parallelism: number, log: Log): Promise<World['catalog']> {
  const [{ openCatalog }, { systemClock }] = await Promise.all([
    import('../../providers/ssisdb/open-catalog.js'),
    import('../../providers/waiting.js'),
  ]);
  return openCatalog(connection, { clock: systemClock, random: Math.random, log, parallelism });
}

async function lockOf(connection: SqlConnection, { env }: Terminal, log: Log, resource?: string): Promise<CatalogLock> {
  const [{ openLock }, { systemClock }, { whoAmI }] = await Promise.all([
    import('../../providers/ssisdb/lock/open-lock.js'),
    import('../../providers/waiting.js'),
    import('../../history/provenance.js'),
  ]);
  const { user, host } = whoAmI(env);
  const who = `${user}@${host}`;
  const named = resource === undefined ? {} : { resource };
  return openLock(connection, { clock: systemClock, random: Math.random, log, who, now: () => new Date(), ...named });
}

/** Bytes: enough for the known_hosts of a large fleet, which is read in the same way. */
const largest = 4 * 1024 * 1024;

/** Where a command looks up the secrets that a topology or an option refers to. */
export function secretSources(terminal: Terminal): SecretSources {
  return {
    env: terminal.env,
    readFile: (path) => readFileText(path, { largest, kinds: 'regular' }),
    warn: warnOnce(terminal),
  };
}

export interface MachinesChoice {
  readonly parallelism: number;
  readonly secrets: SecretSources;
  readonly log: Log;
}

/** The machines that the topology gives access to; nothing is loaded for one that gives none. */
export async function openMachinesFor(topology: Topology, choice: MachinesChoice): Promise<Machines & MachineSurveyor> {
  if (!reachesAny(topology)) return noMachines();
  const { reachResolver } = await import('../../providers/machines/resolve-reach.js');
  const resolve = reachResolver({
    ...choice.secrets,
    platform: process.platform,
    userName: userName(choice.secrets.env, { domain: false }),
    homeDirectory: homedir(),
  });
  return machinesOver((machine) => resolve(machine, accessOf(topology, machine)), choice);
}

/** The machines of a sandbox: each is a user of its SSH server, whatever transport the topology names for it. */
export async function openSandboxMachines(
  topology: Topology,
  { ssh }: SandboxConnection,
  choice: Omit<MachinesChoice, 'secrets'> & { readonly directory?: string },
): Promise<Machines & MachineSurveyor> {
  if (!reachesAny(topology)) return noMachines();
  const [{ parseKnownHosts }, { readPrivateKey }, { secret }] = await Promise.all([
    import('../../providers/machines/ssh/known-hosts.js'),
    import('../../providers/machines/ssh/connect-ssh.js'),
    import('../../providers/secret.js'),
  ]);
  const { key } = readPrivateKey(secret(ssh.privateKey), undefined, 'the sandbox');
  const knownHosts = parseKnownHosts(`[${ssh.host}]:${ssh.port} ${ssh.hostKey}\n`, 'the sandbox');
  const { host, port } = ssh;
  const reachOf = async (machine: MachineName): Promise<Reach> => {
    const { transport } = accessOf(topology, machine);
    if (transport === 'manual' || transport === 'none') return { transport };
    return {
      transport: 'ssh',
      target: { host, port, user: machine, login: { key }, knownHosts, refused: () => noSuchMachine(machine) },
    };
  };
  const place = choice.directory ?? 'DIR';
  // Its key opens every machine that there is.
  const noSuchMachine = (machine: MachineName) => {
    const add = ['scaleout', 'sandbox', 'add', place, machine]
      .map((word) => shellWord(word, process.platform))
      .join(' ');
    const isMaster = topology.master?.machines.some((one) => sameMachine(one, machine)) === true;
    const detail = `The sandbox ${choice.directory === undefined ? '' : `in ${place} `}has no machine ${machine} whose state can be looked at. It got its machines when it was made.`;
    const remedy = `Correct the name in the topology, or give the sandbox that machine: ${add}${isMaster ? ' --master' : ''}`;
    return new ScaleoutError('sandbox.no-such-machine', detail, { remedy });
  };
  return machinesOver(reachOf, choice);
}

async function machinesOver(
  reachOf: (machine: MachineName) => Promise<Reach>,
  { parallelism, log }: Omit<MachinesChoice, 'secrets'>,
): Promise<Machines & MachineSurveyor> {
  const { openMachines } = await import('../../providers/machines/open-machines.js');
  return openMachines({ reachOf, parallelism, log });
}

function reachesAny(topology: Topology): boolean {
  return isReached(topology.access) || entriesOf(topology).some((worker) => isReached(worker.access));
}
