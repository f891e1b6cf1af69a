// src/providers/machines/script has the script for machines (powershell/, one file an operation), the requests that it
// takes and the answers that it gives (this file), and how both travel (frame.ts).

import type {
  ExaminedDisk,
  ExaminedFolder,
  ExamineRequest,
  Listener,
  MachineLoad,
  ReachedPlace,
  RootSize,
  SystemEvent,
  TlsSettings,
  UrlReservation,
} from '../../../domain/examination.js';
import type { ByHandRequest, MachineOperation, MachineRole } from '../../../domain/machines.js';
import type { RegistryValue, SurveyedFolder, SurveyedService, SurveyRequest } from '../../../domain/survey.js';

/*
 * What travels between the tool and the script on a machine, as JSON. The script (PowerShell) and the sandbox's machines
 * speak it alike. A request goes to standard input, the answer comes back in a frame (frame.ts).
 */

export type { ByHandRequest };

/** What only looks. */
export type MachineLook =
  /** `examine`: what only a diagnosis reads is wanted as well. */
  | { readonly operation: 'inspect'; readonly examine?: ExamineRequest }
  | ({ readonly operation: 'survey' } & SurveyRequest);

export type MachineRequest = MachineLook | MachineOperation | ByHandRequest;

/** Why an operation failed; each is `machine.<kebab-case>` in the registry. */
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

export type MachineAnswer =
  | { readonly ok: true; readonly value: InspectAnswer | SurveyAnswer | OperationAnswer }
  | { readonly ok: false; readonly code: FailureCode; readonly message: string };

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

/* Records, not lists: the compiler then misses no member of the unions. */
const operations: Readonly<Record<MachineRequest['operation'], true>> = {
  inspect: true,
  survey: true,
  trustCertificate: true,
  distrustCertificate: true,
  createCertificate: true,
  grantKey: true,
  readConfig: true,
  writeConfig: true,
  setStartMode: true,
  startService: true,
  stopService: true,
  restartService: true,
  bindPort: true,
  openFirewall: true,
  ensureWorker: true,
  ensureMaster: true,
};

const codes: Readonly<Record<FailureCode, true>> = {
  accessDenied: true,
  moved: true,
  certificateMissing: true,
  certificateInvalid: true,
  keyMissing: true,
  keyInTpm: true,
  serviceMissing: true,
  serviceTimeout: true,
  serviceFailed: true,
  clusterUnknown: true,
  configMissing: true,
  configUnreadable: true,
  configInUse: true,
  configReadOnly: true,
  configNotWritten: true,
  certificateNotMade: true,
  storeFailed: true,
  keyRightsFailed: true,
  bindingFailed: true,
  firewallFailed: true,
  firewallUnreadable: true,
  writeWithoutEffect: true,
  languageMode: true,
  scriptFailed: true,
};

/** Whether a value read from outside names an operation that there is. */
export function isMachineRequest(value: unknown): value is MachineRequest {
  return isRecord(value) && typeof value.operation === 'string' && Object.hasOwn(operations, value.operation);
}

/** Whether a value read from outside is what a script for an administrator carries. */
export function isByHandRequest(value: unknown): value is ByHandRequest {
  if (!isRecord(value) || typeof value.timeoutSeconds !== 'number') return false;
  if (value.operation === 'ensureWorker')
    return (
      [value.endpoint, value.masterCertificate, value.workerThumbprint].every(isTextOrNull) &&
      typeof value.mark === 'string' &&
      isRecord(value.settings) &&
      (value.settingsAsWritten === undefined || Array.isArray(value.settingsAsWritten)) &&
      Object.values(value.settings).every((setting) => ['string', 'number', 'boolean'].includes(typeof setting))
    );
  return (
    value.operation === 'ensureMaster' &&
    Array.isArray(value.trust) &&
    value.trust.every(
      (each) => isRecord(each) && typeof each.certificate === 'string' && typeof each.mark === 'string',
    ) &&
    (value.port === null || typeof value.port === 'number') &&
    ['undefined', 'boolean'].includes(typeof value.negotiateClientCertificate) &&
    typeof value.firewallRule === 'string'
  );
}

/** Whether a value read from outside is an answer: of an operation, of `inspect`, or a failure with a known code. */
export function isMachineAnswer(value: unknown): value is MachineAnswer {
  if (!isRecord(value)) return false;
  if (value.ok === true)
    return (
      isRecord(value.value) &&
      (typeof value.value.changed === 'boolean' || isInspectAnswer(value.value) || isSurveyAnswer(value.value))
    );
  return (
    value.ok === false &&
    typeof value.code === 'string' &&
    Object.hasOwn(codes, value.code) &&
    typeof value.message === 'string'
  );
}

function isInspectAnswer(value: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof value.hostName === 'string' &&
    typeof value.clock === 'string' &&
    Array.isArray(value.installations) &&
    Array.isArray(value.trouble) &&
    Array.isArray(value.logs) &&
    [value.root, value.my, value.bindings, value.firewall, value.schannel].every(isRecord)
  );
}

function isSurveyAnswer(value: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof value.hostName === 'string' &&
    [value.powershell, value.services, value.serviceNames, value.registry, value.keyFolders].every(isRecord)
  );
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
