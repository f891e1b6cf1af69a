/** A public certificate, base64 of DER, and the friendly name under which it is trusted. */
export interface MarkedCertificate {
  readonly certificate: string;
  readonly mark: string;
}

/** Brings a machine into service as a worker, and goes along with its master's change of certificate. */
export interface EnsureWorker {
  readonly operation: 'ensureWorker';
  /** Null: not managed. */
  readonly endpoint: string | null;
  /** The public certificate that the master answers with now, base64 of DER; null: not managed. */
  readonly masterCertificate: string | null;
  /** Under which it is trusted; absent: the worker's own mark. */
  readonly masterMark?: string;
  /** What the master is going to answer with: trusted beside the other one, and nothing else. */
  readonly alsoTrust?: readonly MarkedCertificate[];
  /** Null: the one that the config names, or a new one. */
  readonly workerThumbprint: string | null;
  readonly mark: string;
  /** For how long a new one is valid; absent: 1,825. */
  readonly days?: number;
  /** Keys of WorkerSettings.config. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Those of them that stand in the file as they are spelled here. */
  readonly settingsAsWritten?: readonly string[];
  /**
   * When this was asked for, ISO 8601. A config that was written later, and names another certificate of the master that
   * we have brought, keeps it: the master has gone over to that since.
   */
  readonly madeAt?: string;
  readonly timeoutSeconds: number;
}

/** Makes a machine ready as a node of the master. */
export interface EnsureMaster {
  readonly operation: 'ensureMaster';
  /** Public certificates of workers to trust. */
  readonly trust: readonly MarkedCertificate[];
  /**
   * The certificate that the topology names for the master: it has to be in Root with its private key, which a person brings
   * in a PFX. `inUse`: the master answers with it now, so that this node's config and port have to have it too.
   */
  readonly certificate?: { readonly thumbprint: string; readonly inUse: boolean };
  /**
   * Only for a simulated machine: its administrator has brought the private key of this certificate, base64 of DER. A real
   * machine takes it from a PFX that the script is told of.
   */
  readonly keyOf?: string;
  readonly port: number | null;
  /** Whether client certificates are asked for in the handshake; absent: not managed. */
  readonly negotiateClientCertificate?: boolean;
  readonly firewallRule: string;
  readonly timeoutSeconds: number;
}

/** Makes a new certificate for a worker beside the one in use, trusted there and its key readable; nothing uses it yet. */
export interface NewWorkerCertificate {
  readonly operation: 'newCertificate';
  readonly mark: string;
  readonly days: number;
  /** When this was asked for, ISO 8601: a certificate in use that was made later is the new one. */
  readonly madeAt: string;
}

/** Everything that a person's script needs to do its part on a machine by itself. */
export type ByHandRequest = EnsureWorker | EnsureMaster | NewWorkerCertificate;
