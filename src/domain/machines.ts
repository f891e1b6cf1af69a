import type { AskedTime } from './asked-time.js';
import type { ExamineRequest, MachineExamination } from './examination.js';
import type { Known } from './known.js';
import type { MachineName, MachineRole } from './machine-name.js';

/** A certificate's SHA-1 thumbprint as Windows shows it: 40 hexadecimal digits in upper case. */
export type Thumbprint = string & { readonly __thumbprint: unique symbol };

/** The canonical form of a thumbprint: without what people copy along with it (blanks, colons, invisible marks). */
export function thumbprint(text: string): Thumbprint {
  return text.replace(/[^0-9a-f]/gi, '').toUpperCase() as Thumbprint;
}

export type { MachineRole };

/** As the service control manager has it; `other`: starting at boot, paused, in between two states and so on. */
export type StartMode = 'automatic' | 'manual' | 'disabled' | 'other';
export type ServiceState = 'running' | 'stopped' | 'other';

/** The Windows service of a master or a worker. */
export interface MachineService {
  /** For example `SSISScaleOutWorker160`. */
  readonly name: string;
  readonly startMode: StartMode;
  readonly state: ServiceState;
  readonly account: string;
  /** The account's SID; null where it could not be resolved. */
  readonly accountSid: string | null;
  /** True where a failover cluster starts and stops it: then nobody else may. Null: that cannot be told, and nobody else may either. */
  readonly clustered: boolean | null;
  /** Why it cannot be told, a clause. */
  readonly clusterDoubt?: string;
  /** True where we have written its config since it started: it goes by what the file said before. */
  readonly configUnread?: true;
  /** When a running service began, ISO 8601 in UTC by the machine's clock; absent where that cannot be seen. */
  readonly startedAt?: string;
  /** True where somebody else has, perhaps the service itself: whether it goes by what the file says cannot be told. */
  readonly configWritten?: true;
  /** When its config was last written, by whomever, as `startedAt` is told; absent where that cannot be seen. */
  readonly configWrittenAt?: string;
}

