// src/domain has the nouns that everything above it shares, and the two contracts beneath the reconciler: Catalog here,
// Machines beside it. It knows no topology, no plan and no way to reach a server. A new noun goes here when two parts
// need it.

import type { AskedTime } from './asked-time.js';
import type { Known } from './known.js';
import type { MachineName } from './machine-name.js';
import type {
  ExecutionMode,
  MasterState,
  ScaleOutState,
  UnreadableRow,
  WorkerAgentId,
  WorkerRow,
  WorkerWork,
} from './rows.js';

/** Whom the catalog takes us for, and what that lets us do. */
export interface LoginRights {
  readonly name: string;
  /** True for a SQL Server login, which configure_catalog refuses (27123). */
  readonly isSqlLogin: boolean;
  readonly isSysadmin: boolean;
  readonly isSsisAdmin: boolean;
  readonly isClusterExecutor: boolean;
}

/** A note that we keep in the catalog's database; its value is JSON. */
export type CatalogNote = 'suspensions' | 'approvals' | 'waiting' | 'acknowledgements';

/** The extended properties of the database that hold our notes. */
export const noteNames = {
  suspensions: 'ssis-scaleout.suspensions',
  approvals: 'ssis-scaleout.approvals',
  waiting: 'ssis-scaleout.waiting',
  acknowledgements: 'ssis-scaleout.acknowledgements',
} as const satisfies Record<CatalogNote, string>;

/** The extended property of the database that names the topology which was applied last. */
export const markName = 'ssis-scaleout.topology';

/** Null: there is none. */
export type CatalogNotes = Readonly<Record<CatalogNote, string | null>>;

/** What a Windows account is: whether it has a login, a user in SSISDB, and is a member of ssis_admin there. */
export interface AccountAccess {
  readonly login: boolean;
  readonly user: boolean;
  readonly admin: boolean;
}

/** Everything the catalog showed at one moment. */
export interface CatalogObservation {
  readonly server: {
    /** SERVERPROPERTY('ServerName'). */
    readonly name: string;
    readonly productVersion: string;
    readonly edition: string;
  };
  readonly database: string;
  /** The name of the topology that was applied last; null where none was. */
  readonly mark: Known<string | null>;
  readonly notes: Known<CatalogNotes>;
  /** ISO 8601 in UTC, by the server's clock. */
  readonly observedAt: string;
  /** By a clock of ours; absent where nobody noted it. */
  readonly asked?: AskedTime;
  readonly login: LoginRights;
  readonly scaleOut: ScaleOutState;
  /** Null where the catalog has no such row: its schema is older. */
  readonly defaultExecutionMode: ExecutionMode | null;
  readonly master: MasterState;
  readonly workers: Known<readonly WorkerRow[]>;
  /** Rows that are not among `workers`, since something of them cannot be read; absent: there are none. */
  readonly unreadable?: readonly UnreadableRow[];
  /** Running or stopping executions of each worker; a worker that is not there has none. */
  readonly busy: Known<ReadonlyMap<WorkerAgentId, number>>;
}

/** The settings that a step compares before it writes them. */
export interface CatalogSettings {
  readonly scaleOut: ScaleOutState;
  readonly defaultExecutionMode: ExecutionMode | null;
  /** MASTER_ADDRESS of catalog.master_properties; null where there is no such row or it is empty. */
  readonly masterAddress: string | null;
}

export type WorkerProperty = 'DisplayName' | 'Description' | 'Tags';

/**
 * SSISDB as the reconciler sees it. This is the whole contract; test/conformance/catalog.ts checks it.
 *
 * - Every read is one request and shows one moment. What the login may not see is `known: false`, never empty.
 * - Every write calls one public procedure (catalog.*; of the system for the mark) once, reads back what it wrote, and ends only when the catalog
 *   shows the new value; a write that reported success without effect throws `catalog.write-without-effect`.
 * - A refusal by SSISDB throws an error of the registry made from its number. Nothing was written then.
 * - A connection that is lost while a write is under way throws `catalog.outcome-unknown`: the caller must observe
 *   before it does anything else. A connection lost while reading is opened again, within the retry limits.
 * - Calls may overlap. Overlapping `readWorkers`, `readSettings` and `findWorkers` may share one request.
 * - An aborted signal ends the call with the signal's reason; a request under way is cancelled on the server.
 */
