/*
 * What a twin is made of: everything that was seen of the live world, as plain JSON. The sandbox, which shares no code with
 * this, states the same in packages/sandbox/src/twin/description.ts; src/cli/world/sandbox-package.ts has the compiler
 * compare the two. Times are ISO 8601 in UTC by the SQL Server's clock unless told otherwise.
 *
 * It has the configs byte for byte, for a plan goes by their hashes, and whatever else somebody wrote into them: it stays in
 * this process. A twin's folder has masked what nobody knows for a setting of Scale Out.
 */

/** A part of a machine, or why it could not be read, a sentence. */
export type TwinPart<T> = { readonly value: T } | { readonly error: string };

export interface TwinDescription {
  /** The moment of the observation, at which the twin's time begins. */
  readonly observedAt: string;
  readonly server: { readonly name: string; readonly productVersion: string; readonly edition: string };
  readonly login: TwinLogin;
  /** What the catalog shows of other Windows accounts. */
  readonly accounts: readonly TwinAccount[];
  readonly catalog: {
    readonly scaleOut: 'enabled' | 'neverEnabled' | 'disabled';
    /** Null: the catalog has no such row. */
    readonly defaultExecutionMode: 'server' | 'scaleOut' | null;
    /** Extended properties of the database, by name: mark and notes. */
    readonly properties: Readonly<Record<string, string>>;
  };
  readonly master: TwinMaster;
  readonly workers: readonly TwinRow[];
  readonly unreadable: readonly TwinUnreadable[];
  /** Machines that were seen. */
  readonly machines: readonly TwinMachine[];
  /** Machines that should have been looked at, and could not be. */
  readonly unreached: readonly string[];
  readonly executions: readonly TwinExecution[];
}

export interface TwinLogin {
  readonly name: string;
  readonly kind: 'windows' | 'sql';
  readonly sysadmin: boolean;
  readonly ssisAdmin: boolean;
  readonly clusterExecutor: boolean;
  /** It is shown the executions of others, by ssis_logreader where by nothing else. */
  readonly seesExecutions: boolean;
  /** It is shown the properties of the database, and other logins, without being a sysadmin. */
  readonly seesDefinitions: boolean;
  readonly seesLogins: boolean;
}

export interface TwinAccount {
  readonly name: string;
  readonly login: boolean;
  readonly user: boolean;
  readonly admin: boolean;
}

/** Null where catalog.master_properties has no such row or it is empty. */
export interface TwinMaster {
  readonly machineName: string | null;
  readonly address: string | null;
  readonly port: number | null;
  readonly certificateThumbprint: string | null;
  readonly logDatabaseServer: string | null;
  /** A time, or what stands there in place of one. */
  readonly lastOnline: string | null;
  /** Seconds. */
  readonly heartbeatInterval: number | null;
  /** Whether it is heard of; null: it has never shown a heartbeat. */
  readonly heard: boolean | null;
  /** The nodes that can host it, as they are named to who looks at them. */
  readonly nodes: readonly string[];
  /** Hosts under which workers reach whichever of the nodes hosts it. */
  readonly hosts: readonly string[];
}

/** A row of catalog.worker_agents. */
export interface TwinRow {
  readonly id: string;
  readonly enabled: boolean;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly tags: string | null;
  readonly machineName: string | null;
  readonly userAccount: string | null;
  readonly lastOnline: string;
  /** Whether its worker is heard of. */
  readonly heard: boolean;
  /** Seconds between two heartbeats, where that is known. */
  readonly heartbeatInterval: number | null;
}

export interface TwinUnreadable {
  /** Null: it has none that is a GUID. */
  readonly id: string | null;
  readonly machineName: string | null;
  readonly enabled: boolean;
  readonly lastOnline: string;
}

export interface TwinMachine {
  /** As it is named to who looks at it. */
  readonly name: string;
  readonly hostName: string;
  /** Milliseconds by which its clock is ahead of the SQL Server's. */
  readonly clockAhead: number;
  readonly administrator: boolean;
  /** Null: it was not told. */
  readonly build: number | null;
  readonly root: TwinPart<TwinStore>;
  readonly my: TwinPart<TwinStore>;
  readonly bindings: TwinPart<readonly TwinBinding[]>;
  /** Our own rules. */
  readonly firewall: TwinPart<readonly TwinRule[]>;
  readonly schannel: { readonly sendTrustedIssuerList: number | null; readonly clientAuthTrustMode: number | null };
  /** At most one of each role. */
  readonly services: readonly TwinService[];
}

export interface TwinStore {
  /** Of every certificate in it. */
  readonly thumbprints: readonly string[];
  /** Those of which more is known. */
  readonly certificates: readonly TwinCertificate[];
}

export interface TwinCertificate {
  readonly thumbprint: string;
  /** Its public half: base64 of DER. */
  readonly der: string;
  readonly friendlyName: string;
  /** SIDs that may read the private key; null: the machine has none for it. */
  readonly keyReaders: TwinPart<readonly string[]> | null;
  readonly keyInTpm: boolean;
}

export interface TwinBinding {
  readonly address: string;
  readonly thumbprint: string;
  readonly store: string;
  /** As netsh takes them, and what it has no option for. */
  readonly options: readonly string[];
  readonly lost: readonly string[];
}

export interface TwinRule {
  readonly name: string;
  readonly enabled: boolean;
  readonly allows: boolean;
  readonly ports: readonly string[];
}

/** Times are by the machine's own clock. */
export interface TwinService {
  readonly role: 'master' | 'worker';
  readonly version: string;
  readonly name: string;
  readonly startMode: string;
  readonly state: string;
  readonly account: string;
  readonly accountSid: string | null;
  /** Null: it cannot be told, for that reason. */
  readonly clustered: boolean | null;
  readonly clusterDoubt: string | null;
  /** Null: that cannot be seen. */
  readonly startedAt: string | null;
  /** Whether what the file says now was read at the start; `unread` and `written` as an observation has them. */
  readonly configReading: 'read' | 'unread' | 'written';
  readonly configWrittenAt: string | null;
  /** `content`: the bytes, base64. */
  readonly config: TwinPart<{ readonly path: string; readonly content: string }>;
  readonly trouble: readonly TwinTrouble[];
  readonly logs: { readonly folders: readonly string[]; readonly newest: string | null } | null;
}

/** Without the line itself, which is nobody's but the log's. */
export interface TwinTrouble {
  readonly kind: string;
  readonly file: string;
  readonly at: string | null;
  readonly notAfter: string | null;
}

/** A Scale Out execution that is under way. */
export interface TwinExecution {
  readonly id: string;
  readonly folder: string;
  readonly project: string;
  readonly package: string;
  readonly status: 'running' | 'stopping' | 'pending';
  /** Null: none has reported on it yet. */
  readonly worker: string | null;
  /** Who has its task, where that is known; of one that is not pending else its worker. `leaseLeft` in seconds. */
  readonly holder: {
    readonly worker: string;
    readonly status: 'pulled' | 'running';
    readonly leaseLeft: number;
  } | null;
  readonly started: string;
  /** How long it runs in all: of one that is pending or just pulled from when a worker takes it, of another from `started`. */
  readonly seconds: number;
  /** What that was taken from: the median of so many earlier runs, or what was assumed. */
  readonly basis: 'history' | 'assumed';
  readonly runs: number;
}
