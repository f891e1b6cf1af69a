// src/providers/ssisdb is `Catalog` over SQL Server. A statement stands beside the code that reads its answer:
// observe.ts, read-workers.ts, read-work.ts, read-fleet-work.ts, rights.ts, procedures.ts, mark-and-notes.ts. connection/ opens and guards
// connections, request/ sends, errors/ tells failures apart, lock/ is the application lock.

import type { Catalog } from '../../domain/catalog.js';
import type { CatalogExaminer } from '../../domain/examination.js';
import type { FleetWorkReader } from '../../domain/fleet-work.js';
import type { CatalogSurveyor } from '../../domain/survey.js';
import type { Clock } from '../waiting.js';
import { type CatalogLimits, type CatalogLog, defaultLimits, type SqlConnection } from './connection/sql-connection.js';
import { examine } from './examine/examine.js';
import { explainShape } from './explain-shape.js';
import { setMark, setNote } from './mark-and-notes.js';
import { observe, readMaster, readSettings } from './observe.js';
import {
  type Call,
  callProcedure,
  deleteWorkerAgent,
  enableScaleOut,
  readBack,
  setDefaultExecutionMode,
  setWorkerAgentProperty,
  switchWorkerAgent,
  updateMasterAddress,
} from './procedures.js';
import { readFleetWork } from './read-fleet-work.js';
import { readWork } from './read-work.js';
import { createFindWorkers, createWorkerReader, propertyOf } from './read-workers.js';
import { shareReads, watchWrites } from './request/share-reads.js';
import { createSqlServer } from './request/sql-server.js';
import { readAccount } from './rights.js';
import { survey } from './survey.js';

export interface CatalogOptions {
  readonly clock: Clock;
  /** From 0 to 1, for the waits between repetitions. */
  readonly random: () => number;
  readonly log?: CatalogLog;
  /** The most connections at one time. */
  readonly parallelism: number;
  /** What differs from `defaultLimits`. */
  readonly limits?: Partial<CatalogLimits>;
}

// Milliseconds; longer than a write takes on a network near by, too short for anybody to notice.
const longestGathering = 5;

/** SSISDB on a SQL Server, by mssql. Nothing is connected before the first call. See `Catalog` for what it promises. */
export function openCatalog(
  connection: SqlConnection,
  options: CatalogOptions,
): Catalog & CatalogSurveyor & CatalogExaminer & FleetWorkReader {
  const limits = { ...defaultLimits, ...options.limits };
  const server = explainShape(
    createSqlServer(connection, { log: () => undefined, ...options, limits }),
    limits.request,
  );
  const writes = watchWrites(longestGathering);
  const workers = createWorkerReader(server, writes, limits.request);
  const findWorkers = createFindWorkers(server, writes, limits.request);
  const settings = shareReads(
    (_: readonly undefined[], signal) => readSettings(server, limits.request, signal),
    writes.ended,
  );
  const call = (procedure: Call, signal: AbortSignal) =>
    writes.during(() => callProcedure(server, procedure, limits.request, signal));

  return {
    survey: (signal) => survey(server, limits.request, signal),
    examine: (signal) => examine(server, limits.request, signal),
    observe: (signal) => observe(server, limits.request, signal),
    readWorkers: (ids, signal) => workers.readMany(ids, signal),
    findWorkers,
    readAccount: (account, signal) => readAccount(server, account, limits.request, signal),
    readFleetWork: (signal) => readFleetWork(server, limits.request, signal),
    readWork: (id, signal) => readWork(server, id, limits.request, signal),
    readSettings: (signal) => settings(undefined, signal),
    readMaster: (signal) => readMaster(server, limits.request, signal),
    setMark: (topology, signal) => setMark(server, topology, limits.request, signal),
    setNote: (note, value, signal) => setNote(server, note, value, limits.request, signal),

    async enableScaleOut(signal) {
      const procedure = enableScaleOut();
      await callProcedure(server, procedure, limits.enableScaleOut, signal);
      await readBack(
        procedure.procedure,
        () => settings(undefined, signal),
        (now) => now.scaleOut === 'enabled',
      );
    },

    async setDefaultExecutionMode(mode, signal) {
      await call(setDefaultExecutionMode(mode), signal);
      await readBack(
        `Setting the default execution mode to ${mode}`,
        () => settings(undefined, signal),
        (now) => now.defaultExecutionMode === mode,
      );
    },

    async setMasterAddress(address, signal) {
      await call(updateMasterAddress(address), signal);
      await readBack(
        "Setting the master's address",
        () => settings(undefined, signal),
        (now) => now.masterAddress === address,
        'The procedure makes no row where there is none: see that catalog.master_properties has MASTER_ADDRESS, and that the Scale Out Master service has run.',
      );
    },

    async setWorkerEnabled(id, enabled, signal) {
      await call(switchWorkerAgent(id, enabled), signal);
      await readBack(
        `${enabled ? 'Enabling' : 'Disabling'} worker ${id}`,
        () => workers.readOne(id, signal),
        (now) => now?.enabled === enabled,
      );
    },

    async setWorkerProperty(id, property, value, signal) {
      await call(setWorkerAgentProperty(id, property, value), signal);
      await readBack(
        `Setting ${property} of worker ${id}`,
        () => workers.readOne(id, signal),
        (now) => now !== undefined && propertyOf(now, property) === value,
      );
    },

    async removeWorker(id, signal) {
      await call(deleteWorkerAgent(id), signal);
      await readBack(
        `Removing worker ${id}`,
        () => workers.readOne(id, signal),
        (now) => now === undefined,
        "Stop the worker's service first: a running worker registers again at its next heartbeat.",
      );
    },

    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
