import type { Known } from './known.js';
import type { MachineRole } from './machine-name.js';
import type { WorkerAgentId } from './rows.js';

/*
 * What only a diagnosis asks for, beyond an observation. It is asked for in the same moment, side by side with it, and
 * each part that could not be read says why. Nothing of it is ever written.
 */

/** What a machine is asked besides an observation; it travels in the same request. */
export interface ExamineRequest {
  /** Places that the machine tries to reach over TCP, besides the MasterEndpoint of its own worker's config. */
  readonly connect: readonly NetworkPlace[];
}

export interface NetworkPlace {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
}

/** One try to reach a place over TCP. */
export interface ReachedPlace extends NetworkPlace {
  /** `unresolved`: the name has no address. `silent`: nothing came back in time, as behind a firewall that drops. */
  readonly result: 'open' | 'refused' | 'silent' | 'unresolved' | 'failed';
  /** What the name stands for there; none where it has no address. */
  readonly addresses: readonly string[];
  /** What the system said where it failed; a clause. */
  readonly detail?: string;
}

/** An entry of the System log of a machine that tells of a service of Scale Out, or of Schannel. */
export interface SystemEvent {
  /** ISO 8601, UTC, by the machine's clock. */
  readonly at: string;
  /** `Service Control Manager`, `Schannel` */
  readonly source: string;
  readonly id: number;
  /** The service's name, where the entry is of one. */
  readonly service: string | null;
  /** The number of the Windows error in it (`%%1069`), whatever the language of its message; null where it has none. */
  readonly error: number | null;
  /** At most 500 characters. */
  readonly message: string;
}

/** A port on which something listens. */
export interface Listener {
  readonly port: number;
  /** 4: the system itself, which is http.sys. */
  readonly processId: number;
  /** Without path and extension; null where it cannot be seen. */
  readonly process: string | null;
}

/** A URL that http.sys keeps for accounts. */
export interface UrlReservation {
  /** `https://+:8391/` */
  readonly url: string;
  /** SIDs that may listen there. */
  readonly accounts: readonly string[];
}

/** A right of an account that packages need to be run under it. */
export type AccountRight = 'replaceProcessToken' | 'adjustMemoryQuotas' | 'impersonate';

/** A service of Scale Out, beyond its installation. */
export interface ExaminedService {
  readonly name: string;
  /** Of its account, by itself or by its groups. */
  readonly rights: Known<readonly AccountRight[]>;
  /** Whether its account is an administrator of the machine. */
  readonly administrator: Known<boolean>;
}

export type FolderUse = 'logs' | 'tasks' | 'logCache';

/** A folder that a service fills. */
export interface ExaminedFolder {
  readonly role: MachineRole;
  readonly use: FolderUse;
  readonly path: string;
  readonly exists: boolean;
  /** At most 10,000 files are counted; `isMore` tells of others. */
  readonly files: number;
  readonly bytes: number;
  readonly isMore: boolean;
  /** ISO 8601, UTC, by the machine's clock; null where it has no file. */
  readonly oldest: string | null;
  readonly newest: string | null;
}

