import type { Catalog, CatalogObservation } from '../../src/domain/catalog.js';
import type { FleetWork, FleetWorkReader, TaskHolder } from '../../src/domain/fleet-work.js';
import { type MachineName, sameMachine } from '../../src/domain/machine-name.js';
import type { MachineOperation, Machines, StoredCertificate } from '../../src/domain/machines.js';
import type { WorkerAgentId, WorkerRow, WorkerWork } from '../../src/domain/rows.js';
import { ScaleoutError } from '../../src/errors/errors.js';
import { catalogOf } from './build.js';
import { observeMachine, operate } from './model-machines.js';
import { instant, type ModelTime } from './model-time.js';
import { type ModelTask, type ModelWorld, rules } from './model-world.js';

/** What goes wrong with one call: refused, or the connection lost before or after it took effect. */
export type FleetFault = 'refused' | 'lostBefore' | 'lostAfter';

/** A write of ours at the moment at which it takes effect. */
export interface ModelWrite {
  readonly operation: string;
  readonly row?: WorkerAgentId;
  readonly machine?: string;
  readonly enabled?: boolean;
  readonly request?: MachineOperation;
}

export interface ModelFleetOptions {
  readonly world: ModelWorld;
  readonly time: ModelTime;
  readonly certificates: Map<string, StoredCertificate>;
  /** Milliseconds that a way takes, to the server or back. */
  readonly latency: () => number;
  /** Asked at each call. */
  readonly nextFault: () => FleetFault | undefined;
  /** Whether the login may read internal.tasks. */
  readonly seesLeases: boolean;
  /** Executions that dead workers left behind, by their rows: shown for ever. */
  readonly ghosts: ReadonlySet<WorkerAgentId>;
  readonly onWrite: (write: ModelWrite) => void;
  readonly onTouch: (machine: MachineName) => void;
}

export interface ModelFleet {
  readonly catalog: Catalog & FleetWorkReader;
  readonly machines: Machines;
}

