import type { MachineRole } from './requests.js';

/* What a simulated machine answers to a request (requests.ts), as JSON. */

export type MachineAnswer =
  | { readonly ok: true; readonly value: InspectAnswer | SurveyAnswer | OperationAnswer }
  | { readonly ok: false; readonly code: FailureCode; readonly message: string };

/** Why an operation failed. */
export type FailureCode =
  | 'accessDenied'
  | 'moved'
  | 'certificateMissing'
  | 'certificateInvalid'
  | 'keyMissing'
  | 'keyInTpm'
  | 'serviceMissing'
  | 'serviceTimeout'
  | 'serviceFailed'
  | 'clusterUnknown'
  | 'configMissing'
  | 'configUnreadable'
  | 'configInUse'
  | 'configReadOnly'
  | 'configNotWritten'
  | 'certificateNotMade'
  | 'storeFailed'
  | 'keyRightsFailed'
  | 'bindingFailed'
  | 'firewallFailed'
  | 'firewallUnreadable'
  | 'writeWithoutEffect'
  | 'languageMode'
  | 'scriptFailed';

export interface OperationAnswer {
  readonly changed: boolean;
  /** createCertificate: base64 of DER. */
  readonly certificate?: string;
  /** readConfig. */
  readonly path?: string;
  readonly content?: string;
  /** bindPort: what was set of the entry before and is not any more. */
  readonly lost?: readonly string[];
  /** ensureWorker, ensureMaster: a sentence for each thing that was done or found as wanted. */
  readonly report?: readonly string[];
  /** ensureMaster: what is left for a person; a sentence each. */
  readonly toDo?: readonly string[];
}

/** `inspect`. A part that could not be read has its `error`, a sentence, and no value. */
export interface InspectAnswer {
  readonly hostName: string;
  /** ISO 8601, UTC. */
  readonly clock: string;
  readonly administrator: boolean;
  /** Of Windows; null where it cannot be told. */
  readonly build?: number | null;
  readonly installations: readonly {
    readonly role: MachineRole;
    readonly version: string;
    readonly service: {
      readonly name: string;
      readonly startMode: string;
      readonly state: string;
      readonly account: string;
      readonly accountSid: string | null;
      /** Null: it cannot be told, and `clusterDoubt` says why. */
      readonly clustered: boolean | null;
      readonly clusterDoubt?: string;
      /** Present where we have written its config since the service started, and more than the worker's id is another. */
      readonly configUnread?: true;
      /** When a running service began, ISO 8601, UTC; absent where that cannot be seen. */
      readonly startedAt?: string;
      /** Present where somebody else has written its config since the service started: perhaps the service itself. */
      readonly configWritten?: true;
      /** When its config was last written, by whomever, ISO 8601, UTC; absent where that cannot be seen. */
      readonly configWrittenAt?: string;
    };
    readonly config: { readonly path: string; readonly content?: string; readonly error?: string };
  }[];
  readonly root: StoreAnswer;
  readonly my: StoreAnswer;
  readonly bindings: {
    readonly value?: readonly {
      readonly address: string;
      readonly thumbprint: string;
      readonly store: string;
      /** What else is set of it, as options of netsh: `clientcertnegotiation=enable`. */
      readonly options?: readonly string[];
      /** What is set of it and has no option of netsh. */
      readonly lost?: readonly string[];
    }[];
    readonly error?: string;
  };
  readonly firewall: {
    readonly value?: readonly {
      readonly name: string;
      readonly enabled: boolean;
      readonly allows: boolean;
      readonly ports: readonly string[];
    }[];
    readonly error?: string;
  };
  readonly schannel: { readonly sendTrustedIssuerList: number | null; readonly clientAuthTrustMode: number | null };
  readonly trouble: readonly {
    readonly role: MachineRole;
    /** A `TroubleKind`, or what a state says instead. */
    readonly kind: string;
    readonly file: string;
    readonly line: string;
    /** When it was written, ISO 8601, UTC; absent where no time can be read. */
    readonly at?: string;
    /** When its file was last written, likewise. */
    readonly notAfter?: string;
  }[];
  /** Of each service, in the order of `installations`. */
  readonly logs: readonly {
    readonly role: MachineRole;
    /** Those that were looked in, whether or not they are there; none where the profile of its account is not known. */
    readonly folders: readonly string[];
    /** The log that was written last; null: there is none. */
    readonly newest: string | null;
  }[];
  /** Present where the request asked for it. */
  readonly examination?: ExaminationAnswer;
}