export interface Catalog extends AsyncDisposable {
  observe(signal: AbortSignal): Promise<CatalogObservation>;

  /** The rows of these workers now; a worker without a row is not in the map. */
  readWorkers(ids: readonly WorkerAgentId[], signal: AbortSignal): Promise<ReadonlyMap<WorkerAgentId, WorkerRow>>;

  /**
   * The rows whose MachineName means this machine now, or is the first 15 characters of its name: several where it was
   * installed anew or where other machines' names begin alike, none before it registers.
   * Throws `catalog.no-rights` where the login may not see the workers.
   */
  findWorkers(machine: MachineName, signal: AbortSignal): Promise<readonly WorkerRow[]>;

  /** What the Windows account of that name is now; unknown where our login is not shown other logins. */
  readAccount(account: string, signal: AbortSignal): Promise<Known<AccountAccess>>;

  /**
   * What tells whether a worker may be taken out of service, at one moment. Throws `catalog.no-rights` where the login
   * may not see the workers.
   */
  readWork(id: WorkerAgentId, signal: AbortSignal): Promise<WorkerWork>;

  readSettings(signal: AbortSignal): Promise<CatalogSettings>;

  /** The master as catalog.master_properties shows it now. */
  readMaster(signal: AbortSignal): Promise<MasterState>;

  /**
   * Leaves the name of the topology (at most 256 characters) in the catalog, in place of another. Throws
   * `catalog.permission-denied` where the login may not: it takes a member of db_owner. Calling it again does no harm.
   */
  setMark(topology: string, signal: AbortSignal): Promise<void>;

  /**
   * Leaves a note in place of the one that is there; null empties it. Throws as `setMark` does, and
   * `catalog.note-too-long`. Calling it again does no harm.
   */
  setNote(note: CatalogNote, value: string | null, signal: AbortSignal): Promise<void>;

  /** Never call this when Scale Out is on: catalog.enable_scaleout resets the log database's login and server. */
  enableScaleOut(signal: AbortSignal): Promise<void>;

  setDefaultExecutionMode(mode: ExecutionMode, signal: AbortSignal): Promise<void>;

  /** The address (at most 256 characters) that workers are told; nothing is written where the row is missing. */
  setMasterAddress(address: string, signal: AbortSignal): Promise<void>;

  setWorkerEnabled(id: WorkerAgentId, enabled: boolean, signal: AbortSignal): Promise<void>;

  setWorkerProperty(
    id: WorkerAgentId,
    property: WorkerProperty,
    value: string | null,
    signal: AbortSignal,
  ): Promise<void>;

  /** Deletes the row. A running worker service registers again at its next heartbeat. */
  removeWorker(id: WorkerAgentId, signal: AbortSignal): Promise<void>;
}

/** Who holds the lock, as far as the server lets us see. */
export interface LockHolder {
  /** `anna@build7, login CORP\anna`: the first part is what that run said of itself. */
  readonly who: string;
  /** ISO 8601, UTC: since when it has had the lock or waited for it. */
  readonly since: string;
  /** `apply warehouse`. */
  readonly purpose: string;
  /** The number of its session on the server, which KILL takes. */
  readonly session: number;
}

/** A lock that is held until it is disposed of, or lost with its connection. */
export interface HeldLock extends AsyncDisposable {
  /** Aborted with `guard.lock-lost` when the lock's connection is lost: nothing further may be begun. */
  readonly lost: AbortSignal;
}

export interface LockRequest {
  /** `apply warehouse` */
  readonly purpose: string;
  /** Milliseconds to wait; 0: not at all. */
  readonly timeout: number;
  /** Called once when it has to be waited for, and again when another holds it; undefined: it cannot be seen who, for `why`. */
  readonly onWait: (holder: LockHolder | undefined, why?: string) => void;
}

/**
 * One reconciler at a time works on a catalog.
 *
 * `acquire` resolves when the lock is held. It throws `guard.lock-held`, with who holds it, when the time is up, and the
 * signal's reason when it is aborted; errors of connecting as `Catalog` does. Disposing of the lock releases it; so does
 * the end of this process, at once. A lock that was lost is never taken again in silence.
 */
export interface CatalogLock extends AsyncDisposable {
  acquire(request: LockRequest, signal: AbortSignal): Promise<HeldLock>;
}
