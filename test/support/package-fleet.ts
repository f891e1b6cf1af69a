import sql from 'mssql';
import { startTestSandbox, type TestSandbox } from '../../packages/sandbox/test/support/sandbox.js';
import type { Catalog } from '../../src/domain/catalog.js';
import type { CatalogExaminer } from '../../src/domain/examination.js';
import type { FleetWorkReader } from '../../src/domain/fleet-work.js';
import { type WorkerAgentId, workerAgentId } from '../../src/domain/rows.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { connectionTo } from './provider-connection.js';

/** In sysadmin, so that internal.tasks can be read. */
export const sysadmin = 'SANDBOX\\scaleout';
/** In ssis_admin: sees executions, and no lease. */
export const operator = 'SANDBOX\\operator';

interface Start {
  readonly retries?: number;
  /** The machine that alone may run it; else any worker. */
  readonly only?: string;
  /** Not in Scale Out. */
  readonly onServer?: boolean;
}

export interface PackageFleet extends AsyncDisposable {
  readonly sandbox: TestSandbox;
  idOf(machine: string): WorkerAgentId;
  /** The real provider, as that login. */
  catalogAs(login: string): Catalog & CatalogExaminer & FleetWorkReader;
  /** Starts a package by the public procedures, and gives the execution's id. */
  start(options?: Start): Promise<string>;
  /** Lets time pass, and the status of the execution. */
  statusAfter(seconds: number, executionId: string): Promise<number>;
}

/** The example's fleet, ETL01 enabled, where the packages run for so many seconds. */
export async function openPackageFleet(durationSeconds: number): Promise<PackageFleet> {
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
  const catalogAs = (login: string): Catalog & CatalogExaminer & FleetWorkReader => {
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
    async start({ retries = 0, only, onServer = false } = {}) {
      const created = await pool
        .request()
        .input('folder_name', sql.NVarChar(128), 'Warehouse')
        .input('project_name', sql.NVarChar(128), 'Loads')
        .input('package_name', sql.NVarChar(260), 'LoadSales.dtsx')
        .input('runinscaleout', sql.Bit, !onServer)
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
