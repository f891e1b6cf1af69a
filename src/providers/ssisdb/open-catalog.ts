import type { Catalog } from '../../reconciler/catalog.js';
import type { CatalogSurveyor } from '../../report/survey.js';
import type { Clock } from '../waiting/clock.js';
import type { SqlConnection } from './connection/sql-connection.js';
import { type CatalogLimits, defaultLimits } from './limits.js';
import type { CatalogLog } from './log.js';
import { readAccount } from './logins/read-account.js';
import { setMark } from './mark/set-mark.js';
import { setNote } from './notes/set-note.js';
import { observe } from './observation/observe.js';
import { readSettings } from './observation/read-settings.js';
import { type Call, callProcedure } from './operations/call.js';
import { setDefaultExecutionMode } from './operations/configure-catalog.js';
import { deleteWorkerAgent } from './operations/delete-worker-agent.js';
import { enableScaleOut } from './operations/enable-scaleout.js';
import { readBack } from './operations/read-back.js';
import { setWorkerAgentProperty } from './operations/set-worker-agent-property.js';
import { switchWorkerAgent } from './operations/switch-worker-agent.js';
import { updateMasterAddress } from './operations/update-master-address.js';
import { createLull } from './request/lull.js';
import { shareReads } from './request/share-reads.js';
import { createSqlServer } from './request/sql-server.js';
import { explainShape } from './shape/explain-shape.js';
import { survey } from './survey/survey.js';
import { readWork } from './work/read-work.js';
import { createFindWorkers } from './workers/find-workers.js';
import { propertyOf } from './workers/property-of.js';
import { createWorkerReader } from './workers/worker-reader.js';

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
export function openCatalog(connection: SqlConnection, options: CatalogOptions): Catalog & CatalogSurveyor {
  const limits = { ...defaultLimits, ...options.limits };
  const server = explainShape(
    createSqlServer(connection, { log: () => undefined, ...options, limits }),
    limits.request,
  );
  const lull = createLull(longestGathering);
  const workers = createWorkerReader(server, lull, limits.request);
  const findWorkers = createFindWorkers(server, lull, limits.request);
  const settings = shareReads(
    (_: readonly undefined[], signal) => readSettings(server, limits.request, signal),
    lull.reached,
  );
  const call = (procedure: Call, signal: AbortSignal) =>
    lull.during(() => callProcedure(server, procedure, limits.request, signal));

  return {
    survey: (signal) => survey(server, limits.request, signal),
    observe: (signal) => observe(server, limits.request, signal),
    readWorkers: (ids, signal) => workers.readMany(ids, signal),
    findWorkers,
    readAccount: (account, signal) => readAccount(server, account, limits.request, signal),
    readWork: (id, signal) => readWork(server, id, limits.request, signal),
    readSettings: (signal) => settings(undefined, signal),
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