/** Catalog and machines over one world, in virtual time, with faults on demand. */
export function modelFleet(options: ModelFleetOptions): ModelFleet {
  const { world, time, latency, nextFault, onWrite, onTouch } = options;
  /** One way to the server, the effect, and the way back. */
  const call = async <T>(signal: AbortSignal, lost: 'catalog' | 'machine' | 'read', effect: () => T): Promise<T> => {
    signal.throwIfAborted();
    const fault = nextFault();
    await time.pause(latency(), signal);
    world.settle();
    if (fault === 'refused') throw new ScaleoutError(refusals[lost], 'refused by the model');
    if (fault === 'lostBefore') throw new ScaleoutError(losses[lost], 'lost before it took effect');
    const answer = effect();
    await time.pause(latency(), signal);
    if (fault === 'lostAfter') throw new ScaleoutError(losses[lost], 'lost after it took effect');
    return answer;
  };
  const write = (made: ModelWrite, signal: AbortSignal, effect: () => void) =>
    call(signal, 'catalog', () => {
      onWrite(made);
      effect();
    });
  const known = (id: WorkerAgentId) => {
    const row = world.rows.get(id);
    if (row === undefined) throw new ScaleoutError('catalog.worker-not-found', `no row ${id}`);
    return row;
  };
  const columns = { DisplayName: 'displayName', Description: 'description', Tags: 'tags' } as const;
  const rowsNow = () => [...world.rows.keys()].flatMap((id) => rowNow(world, id) ?? []);
  const catalog: Catalog & FleetWorkReader = {
    observe: (signal) => call(signal, 'read', () => observeCatalog(options)),
    readWorkers: (ids, signal) =>
      call(
        signal,
        'read',
        () => new Map(ids.flatMap((id) => [rowNow(world, id) ?? []].flat().map((row) => [id, row]))),
      ),
    findWorkers: (machine, signal) =>
      call(signal, 'read', () =>
        rowsNow().filter(({ machineName }) => machineName !== null && sameMachine(machineName, machine)),
      ),
    readAccount: (_, signal) => call(signal, 'read', () => ({ known: false, reason: 'the model has no logins' })),
    readFleetWork: (signal) => call(signal, 'read', () => fleetWorkOf(options)),
    readWork: (id, signal) => call(signal, 'read', () => workOf(options, id)),
    readSettings: (signal) =>
      call(signal, 'read', () => ({
        scaleOut: world.catalog.scaleOut,
        defaultExecutionMode: world.catalog.mode,
        masterAddress: world.catalog.address,
      })),
    readMaster: (signal) => call(signal, 'read', () => observeCatalog(options).master),
    setMark: (_, signal) => write({ operation: 'setMark' }, signal, () => undefined),
    setNote: (_, __, signal) => write({ operation: 'setNote' }, signal, () => undefined),
    enableScaleOut: (signal) =>
      write({ operation: 'enableScaleOut' }, signal, () => {
        world.catalog.scaleOut = 'enabled';
      }),
    setDefaultExecutionMode: (mode, signal) =>
      write({ operation: 'setDefaultExecutionMode' }, signal, () => {
        world.catalog.mode = mode;
      }),
    setMasterAddress: (address, signal) =>
      write({ operation: 'setMasterAddress' }, signal, () => {
        world.catalog.address = address;
      }),
    setWorkerEnabled: (id, enabled, signal) =>
      write({ operation: 'setWorkerEnabled', row: id, enabled }, signal, () => {
        Object.assign(known(id), { enabled, switchedBy: 'tool' });
      }),
    setWorkerProperty: (id, property, value, signal) =>
      write({ operation: 'setWorkerProperty', row: id }, signal, () => {
        known(id)[columns[property]] = value;
      }),
    removeWorker: (id, signal) =>
      write({ operation: 'removeWorker', row: id }, signal, () => {
        known(id);
        world.rows.delete(id);
      }),
    async [Symbol.asyncDispose]() {},
  };
  /** Asked when a call arrives: a machine that was given another name meanwhile is not there any more. */
  const reached = (name: MachineName) => {
    const found = [...world.machines.values()].find((machine) => sameMachine(machine.name, name));
    return found === undefined || found.unreachableUntil > time.now() ? undefined : found;
  };
  const machines: Machines = {
    async inspect(name, signal) {
      onTouch(name);
      const reason = `${name} cannot be reached`;
      try {
        return await call(signal, 'read', () => {
          const machine = reached(name);
          if (machine === undefined) return { known: false, reason };
          return { known: true, value: observeMachine(machine, time.now()) };
        });
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ScaleoutError) return { known: false, reason };
        throw error;
      }
    },
    run(name, operation, signal) {
      onTouch(name);
      return call(signal, 'machine', () => {
        const machine = reached(name);
        if (machine === undefined) throw new ScaleoutError('machine.unreachable', `${name} cannot be reached`);
        if (operation.operation !== 'readConfig')
          onWrite({ operation: operation.operation, machine: machine.name, request: operation });
        return operate(world, machine, operation, options.certificates);
      });
    },
    async [Symbol.asyncDispose]() {},
  };
  return { catalog, machines };
}

const refusals = {
  catalog: 'catalog.lock-timeout',
  machine: 'machine.access-denied',
  read: 'catalog.timeout',
} as const;
const losses = {
  catalog: 'catalog.outcome-unknown',
  machine: 'machine.outcome-unknown',
  read: 'catalog.connection-lost',
} as const;

function rowNow(world: ModelWorld, id: WorkerAgentId): WorkerRow | undefined {
  const found = world.rows.get(id);
  if (found === undefined) return undefined;
  const { id: _, beat, enabled, displayName, description, tags, machineName } = found;
  return {
    id,
    enabled,
    displayName,
    description,
    tags,
    machineName,
    userAccount: 'NT Service\\SSISScaleOutWorker160',
    lastOnline: instant(beat),
    lastOnlineAge: (world.now() - beat) / 1000,
  };
}

