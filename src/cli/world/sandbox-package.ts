import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type * as Package from 'ssis-scaleout-sandbox';
import type { FleetWorker, NewFleet, OpenSandbox } from 'ssis-scaleout-sandbox';
import type * as Worlds from 'ssis-scaleout-sandbox/worlds';
import { type Diagnostic, diagnostic, isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { secret } from '../../providers/secret.js';
import type { SqlConnection } from '../../providers/ssisdb/connection/sql-connection.js';
import type { TwinDescription } from '../../rehearsal/twin.js';
import { type Access, type DesiredWorker, entriesOf, type Topology } from '../../topology/topology.js';

/*
 * The only place that loads the sandbox, which is a package of its own: whoever works on real machines need not have it
 * (docs/decisions/0015). What it throws becomes an error of the registry here.
 */

type Options<Name extends 'openSandbox' | 'serveSandbox' | 'resetSandbox'> = Omit<
  Parameters<(typeof Package)[Name]>[1],
  'join'
>;

/** What `open` is told of a directory's sandbox. */
export type OpenOptions = Options<'openSandbox'>;

/** The sandbox as commands use it. Everything throws `sandbox.*` errors of the registry. */
export interface Sandbox {
  open(directory: string, options: OpenOptions): Promise<Package.OpenSandbox>;
  serve(
    directory: string,
    options: Options<'serveSandbox'>,
  ): Promise<{ readonly served: Package.ServedSandbox; readonly ended: Promise<void> }>;
  reset(directory: string, options: Options<'resetSandbox'>): Promise<void>;
  /** The drills that there are. */
  drills(): readonly Package.ListedDrill[];
  /** Throws where the directory has no sandbox. */
  require(directory: string): Promise<void>;
  /** Opens a twin of a live world in memory; `now` is its time, in Unix milliseconds. */
  openTwin(description: TwinDescription, options: { readonly now: () => number }): Promise<Package.OpenTwin>;
  /** Throws where a directory has something in it, so that no twin can be saved there. */
  requireEmpty(directory: string): Promise<void>;
  /** Whether a directory has a sandbox. */
  isSandbox(directory: string): boolean;
  /** A warning where others may change the directory. */
  shared(directory: string): Diagnostic | undefined;
}

/** Loads the sandbox. Throws `sandbox.not-installed`. */
export async function loadSandbox(): Promise<Sandbox> {
  const found = await loading(() => import('ssis-scaleout-sandbox'));
  const telling = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!found.isSandboxError(error)) throw error;
      throw new ScaleoutError(error.code, error.message, { cause: error, remedy: error.remedy });
    }
  };
  return {
    async open(directory, options) {
      const opened = await telling(() => found.openSandbox(directory, { ...options, join }));
      const close = () => telling(() => opened.close());
      const drill: OpenSandbox['drill'] = (request) => telling(() => opened.drill(request));
      const add: OpenSandbox['add'] = (request) => telling(() => opened.add(request));
      return { ...opened, drill, add, close, [Symbol.asyncDispose]: close };
    },
    drills: () => found.listDrills(),
    async serve(directory, options) {
      const { served, ended } = await telling(() => found.serveSandbox(directory, { ...options, join }));
      const told = telling(() => ended);
      // The caller may look at it later.
      told.catch(() => {});
      return { served, ended: told };
    },
    reset: (directory, options) => telling(() => found.resetSandbox(directory, { ...options, join })),
    require: (directory) => telling(() => found.requireSandbox(found.layoutOf(resolve(directory)), { orEmpty: false })),
    async openTwin(description, options) {
      const twin = await telling(() => found.openTwin(description, options));
      const save: Package.OpenTwin['save'] = (directory, when) => telling(() => twin.save(directory, when));
      return { ...twin, save };
    },
    requireEmpty: (directory) => telling(() => found.requireEmptyDirectory(resolve(directory))),
    isSandbox: (directory) => existsSync(found.layoutOf(directory).state),
    shared(directory) {
      const shared = found.sharedDirectory(directory);
      return shared && diagnostic(shared.code, shared.detail, { severity: 'warning' });
    },
  };
}

