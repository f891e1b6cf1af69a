import sql from 'mssql';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import type { MachineRequest } from '../../packages/sandbox/src/model/machines/requests.js';
import { workerSettingsOf } from '../../packages/sandbox/src/model/machines/settings.js';
import type { StoreContent } from '../../packages/sandbox/src/model/store.js';
import { type Way, waysOf } from '../../packages/sandbox/src/model/ways.js';
import type { SandboxOptions } from '../../packages/sandbox/src/sandbox.js';
import { poolConfig } from '../../packages/sandbox/test/support/sandbox.js';
import { checks } from '../../src/reconciler/diagnosis/checks.js';
import { type Diagnosis, diagnoseBy } from '../../src/reconciler/diagnosis/diagnose.js';
import { observe } from '../../src/reconciler/observe.js';
import { type SimulatedTime, simulatedTime } from '../../src/rehearsal/simulated-time.js';
import type { Topology } from '../../src/topology/topology.js';
import { sshTopology } from '../support/scale-out-world.js';
import { type Fleet, startFleet } from './fleet.js';

/** Longer than a NetBIOS name, and different in its 15 characters. */
export const workers = ['ETL01-PRODUCTION-A', 'ETL02-PRODUCTION-B'] as const;

/** Both workers, all at once, unless told otherwise. */
export function wanted(parts: Parameters<typeof sshTopology>[0] = {}): Topology {
  return sshTopology({ workers, ...parts });
}

/** Both workers, with what a farm needs in that world. */
export function wantedIn(world: readonly Way[], negotiate?: boolean): Topology {
  const base = wanted();
  const asks = negotiate ?? (world.includes('tls13') || undefined);
  const asked = asks === undefined ? {} : { negotiateClientCertificate: asks };
  return { ...base, master: { machines: [], ...base.master, ...asked } };
}

/** A fleet in a world, whose time passes as fast as both sides work. */
export interface WorldFleet extends Fleet, AsyncDisposable {
  /** Its time. */
  readonly time: SimulatedTime;
  /** As it is now. */
  keep(): KeptWorld;
  /** Has it called after each change of a row, in place of who was called before. */
  watch(changed: () => void): void;
  /** Every request that changes a machine, in order. */
  readonly touched: { readonly machine: string; readonly request: MachineRequest }[];
  /** Services that were stopped or restarted while they ran a package. */
  readonly killed: readonly string[];
  wait(minutes: number): Promise<void>;
  /** What is wrong now, as plan, status and watch see it. */
  diagnose(): Promise<Diagnosis>;
  /** Starts so many packages that any worker may run, and gives their executions. */
  startPackages(count: number): Promise<readonly string[]>;
  /** How each execution stands: status, and how often it was begun. */
  standing(ids: readonly string[]): readonly { readonly status: unknown; readonly begun: unknown }[];
  /** The settings that the service of a worker goes by. */
  inForce(worker: string): ReturnType<typeof workerSettingsOf>;
}

/** A world to go on from. */
export interface KeptWorld {
  readonly content: StoreContent;
  /** Its time, in Unix milliseconds. */
  readonly at: number;
}

/** What a test sees and does while others work on the world. */
interface WorldEyes {
  readonly onChange?: SandboxOptions['onChange'];
  /** What another one had come to, from which it goes on. */
  readonly kept?: KeptWorld;
  /** Right before a machine answers. */
  readonly onMachine?: (machine: string, request: MachineRequest) => void;
}

export async function startWorld(
  world: readonly Way[],
  topology: Topology = wantedIn(world),
  { onChange, onMachine, kept }: WorldEyes = {},
): Promise<WorldFleet> {
  const time = simulatedTime();
  const began = kept?.at ?? Date.now();
  const now = () => instantOf(began + time.now());
  const touched: { readonly machine: string; readonly request: MachineRequest }[] = [];
  const killed: string[] = [];
  let changed = () => {};
  const fleet = await startFleet(topology, {
    description: { world, createdAt: now() },
    ...(kept === undefined ? {} : { content: structuredClone(kept.content) }),
    time,
    now,
    onChange(change) {
      onChange?.(change);
      changed();
    },
    onMachineRequest(machine, request) {
      onMachine?.(machine, request);
      if (request.operation === 'inspect' || request.operation === 'readConfig') return undefined;
      touched.push({ machine, request });
      const ends = request.operation === 'restartService' || request.operation === 'stopService';
      for (const task of ends ? fleet.running.store.rows('tasks').values() : []) {
        if (task.machine === machine && (task.status === 2 || task.status === 3)) killed.push(machine);
      }
      return undefined;
    },
  });
  const { connection, store } = fleet.running;
  const login = { name: `${connection.domain}\\${connection.user}`, password: connection.password };
  const pool = await new sql.ConnectionPool(poolConfig(connection, login)).connect();
  const never = new AbortController().signal;
  return {
    ...fleet,
    time,
    keep: () => ({ content: structuredClone(fleet.running.store.content()), at: began + time.now() }),
    watch(by) {
      changed = by;
    },
    touched,
    killed,
    async wait(minutes) {
      await time.pause(minutes * 60_000, never);
      // The world catches up when somebody looks.
      await pool.query('SELECT 1 FROM catalog.worker_agents');
    },
    async diagnose() {
      const { catalog, machines } = fleet;
      return diagnoseBy(checks, topology, await observe(topology, { catalog, machines, clock: time.now }, never));
    },
    async startPackages(count) {
      const ids: string[] = [];
      for (let started = 0; started < count; started += 1) {
        const created = await pool
          .request()
          .input('folder_name', sql.NVarChar(128), 'Warehouse')
          .input('project_name', sql.NVarChar(128), 'Loads')
          .input('package_name', sql.NVarChar(260), 'LoadSales.dtsx')
          .input('runinscaleout', sql.Bit, true)
          .output('execution_id', sql.BigInt)
          .execute('catalog.create_execution');
        const id = String(created.output.execution_id);
        await pool
          .request()
          .input('execution_id', sql.BigInt, id)
          .input('retry_count', sql.Int, 1)
          .execute('catalog.start_execution');
        ids.push(id);
      }
      return ids;
    },
    standing: (ids) =>
      ids.map((id) => {
        const task = [...store.rows('tasks').values()].find(({ executionId }) => String(executionId) === id);
        return { status: store.get('operations', id)?.status, begun: task?.executedCount };
      }),
    inForce: (worker) => workerSettingsOf({ ...store.get('machines', worker) }, waysOf(store)),
    async [Symbol.asyncDispose]() {
      await pool.close();
      await fleet[Symbol.asyncDispose]();
      time[Symbol.dispose]();
    },
  };
}