function observeCatalog({ world, ghosts }: ModelFleetOptions): CatalogObservation {
  const rows = [...world.rows.keys()].flatMap((id) => rowNow(world, id) ?? []);
  const base = catalogOf(rows);
  const busy = new Map<WorkerAgentId, number>([...ghosts].map((id) => [id, 1]));
  for (const { row, named } of world.tasks) if (named) busy.set(row, (busy.get(row) ?? 0) + 1);
  return {
    ...base,
    observedAt: instant(world.now()),
    scaleOut: world.catalog.scaleOut,
    defaultExecutionMode: world.catalog.mode,
    master: {
      ...base.master,
      address: world.catalog.address,
      certificateThumbprint: world.catalog.masterThumbprint,
      lastOnline: instant(masterBeat(world)),
      lastOnlineAge: (world.now() - masterBeat(world)) / 1000,
    },
    busy: { known: true, value: busy },
  };
}

/** When the master beat last: each half minute since its service started; one that does not run, long ago. */
function masterBeat(world: ModelWorld): number {
  const master = world.master();
  if (master === undefined) return world.now() - 90_000_000;
  return master.started + Math.floor((world.now() - master.started) / 30_000) * 30_000;
}

/** A task that no execution names waits, as the catalog shows it. The model keeps no runs that ended. */
function fleetWorkOf({ world, seesLeases, ghosts }: ModelFleetOptions): FleetWork {
  const shown = [...world.tasks].map(({ id, row, named, pulled, reported }) => ({
    executionId: id,
    status: named ? ('running' as const) : ('pending' as const),
    worker: named ? row : null,
    started: instant(pulled),
    age: (world.now() - pulled) / 1000,
    ...(seesLeases ? { heldBy: holderOf(row, named, leaseLeft(world, reported)) } : {}),
  }));
  const left = [...ghosts].map((worker) => ({
    executionId: `GHOST ${worker}`,
    status: 'running' as const,
    worker,
    started: null,
    age: null,
    ...(seesLeases ? { heldBy: null } : {}),
  }));
  const place = { folder: 'ETL', project: 'Loads', package: 'Load.dtsx' };
  return {
    observedAt: instant(world.now()),
    executions: { known: true, value: [...shown, ...left].map((execution) => ({ ...place, ...execution })) },
    durations: { known: true, value: new Map() },
  };
}

/** Nobody has a task whose lease has ended. */
function holderOf(worker: WorkerAgentId, isReported: boolean, left: number): TaskHolder | null {
  return left > 0 ? { worker, status: isReported ? 'running' : 'pulled', leaseLeft: left } : null;
}

const leaseLeft = (world: ModelWorld, reported: number) => (reported + rules.lease - world.now()) / 1000;

function workOf({ world, seesLeases, ghosts }: ModelFleetOptions, id: WorkerAgentId): WorkerWork {
  const all = [...world.tasks];
  const own = all.filter((task) => task.row === id);
  const pending = all.filter((task) => !task.named);
  const age = ({ pulled }: ModelTask) => (world.now() - pulled) / 1000;
  const shown = own.filter((task) => task.named).map((task) => ({ executionId: task.id, age: age(task) }));
  if (ghosts.has(id)) shown.push({ executionId: 'GHOST', age: 90_000 });
  const place = { folder: 'ETL', project: 'Loads', package: 'Load.dtsx', status: 'running', started: null } as const;
  return {
    row: rowNow(world, id) ?? null,
    executions: { known: true, value: shown.map((execution) => ({ ...place, ...execution })) },
    elsewhere: {
      known: true,
      value: {
        pending: pending.length,
        youngestPending: pending.length === 0 ? null : Math.min(...pending.map(age)),
        running: all.length - pending.length - shown.length,
      },
    },
    leases: seesLeases
      ? {
          known: true,
          value: own.map((task) => ({
            taskId: task.id,
            status: task.named ? 'running' : 'pulled',
            leaseLeft: leaseLeft(world, task.reported),
          })),
        }
      : { known: false, reason: 'the login may not read internal.tasks' },
  };
}
