import { randomBytes } from 'node:crypto';
import type { Request } from '../../packages/sandbox/src/engine.js';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import { freshContent } from '../../packages/sandbox/src/model/fresh/content.js';
import type { MachineRequest } from '../../packages/sandbox/src/model/machines/requests.js';
import type { StoreContent } from '../../packages/sandbox/src/model/store.js';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../packages/sandbox/src/sandbox.js';
import { fleetOf, sandboxConnection } from '../../src/cli/world/sandbox-package.js';
import type { Catalog } from '../../src/domain/catalog.js';
import type { MachineName } from '../../src/domain/machine-name.js';
import type { Machines } from '../../src/domain/machines.js';
import { openMachines } from '../../src/providers/machines/open-machines.js';
import { readPrivateKey } from '../../src/providers/machines/ssh/connect-ssh.js';
import { parseKnownHosts } from '../../src/providers/machines/ssh/known-hosts.js';
import { secret } from '../../src/providers/secret.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { accessOf } from '../../src/reconciler/view/machine.js';
import type { Topology } from '../../src/topology/topology.js';
import {
  type Boundary,
  type BoundaryProxy,
  startBoundaryProxy,
  tdsMessageLength,
  type WireFault,
} from '../support/boundary-proxy.js';

/** One message between the tool and the fleet: of the catalog's connections, or of those to a machine. */
export interface Place extends Boundary {
  readonly channel: string;
}

export interface Hit {
  readonly place: Place;
  readonly kind: WireFault;
}

/** The tool's side of a fleet: a catalog and machines, until they are closed. */
export interface Side extends AsyncDisposable {
  readonly catalog: Catalog;
  readonly machines: Machines;
}

/** A sandbox of bare machines that remembers what it was asked to write. */
export interface FaultedFleet extends AsyncDisposable {
  readonly running: RunningSandbox;
  /** Calls and operations that write, in their order: `catalog.enable_scaleout []`. */
  readonly writes: readonly string[];
  /** Straight to the fleet. */
  open(): Side;
}

/** Milliseconds; long enough for a busy machine, short enough to wait for in a test. */
const limits = { catalog: 1_500, machine: 1_500 } as const;

/** So many times faster goes the fleet's time: a worker beats once a minute. */
const haste = 60;

const contents = new WeakMap<Topology, StoreContent>();

export async function startFaultedFleet(
  topology: Topology,
  options: Omit<SandboxOptions, 'content' | 'onRequest' | 'onMachineRequest'> = {},
): Promise<FaultedFleet> {
  // The same certificates for every fleet of a topology: making them takes longer than a run.
  const content =
    contents.get(topology) ?? freshContent({ createdAt: instantOf(Date.now()), ...fleetOf(topology) }, randomBytes);
  contents.set(topology, content);
  const writes: string[] = [];
  const began = Date.now();
  const running = await startSandbox({
    now: () => instantOf(began + (Date.now() - began) * haste),
    ...options,
    content,
    onRequest: (_, request) => writes.push(...writeOf(request)),
    onMachineRequest(machine, request) {
      writes.push(...machineWriteOf(machine, request));
      return undefined;
    },
  });
  return {
    running,
    writes,
    open: () => openSide(topology, running, { sql: running.connection.port, ssh: () => running.connection.ssh.port }),
    [Symbol.asyncDispose]: () => running.close(),
  };
}

/** The way to a fleet through proxies, one of which may do harm. */
export async function openThroughProxies(topology: Topology, { running }: FaultedFleet, hit?: Hit) {
  const proxies = new Map<string, BoundaryProxy>();
  const { host, port, ssh } = running.connection;
  const proxy = async (channel: string, target: { host: string; port: number }, framed: boolean) => {
    const fault = hit?.place.channel === channel ? { fault: { at: hit.place, kind: hit.kind } } : {};
    const made = await startBoundaryProxy({
      target,
      ...fault,
      ...(framed ? { messageLength: tdsMessageLength } : {}),
    });
    proxies.set(channel, made);
    return made.port;
  };
  const sql = await proxy('sql', { host, port }, true);
  const machines = [...(topology.master?.machines ?? []), ...topology.workers.map(({ machine }) => machine)];
  for (const machine of machines) await proxy(machine, ssh, false);
  const sshOf = (machine: MachineName) => proxies.get(machine)?.port ?? ssh.port;
  const side = openSide(topology, running, { sql, ssh: sshOf }, limits);
  return {
    ...side,
    /** Every message that came by so far. */
    places: (): readonly Place[] =>
      [...proxies].flatMap(([channel, { passed }]) => passed.map((boundary) => ({ channel, ...boundary }))),
    happened: () => [...proxies.values()].some(({ happened }) => happened),
    async [Symbol.asyncDispose]() {
      await side[Symbol.asyncDispose]();
      for (const one of proxies.values()) await one[Symbol.asyncDispose]();
    },
  };
}

interface Ports {
  readonly sql: number;
  readonly ssh: (machine: MachineName) => number;
}

/** Opens the tool's side of a fleet at these ports. */
export function openSide(
  topology: Topology,
  { connection }: Pick<RunningSandbox, 'connection'>,
  ports: Ports,
  limit?: { readonly catalog: number; readonly machine: number },
): Side {
  const { ssh } = connection;
  const parallelism = topology.policy.parallelism;
  const catalog = openCatalog(
    { ...sandboxConnection(connection), port: ports.sql },
    {
      clock: systemClock,
      random: () => 1,
      parallelism,
      ...(limit === undefined
        ? {}
        : { limits: { connect: limit.catalog, request: limit.catalog, enableScaleOut: limit.catalog, cancel: 300 } }),
    },
  );
  const { key } = readPrivateKey(secret(ssh.privateKey), undefined, 'the sandbox');
  const machines = openMachines({
    parallelism,
    async reachOf(machine) {
      const { transport } = accessOf(topology, machine);
      if (transport === 'manual' || transport === 'none') return { transport };
      const port = ports.ssh(machine);
      const knownHosts = parseKnownHosts(`[${ssh.host}]:${port} ${ssh.hostKey}\n`, 'the sandbox');
      return { transport: 'ssh', target: { host: ssh.host, port, user: machine, login: { key }, knownHosts } };
    },
    ...(limit === undefined ? {} : { limits: { connect: limit.machine, answer: limit.machine, keepalive: 500 } }),
  });
  return {
    catalog,
    machines,
    async [Symbol.asyncDispose]() {
      await Promise.all([catalog[Symbol.asyncDispose](), machines[Symbol.asyncDispose]()]);
    },
  };
}

function writeOf(request: Request): readonly string[] {
  if (request.type !== 'rpc' || !request.procedure.startsWith('catalog.')) return [];
  return [`${request.procedure} ${JSON.stringify(request.parameters.map(({ value }) => value))}`];
}

/** A restart has no state that tells whether it was done: after a lost answer it is done again. */
const readings = new Set(['inspect', 'readConfig']);

function machineWriteOf(machine: string, request: MachineRequest): readonly string[] {
  return readings.has(request.operation) ? [] : [`${machine} ${JSON.stringify(request)}`];
}