/** A config file as its bytes, base64. */
export interface ConfigFile {
  readonly path: string;
  readonly content: string;
  /** Of the bytes, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** One installed feature: a Scale Out Master or Worker of one version of SQL Server. */
export interface Installation {
  readonly role: MachineRole;
  /** 140 (2017), 150 (2019), 160 (2022), 170 (2025). */
  readonly version: string;
  readonly service: MachineService;
  readonly config: Known<ConfigFile>;
}

/** What a certificate says of itself. */
export interface Certificate {
  readonly thumbprint: Thumbprint;
  /** Its public half: base64 of DER. */
  readonly der: string;
  readonly subject: string;
  readonly issuer: string;
  /** Every common name, then every DNS name and address of the subject alternative name. */
  readonly names: readonly string[];
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly selfSigned: boolean;
  /** What makes it weak (`signed with SHA-1`, `RSA key of 1024 bits`); null where nothing does. */
  readonly weakness: string | null;
  /** Why it may sign other certificates, a clause (`its basicConstraints say CA`); null where it says that it may not. */
  readonly authority: string | null;
}

/** A certificate in a store of the machine. */
export interface StoredCertificate extends Certificate {
  /** Our mark stands here. */
  readonly friendlyName: string;
  /** Who may read the private key, as SIDs; null where the machine has no private key for it. */
  readonly keyReaders: Known<readonly string[]> | null;
  /** True where the private key lies in the TPM: who may use it is not known then, and nothing here can change it. */
  readonly keyInTpm?: true;
}

/** A store of LocalMachine. */
export interface CertificateStore {
  /** Of every certificate in it. */
  readonly thumbprints: ReadonlySet<Thumbprint>;
  /** Those that matter: with a private key, with our mark, named by a config or a binding, or (Root) not self-signed. */
  readonly certificates: readonly StoredCertificate[];
}

/** An entry of http.sys: which certificate answers on an address. */
export interface Binding {
  /** `0.0.0.0:8391` */
  readonly address: string;
  readonly thumbprint: Thumbprint;
  readonly store: string;
  /** What else is set of it, as options of netsh (`clientcertnegotiation=enable`); undefined: not told. */
  readonly options?: readonly string[];
  /** What is set of it and would be lost with the next binding: netsh has no option for it. */
  readonly lost?: readonly string[];
}

/** The inbound rule that has our name. */
export interface FirewallRule {
  readonly name: string;
  readonly enabled: boolean;
  readonly allows: boolean;
  /** TCP ports as the firewall writes them: `8391`, `Any`. */
  readonly ports: readonly string[];
}

/**
 * What a service's log shows of trouble. The kinds are the strings of Microsoft's troubleshooting article; and `security` and
 * `communication` where the type of an exception alone tells of it: the first is `trust` or `secureChannel`.
 */
export interface LogTrouble {
  readonly role: MachineRole;
  readonly kind: 'noEndpoint' | 'trust' | 'secureChannel' | 'anonymous' | 'httpRequest' | 'security' | 'communication';
  readonly file: string;
  /** The latest line that says so, at most 500 characters. */
  readonly line: string;
  /** When it was written, ISO 8601 in UTC by the machine's clock; absent where the line does not say it so that it can be read. */
  readonly at?: string;
  /** When its file was last written, likewise: the line is no younger. Absent where that cannot be seen. */
  readonly notAfter?: string;
}

/** Where the logs of a service were looked for. */
export interface LogPlaces {
  readonly role: MachineRole;
  /** None where the profile of the service's account is not known. */
  readonly folders: readonly string[];
  /** The file that was written last; null: there is none. */
  readonly newest: string | null;
}

/** What a Windows machine showed at one moment. */
export interface MachineObservation {
  readonly machine: MachineName;
  /** As the machine calls itself. */
  readonly hostName: string;
  /** ISO 8601 in UTC, by the machine's clock. */
  readonly observedAt: string;
  /** By a clock of ours; absent where nobody noted it. */
  readonly asked?: AskedTime;
  /** Whether our account is an administrator there. */
  readonly administrator: boolean;
  /** The build of Windows, 20348 for Windows Server 2022; undefined: not told. */
  readonly build?: number;
  readonly installations: readonly Installation[];
  readonly root: Known<CertificateStore>;
  readonly my: Known<CertificateStore>;
  readonly bindings: Known<readonly Binding[]>;
  readonly firewall: Known<readonly FirewallRule[]>;
  /** Registry values of SCHANNEL; null where they are not set. */
  readonly schannel: { readonly sendTrustedIssuerList: number | null; readonly clientAuthTrustMode: number | null };
  /**
   * Of each service the newest first: a log forgets nothing, and what was mended since comes after what is wrong now. Only what
   * `troubleSince` of the reconciler's view takes from it may be told as a cause.
   */
  readonly trouble: readonly LogTrouble[];
  readonly logs: readonly LogPlaces[];
  /** Absent where nobody asked for it. */
  readonly examination?: MachineExamination;
}

/**
 * One operation on a machine. Each is idempotent, compares with what it expects before it writes, and reads back what it
 * wrote. `service` is a service's name, `path` an absolute path of a config file on the machine.
 */
export type MachineOperation =
  /**
   * Puts a public certificate (base64 of DER) into LocalMachine\Root, with the mark as its friendly name. One whose bytes
   * have another thumbprint is refused before it leaves (`machine.certificate-invalid`), and so is one that may sign
   * others where the operation does not say `authority` (`guard.certificate-authority`).
   */
  | {
      readonly operation: 'trustCertificate';
      readonly certificate: string;
      readonly thumbprint: Thumbprint;
      readonly mark: string;
      readonly authority?: true;
    }
  /** Takes it out of LocalMachine\Root; never one that has a private key there. */
  | { readonly operation: 'distrustCertificate'; readonly thumbprint: Thumbprint }
  | CreateCertificate
  /** Lets the service's account read the private key. */
  | {
      readonly operation: 'grantKey';
      readonly store: 'My' | 'Root';
      readonly thumbprint: Thumbprint;
      readonly service: string;
    }
  | { readonly operation: 'readConfig'; readonly path: string }
  /** Replaces the file where its bytes still have that SHA-256: a backup beside it, then atomically. */
  | {
      readonly operation: 'writeConfig';
      readonly path: string;
      readonly content: string;
      readonly expectedSha256: string;
    }
  | {
      readonly operation: 'setStartMode';
      readonly service: string;
      readonly mode: 'automatic' | 'manual' | 'disabled';
    }
  /** Start, stop, or stop and start: each waits until the service is there, within the limit. */
  | {
      readonly operation: 'startService' | 'stopService' | 'restartService';
      readonly service: string;
      readonly timeoutSeconds: number;
    }
  /**
   * Binds 0.0.0.0:port to a certificate of LocalMachine\Root, in place of whatever was bound. Other options of the entry
   * stay; negotiateClientCertificate says whether client certificates are asked for in the handshake, where it is there.
   */
  | {
      readonly operation: 'bindPort';
      readonly port: number;
      readonly thumbprint: Thumbprint;
      readonly negotiateClientCertificate?: boolean;
    }
  /** Makes or mends the inbound TCP rule of that fixed name. */
  | { readonly operation: 'openFirewall'; readonly name: string; readonly port: number };

/**
 * Makes a self-signed certificate in a store of LocalMachine: RSA 2048, SHA-256, its key not exportable. In Root it is there
 * with its key, and in My no more. One that an earlier request made, whose answer was lost, is answered with in place of a
 * new one: in that store (or on its way from My to Root) with its key and that very mark, for all of the names, with more than
 * half of `days` before it, and younger than the one that it replaces.
 */
export interface CreateCertificate {
  readonly operation: 'createCertificate';
  /** DNS names, and addresses. The first is the common name too. */
  readonly names: readonly string[];
  readonly mark: string;
  readonly days: number;
  readonly store: 'My' | 'Root';
  /** `client`: of a worker, for both sides as setup makes it. `server`: of a master. */
  readonly usage: 'client' | 'server';
  /** The one in use, which is never answered with, nor one that is as old (by the beginning of its validity). */
  readonly replaces?: Thumbprint;
}

/** What an operation did. */
export interface MachineResult {
  /** False: the machine was as wanted already, and nothing was written. */
  readonly changed: boolean;
  /** createCertificate: the public half, base64 of DER, and its thumbprint. */
  readonly certificate?: { readonly der: string; readonly thumbprint: Thumbprint };
  /** readConfig. */
  readonly config?: ConfigFile;
}

/**
 * The Windows machines as the reconciler sees them: the second of the two interfaces beneath it. This is the whole
 * contract; test/conformance/machines.ts checks it.
 *
 * - `inspect` reads everything in one request. A machine that cannot be reached, or that is not the one it is asked for,
 *   is `known: false` with the reason, and never stands for an absent or equal one. It throws only when it is aborted.
 * - `run` carries out one operation. A failure throws an error of the registry (`machine.*`). `machine.moved`: the
 *   machine is not as the operation expects, nothing was written. `machine.outcome-unknown`: no answer came; the caller
 *   must inspect before it does anything else.
 * - Calls may overlap. Calls for one machine use one connection, which is opened at the first and kept.
 * - An aborted signal ends the call with the signal's reason.
 */
export interface Machines extends AsyncDisposable {
  inspect(
    machine: MachineName,
    signal: AbortSignal,
    /** Asks for an examination as well, in the same request. */
    examine?: ExamineRequest,
  ): Promise<Known<MachineObservation>>;
  run(machine: MachineName, operation: MachineOperation, signal: AbortSignal): Promise<MachineResult>;
}