/** What only a diagnosis asks for. A part that could not be read has its `error`, a sentence, and no value. */
export interface ExaminationAnswer {
  readonly services: Part<{
    readonly name: string;
    /** Names of Windows: `SeImpersonatePrivilege`. */
    readonly rights?: readonly string[];
    readonly rightsError?: string;
    readonly administrator?: boolean;
    readonly administratorError?: string;
  }>;
  /** Of the last seven days, the newest first, at most 100. Times are ISO 8601, UTC. */
  readonly events: Part<{
    readonly at: string;
    readonly source: string;
    readonly id: number;
    readonly service: string | null;
    /** The number of the Windows error in it; null: none. */
    readonly error: number | null;
    readonly message: string;
  }>;
  /** `processId` 4 is the system itself, which is http.sys. */
  readonly listeners: Part<{ readonly port: number; readonly processId: number; readonly process: string | null }>;
  /** URLs that http.sys keeps for accounts, by their SIDs. */
  readonly urls: Part<{ readonly url: string; readonly accounts: readonly string[] }>;
  readonly reached: Part<ReachedPlace>;
  readonly folders: Part<{
    readonly role: MachineRole;
    readonly use: 'logs' | 'tasks' | 'logCache';
    readonly path: string;
    readonly exists: boolean;
    readonly files: number;
    readonly bytes: number;
    /** There are more than were counted. */
    readonly isMore: boolean;
    readonly oldest: string | null;
    readonly newest: string | null;
  }>;
  readonly disks: Part<{ readonly name: string; readonly freeBytes: number; readonly totalBytes: number }>;
  readonly tls: Single<{
    readonly protocols: readonly { readonly name: string; readonly enabled: boolean | null }[];
    readonly strongCrypto: number | null;
    readonly systemDefault: number | null;
  }>;
  readonly root: Single<{ readonly certificates: number; readonly subjectBytes: number }>;
  readonly load: Single<{ readonly cpuPercent: number; readonly freeMemoryMegabytes: number }>;
}

/** One try to reach a place over TCP. */
export interface ReachedPlace {
  readonly host: string;
  readonly port: number;
  readonly result: 'open' | 'refused' | 'silent' | 'unresolved' | 'failed';
  readonly addresses: readonly string[];
  readonly detail?: string;
}

interface Single<T> {
  readonly value?: T;
  readonly error?: string;
}

/** `survey`. Like `inspect`: a part that could not be read has its `error`. */
export interface SurveyAnswer {
  readonly hostName: string;
  readonly powershell: { readonly version: string; readonly edition: string; readonly languageMode: string };
  readonly windows: string;
  readonly netbiosName: string;
  readonly services: Part<SurveyedService>;
  readonly serviceNames: Part<string>;
  readonly registry: Part<{ readonly path: string; readonly values: readonly RegistryValue[] | null }>;
  readonly keyFolders: Part<SurveyedFolder>;
}

interface Part<T> {
  readonly value?: readonly T[];
  readonly error?: string;
}

export interface StoreAnswer {
  readonly value?: {
    /** 40 hexadecimal digits in upper case, of every certificate. */
    readonly thumbprints: readonly string[];
    /** Those with a private key, with a mark, named by a config or a binding, and (Root) those that are not self-signed. */
    readonly certificates: readonly {
      /** Base64 of DER. */
      readonly certificate: string;
      readonly friendlyName: string;
      readonly hasKey: boolean;
      /** SIDs with the right to read the key. */
      readonly readers?: readonly string[];
      readonly readersError?: string;
      /** Present where the key lies in the TPM: no file says who may read it. */
      readonly keyInTpm?: true;
    }[];
  };
  readonly error?: string;
}

/** What the log of a service shows of trouble, by the strings of Microsoft's troubleshooting article or an exception's type. */
export type TroubleKind =
  | 'noEndpoint'
  | 'trust'
  | 'secureChannel'
  | 'anonymous'
  | 'httpRequest'
  | 'security'
  | 'communication';

interface SurveyedService {
  readonly name: string;
  readonly account: string;
  /** The program's file, out of the command line. */
  readonly program: string;
  /** Where a config is looked for, in this order, and whether there is one. */
  readonly configs: readonly { readonly path: string; readonly exists: boolean }[];
  /** Of the account; null where it has none. */
  readonly profile: string | null;
  /** Folders of logs below the profile, relative to it. */
  readonly logs: readonly { readonly path: string; readonly files: number; readonly newest: string | null }[];
}

/** A value of a registry key: a number as it is, of everything else only what it is. */
interface RegistryValue {
  readonly name: string;
  /** `number`, `text`, `bytes`, `list` */
  readonly kind: string;
  readonly number: number | null;
  /** Characters, bytes or entries. */
  readonly length: number;
}

interface SurveyedFolder {
  readonly path: string;
  readonly exists: boolean;
  readonly files: number;
}
