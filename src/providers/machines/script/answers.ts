import type {
  ExaminedDisk,
  ExaminedFolder,
  Listener,
  MachineLoad,
  ReachedPlace,
  RootSize,
  SystemEvent,
  TlsSettings,
  UrlReservation,
} from '../../../domain/examination.js';
import type { MachineRole } from '../../../domain/machines.js';
import type { RegistryValue, SurveyedFolder, SurveyedService } from '../../../domain/survey.js';

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

/** What only a diagnosis asks for; domain/examination.ts says what each part is. */
export interface ExaminationAnswer {
  readonly services: Part<{
    readonly name: string;
    /** Names of Windows: `SeImpersonatePrivilege`. */
    readonly rights?: readonly string[];
    readonly rightsError?: string;
    readonly administrator?: boolean;
    readonly administratorError?: string;
  }>;
  readonly events: Part<SystemEvent>;
  readonly listeners: Part<Listener>;
  readonly urls: Part<UrlReservation>;
  readonly reached: Part<ReachedPlace>;
  readonly folders: Part<ExaminedFolder>;
  readonly disks: Part<ExaminedDisk>;
  readonly tls: Single<TlsSettings>;
  readonly root: Single<RootSize>;
  readonly load: Single<MachineLoad>;
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
    /** See CertificateStore.certificates for which. */
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
