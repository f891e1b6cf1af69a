/*
 * What a simulated machine is asked and answers, as JSON: the requests that scaleout's script takes on a Windows machine. The
 * types are the sandbox's own; a test of scaleout holds them to what it sends and reads.
 */

/** What the friendly names and firewall rules of scaleout begin with: `inspect` shows those. */
export const markPrefix = 'ssis-scaleout';

export type MachineRole = 'master' | 'worker';

export interface ExamineRequest {
  /** Places to try over TCP, besides the MasterEndpoint of the machine's own worker. */
  readonly connect: readonly { readonly host: string; readonly port: number }[];
}

/** What only looks. */
export type MachineLook =
  /** `examine`: what only a diagnosis reads is wanted as well. */
  | { readonly operation: 'inspect'; readonly examine?: ExamineRequest }
  | {
      readonly operation: 'survey';
      /** Keys of LocalMachine whose values are wanted. */
      readonly registry: readonly string[];
      /** The folder of logs below a profile. */
      readonly logs: string;
    };

/**
 * One operation: it is idempotent, compares with what it expects before it writes, and reads back what it wrote. `service` is
 * a service's name, `path` an absolute path of a config file, `thumbprint` 40 hexadecimal digits, `certificate` base64 of DER.
 */
export type MachineOperation =
  | {
      readonly operation: 'trustCertificate';
      readonly certificate: string;
      readonly thumbprint: string;
      /** The friendly name. */
      readonly mark: string;
      /** Present where the certificate may sign others, and is wanted all the same. */
      readonly authority?: true;
    }
  | { readonly operation: 'distrustCertificate'; readonly thumbprint: string }
  | {
      readonly operation: 'createCertificate';
      readonly names: readonly string[];
      readonly mark: string;
      readonly days: number;
      readonly store: 'My' | 'Root';
      /** `client`: of a worker. `server`: of a master. */
      readonly usage: 'client' | 'server';
      /** The one in use: neither it nor an older one is answered with. */
      readonly replaces?: string;
    }
  | {
      readonly operation: 'grantKey';
      readonly store: 'My' | 'Root';
      readonly thumbprint: string;
      readonly service: string;
    }
  | { readonly operation: 'readConfig'; readonly path: string }
  | {
      readonly operation: 'writeConfig';
      readonly path: string;
      /** Base64 of the file's bytes. */
      readonly content: string;
      readonly expectedSha256: string;
    }
  | {
      readonly operation: 'setStartMode';
      readonly service: string;
      readonly mode: 'automatic' | 'manual' | 'disabled';
    }
  | {
      readonly operation: 'startService' | 'stopService' | 'restartService';
      readonly service: string;
      readonly timeoutSeconds: number;
    }
  | {
      readonly operation: 'bindPort';
      readonly port: number;
      readonly thumbprint: string;
      readonly negotiateClientCertificate?: boolean;
    }
  | { readonly operation: 'openFirewall'; readonly name: string; readonly port: number };

/** A public certificate, base64 of DER, and its friendly name. */
interface Marked {
  readonly certificate: string;
  readonly mark: string;
}

/** All that a script for an administrator does by itself. */
export type ByHandRequest =
  | {
      readonly operation: 'ensureWorker';
      /** Null: not managed. */
      readonly endpoint: string | null;
      /** Null: not managed. */
      readonly masterCertificate: string | null;
      /** Its friendly name; absent: that of the worker's own. */
      readonly masterMark?: string;
      /** What the master is going to answer with: trusted, and no more. */
      readonly alsoTrust?: readonly Marked[];
      /** Null: the one that the config names, or a new one. */
      readonly workerThumbprint: string | null;
      readonly mark: string;
      /** Of a new certificate; absent: as many as one of setup has. */
      readonly days?: number;
      /** Keys of WorkerSettings.config. */
      readonly settings: Readonly<Record<string, string | number | boolean>>;
      /** Those of them that stand in the file as they are spelled here. */
      readonly settingsAsWritten?: readonly string[];
      /** ISO 8601: what the config was told of the master later than that stays. */
      readonly madeAt?: string;
      readonly timeoutSeconds: number;
    }
  | {
      readonly operation: 'ensureMaster';
      /** Public certificates of workers to trust. */
      readonly trust: readonly Marked[];
      /** Has to be in Root with its key; where the master uses it, config and port have it too. */
      readonly certificate?: { readonly thumbprint: string; readonly inUse: boolean };
      /** The administrator has brought the private key of this certificate, base64 of DER: here nobody opens a PFX. */
      readonly keyOf?: string;
      readonly port: number | null;
      /** Absent: not managed. */
      readonly negotiateClientCertificate?: boolean;
      readonly firewallRule: string;
      readonly timeoutSeconds: number;
    }
  | {
      /** A new certificate of the worker beside the one in use. */
      readonly operation: 'newCertificate';
      readonly mark: string;
      readonly days: number;
      /** ISO 8601: one in use that was made later is the new one. */
      readonly madeAt: string;
    };

export type MachineRequest = MachineLook | MachineOperation | ByHandRequest;

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
  newCertificate: true,
};

/** Whether a value names an operation that there is. */
export function isMachineRequest(value: unknown): value is MachineRequest {
  if (typeof value !== 'object' || value === null || !('operation' in value)) return false;
  return typeof value.operation === 'string' && Object.hasOwn(operations, value.operation);
}
