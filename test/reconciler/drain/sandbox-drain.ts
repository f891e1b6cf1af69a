import sql from 'mssql';
import { openCatalog } from '../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../src/providers/waiting/clock.js';
import { type Catalog, type WorkerAgentId, workerAgentId } from '../../../src/reconciler/catalog.js';
import { type DrainOutcome, drain } from '../../../src/reconciler/drain/drain.js';
import type { Policy } from '../../../src/topology/topology.js';
import { connectionTo } from '../../support/provider-connection.js';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.js';

/** In sysadmin, so that internal.tasks can be read. */
export const sysadmin = 'SANDBOX\\scaleout';
/** In ssis_admin: sees executions, and no lease. */
export const operator = 'SANDBOX\\operator';

interface Start {
  readonly retries?: number;
  /** The machine that alone may run it; else any worker. */
  readonly only?: string;
}

export interface DrainSandbox extends AsyncDisposable {
  readonly sandbox: TestSandbox;
  idOf(machine: string): WorkerAgentId;
  /** The real provider, as that login. */
  catalogAs(login: string): Catalog;
  /** Starts a package in Scale Out by the public procedures, and gives the execution's id. */
  start(options?: Start): Promise<string>;
  /** Lets time pass, and the status of the execution. */
  statusAfter(seconds: number, executionId: string): Promise<number>;
}

/** The example's fleet, ETL01 enabled, where the packages run for so many seconds. */
export async function openDrainSandbox(durationSeconds: number): Promise<DrainSandbox> {
  const packages = Object.fromEntries(['1', '2', '3'].map((key) => [key, { durationSeconds }]));
  const sandbox = await startTestSandbox({ edits: { packages } });
  const open: Catalog[] = [];
  const ids = new Map(
    [...sandbox.running.store.rows('machines')].map(([machine, row]) => [machine, workerAgentId(String(row.agentId))]),
  );
  const idOf = (machine: string): WorkerAgentId => {
    const id = ids.get(machine);
    if (id === undefined) throw new Error(`no machine ${machine}`);
    return id;
  };
  const catalogAs = (login: string): Catalog => {
    const catalog = openCatalog(connectionTo(sandbox, login), {
      clock: systemClock,
      random: Math.random,
      parallelism: 4,
    });
    open.push(catalog);
    return catalog;
  };
  const pool = await sandbox.connect(operator);
  await catalogAs(sysadmin).setWorkerEnabled(idOf('ETL01'), true, new AbortController().signal);
  return {
    sandbox,
    idOf,
    catalogAs,
    async start({ retries = 0, only } = {}) {
      const created = await pool
        .request()
        .input('folder_name', sql.NVarChar(128), 'Warehouse')
        .input('project_name', sql.NVarChar(128), 'Loads')
        .input('package_name', sql.NVarChar(260), 'LoadSales.dtsx')
        .input('runinscaleout', sql.Bit, true)
        .input('useanyworker', sql.Bit, only === undefined)
        .output('execution_id', sql.BigInt)
        .execute('catalog.create_execution');
      const id = String(created.output.execution_id);
      if (only !== undefined) {
        await pool
          .request()
          .input('execution_id', sql.BigInt, id)
          .input('workeragent_id', sql.UniqueIdentifier, idOf(only))
          .execute('catalog.add_execution_worker');
      }
      await pool
        .request()
        .input('execution_id', sql.BigInt, id)
        .input('retry_count', sql.Int, retries)
        .execute('catalog.start_execution');
      return id;
    },
    async statusAfter(seconds, executionId) {
      sandbox.clock.advance(seconds);
      const { recordset } = await pool
        .request()
        .input('id', sql.BigInt, executionId)
        .query('SELECT status FROM catalog.executions WHERE execution_id = @id');
      return Number(recordset[0]?.status);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map((catalog) => catalog[Symbol.asyncDispose]()));
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

interface Drained {
  readonly outcome: DrainOutcome | undefined;
  readonly error: unknown;
  readonly messages: readonly string[];
  /** Seconds of the sandbox's time. */
  readonly seconds: number;
}

/** Drains ETL01 in the sandbox's own time, which the drain's pauses move on. */
export async function drainEtl01(
  { sandbox, idOf }: DrainSandbox,
  catalog: Catalog,
  policy: Partial<Policy['drain']> = {},
): Promise<Drained> {
  let time = 0;
  const messages: string[] = [];
  const settled = await drain({
    catalog,
    worker: { id: idOf('ETL01'), machineName: 'ETL01' },
    policy: { timeoutSeconds: 1_800, onTimeout: 'stop', ...policy },
    clock: () => time,
    async pause(milliseconds) {
      time += milliseconds;
      sandbox.clock.advance(milliseconds / 1000);
    },
    progress: (message) => messages.push(message),
    signal: new AbortController().signal,
  }).then(
    (outcome) => ({ outcome, error: undefined }),
    (error: unknown) => ({ outcome: undefined, error }),
  );
  return { ...settled, messages, seconds: time / 1000 };
}

/** A catalog in which something happens right before the first write takes effect. */
export function racing(catalog: Catalog, happens: () => Promise<void>): Catalog {
  let happened = false;
  return {
    ...catalog,
    async setWorkerEnabled(id, enabled, signal) {
      if (!happened) {
        happened = true;
        await happens();
      }
      await catalog.setWorkerEnabled(id, enabled, signal);
    },
  };
}