export interface ExaminedDisk {
  /** `C:\` */
  readonly name: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** What TLS a machine speaks; null: the registry has no value, so that the system's own holds. */
export interface TlsSettings {
  /** SCHANNEL\Protocols, both sides: `TLS 1.2 Client`. */
  readonly protocols: readonly { readonly name: string; readonly enabled: boolean | null }[];
  /** SchUseStrongCrypto and SystemDefaultTlsVersions of .NET Framework 4, 64 bit. */
  readonly strongCrypto: number | null;
  readonly systemDefault: number | null;
}

/** LocalMachine\Root as the list of trusted issuers that Schannel may send. */
export interface RootSize {
  readonly certificates: number;
  /** Of all subjects, as DER. */
  readonly subjectBytes: number;
}

export interface MachineLoad {
  /** 0 to 100. */
  readonly cpuPercent: number;
  readonly freeMemoryMegabytes: number;
}

/** What a machine shows beyond an observation. */
export interface MachineExamination {
  readonly services: Known<readonly ExaminedService[]>;
  /** Of the last seven days, the newest first, at most 100. */
  readonly events: Known<readonly SystemEvent[]>;
  readonly listeners: Known<readonly Listener[]>;
  readonly urls: Known<readonly UrlReservation[]>;
  /** The places of the request, and the MasterEndpoint of the worker's config. */
  readonly reached: Known<readonly ReachedPlace[]>;
  readonly folders: Known<readonly ExaminedFolder[]>;
  readonly disks: Known<readonly ExaminedDisk[]>;
  readonly tls: Known<TlsSettings>;
  readonly root: Known<RootSize>;
  readonly load: Known<MachineLoad>;
}

/** An execution of Scale Out that waits for a worker (status 5). */
export interface PendingExecution {
  /** A bigint as text. */
  readonly executionId: string;
  readonly folder: string;
  readonly project: string;
  readonly package: string;
  /** Seconds since it was started, by the server's clock. */
  readonly age: number;
  /** The workers that alone may run it; null: any may. Unknown to who may not read internal tables. */
  readonly pinnedTo: Known<readonly WorkerAgentId[] | null>;
}

/** Executions of the last seven days that ended unexpectedly (status 6) or ran more than once. */
export interface RepeatedExecution {
  readonly executionId: string;
  readonly folder: string;
  readonly project: string;
  readonly package: string;
  /** As catalog.executions has it. */
  readonly status: number;
  readonly executedCount: number;
  readonly worker: WorkerAgentId | null;
  /** ISO 8601, UTC; null: it has not ended. */
  readonly ended: string | null;
  /** The folder of its task below TasksRootFolder of its worker; unknown to who may not read internal tables. */
  readonly taskId: Known<string | null>;
  /** Whether DUMP_ON_ERROR was asked for; unknown where it could not be read. */
  readonly dumpOnError: Known<boolean>;
}

/** The login by which workers write their logs into SSISDB. */
export interface LogLogin {
  readonly exists: boolean;
  readonly disabled: boolean;
  /** Its user in SSISDB is there and has the login's SID. */
  readonly user: 'present' | 'missing' | 'orphaned';
  readonly isClusterWorker: boolean;
}

/** A job step that starts a package, and whether whoever it runs as may start it on a worker. */
export interface PackageJob {
  readonly job: string;
  readonly step: string;
  readonly enabled: boolean;
  /** The job's owner, or the proxy's account. */
  readonly runsAs: string;
  /** In ssis_admin, ssis_cluster_executor or sysadmin; null: that cannot be told. */
  readonly mayRun: boolean | null;
}

export interface CatalogGrowth {
  /** Days. */
  readonly retention: number | null;
  readonly cleanupEnabled: boolean | null;
  /** "SSIS Server Maintenance Job"; null: there is none. Unknown to who may not read msdb. */
  readonly maintenance: Known<{
    readonly enabled: boolean;
    /** Seconds since it was made. */
    readonly age: number;
    /** ISO 8601 without a zone, by the server's local clock; null: never. */
    readonly lastRun: string | null;
    readonly lastRunAge: number | null;
    readonly lastSucceeded: boolean | null;
  } | null>;
  /** Rows; unknown to who may not see the size of tables. */
  readonly eventMessages: Known<number>;
  readonly perfCounters: Known<number>;
}

/** What the catalog and its server show beyond an observation. */
export interface CatalogExamination {
  /** SERVERPROPERTY('IsIntegratedSecurityOnly'). */
  readonly windowsLoginsOnly: Known<boolean>;
  /** In an availability group, or on a failover cluster instance. */
  readonly availability: Known<{
    readonly isGroup: boolean;
    readonly isClustered: boolean;
    readonly listeners: readonly string[];
  }>;
  readonly logLogin: Known<LogLogin>;
  /** sys.databases.is_master_key_encrypted_by_server of SSISDB. */
  readonly masterKeyByServer: Known<boolean>;
  /** SCHEMA_BUILD of catalog_properties; null: there is no such row. */
  readonly schemaBuild: Known<string | null>;
  /** The oldest first, at most 200. */
  readonly pending: Known<readonly PendingExecution[]>;
  /** The newest first, at most 50. */
  readonly repeated: Known<readonly RepeatedExecution[]>;
  /** Scale Out executions of the last 24 hours that began, by worker. */
  readonly workShare: Known<ReadonlyMap<WorkerAgentId, number>>;
  readonly jobs: Known<readonly PackageJob[]>;
  readonly growth: CatalogGrowth;
  /** Logins that failed lately by the server's error log, at most 20: `18456 state 5: CORP\svc`. Needs rights. */
  readonly failedLogins: Known<readonly { readonly at: string; readonly login: string; readonly state: number }[]>;
}

/** What the machine that scaleout runs on sees of the master's endpoint. */
export interface NetworkExamination {
  /** Undefined where there is no endpoint to try. */
  readonly endpoint?: Known<ReachedPlace>;
  /** The certificate that answers there: its thumbprint; unknown where no handshake came so far. */
  readonly certificate?: Known<string>;
}

/** The catalog's part of a diagnosis. */
export interface CatalogExaminer {
  /**
   * Several requests, side by side with whatever else goes on. A part that this login may not read is unknown and says which
   * right is missing; it throws only what makes the catalog unreachable as a whole, and the signal's reason.
   */
  examine(signal: AbortSignal): Promise<CatalogExamination>;
}