/** The names of worlds; undefined where the sandbox is not installed. */
export async function loadWorlds(): Promise<typeof Worlds | undefined> {
  try {
    return await loading(() => import('ssis-scaleout-sandbox/worlds'));
  } catch (error) {
    if (isScaleoutError(error, 'sandbox.not-installed')) return undefined;
    throw error;
  }
}

async function loading<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isAbsent(error)) throw error;
    throw new ScaleoutError('sandbox.not-installed', 'The package ssis-scaleout-sandbox is not there.', {
      cause: error,
    });
  }
}

/** Node names the package that it did not find; another one would be a dependency of the sandbox. */
function isAbsent(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes("'ssis-scaleout-sandbox'");
}

/** As a user of the sandbox's SQL Server, with its certificate checked: no other server learns the password. */
const join: Package.JoinServer = async (connection, { user, password }) => {
  const { holdSession } = await import('../../providers/ssisdb/connection/driver.js');
  return holdSession({
    ...sandboxConnection(connection),
    database: 'master',
    authentication: { type: 'sql', user, password: secret(password) },
    appName: 'scaleout sandbox member',
  });
};

/** How the provider connects to a sandbox: as its own login, of Windows unless it says otherwise; its certificate checked. */
export function sandboxConnection(given: Package.SandboxConnection): SqlConnection {
  const { host, port, database, domain, user, password, certificate, serverName, login, sqlLogin } = given;
  return {
    host,
    port,
    database,
    authentication:
      login === 'sql'
        ? { type: 'sql', user: sqlLogin.user, password: secret(sqlLogin.password) }
        : { type: 'ntlm', domain, user, password: secret(password) },
    encrypt: true,
    trustServerCertificate: false,
    ca: certificate,
    serverName,
  };
}

/**
 * The fleet that a new sandbox gets: freshly installed machines for each name in the topology. Machines that the topology
 * does not reach (transport none) were joined by somebody else already.
 */
export function fleetOf(topology: Topology): NewFleet {
  const { server } = topology.catalog;
  const { master } = topology;
  const joined = isOutOfReach(topology.access);
  return {
    serverName: server.instance === undefined ? server.host : `${server.host}\\${server.instance}`,
    masterMachines: master?.machines ?? [server.host],
    ...(master?.endpoint === undefined ? {} : { endpoint: master.endpoint }),
    workers: entriesOf(topology).map((worker) => fleetWorker(worker, joined)),
    joined,
  };
}

function fleetWorker({ machine, access, certificate }: DesiredWorker, joined: boolean): FleetWorker {
  const own = isOutOfReach(access);
  const given = own || certificate === undefined || !('file' in certificate) ? undefined : certificate.certificate.der;
  return {
    machine,
    ...(own === joined ? {} : { joined: own }),
    ...(given === undefined ? {} : { certificate: given }),
  };
}

function isOutOfReach({ transport }: Access): boolean {
  return transport === 'none';
}

interface Served {
  readonly opening: Promise<OpenSandbox>;
  users: number;
}

const served = new Map<string, Served>();

/**
 * As `sandbox.open`. Where this process serves the directory, all that use it here have one server, which the last of them
 * closes: it would wait for the others of its own process else.
 */
export async function shareSandbox(sandbox: Sandbox, directory: string, options: OpenOptions): Promise<OpenSandbox> {
  const key = resolve(directory);
  const known = served.get(key);
  const entry = known ?? { opening: sandbox.open(directory, options), users: 0 };
  entry.users += 1;
  served.set(key, entry);
  const forget = () => {
    if (served.get(key) === entry) served.delete(key);
  };
  const opened = await entry.opening.catch((error) => {
    forget();
    throw error;
  });
  if (!opened.serving) {
    forget();
    return known === undefined ? opened : shareSandbox(sandbox, directory, options);
  }
  let ending: Promise<void> | undefined;
  const leave = async () => {
    entry.users -= 1;
    if (entry.users > 0) return;
    forget();
    await opened.close();
  };
  const close = () => {
    ending ??= leave();
    return ending;
  };
  return { ...opened, close, [Symbol.asyncDispose]: close };
}
