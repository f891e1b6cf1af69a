import { type MachineName, sameMachine } from '../domain/machine-name.js';
import type { Certificate, Thumbprint } from '../domain/machines.js';
import type { ExecutionMode } from '../domain/rows.js';
import { ScaleoutError, type SourceRange } from '../errors/errors.js';

/** Where a secret is; never the secret. A relative file is relative to the topology's folder until it is loaded. */
export type SecretReference = { readonly env: string } | { readonly file: string };

export type Authentication =
  | { readonly type: 'sql'; readonly user: string; readonly password: SecretReference }
  | { readonly type: 'ntlm'; readonly domain: string; readonly user: string; readonly password: SecretReference }
  | EntraAuthentication
  | { readonly type: 'integrated' };

export type EntraAuthentication =
  | { readonly type: 'entra'; readonly method: 'default' }
  | { readonly type: 'entra'; readonly method: 'managedIdentity'; readonly clientId?: string }
  | {
      readonly type: 'entra';
      readonly method: 'password';
      readonly clientId: string;
      readonly tenantId?: string;
      readonly user: string;
      readonly password: SecretReference;
    }
  | {
      readonly type: 'entra';
      readonly method: 'servicePrincipal';
      readonly clientId: string;
      readonly tenantId: string;
      readonly clientSecret: SecretReference;
    }
  | { readonly type: 'entra'; readonly method: 'accessToken'; readonly token: SecretReference };

/** `host`, `host\instance` or `host,port`, taken apart. */
export interface ServerAddress {
  /** As the topology writes it. */
  readonly text: string;
  readonly host: string;
  readonly instance?: string;
  readonly port?: number;
}

/** The catalog as the topology names it. */
export interface CatalogTarget {
  readonly server: ServerAddress;
  readonly database: string;
  /** Absent: SCALEOUT_SQL_USER and SCALEOUT_SQL_PASSWORD where they are set, else integrated. */
  readonly authentication?: Authentication;
  readonly encrypt: boolean | 'strict';
  readonly trustServerCertificate: boolean;
}

export type Transport = 'ssh' | 'winrm' | 'local' | 'manual' | 'none';

/** How a machine is reached. */
export interface Access {
  readonly transport: Transport;
  readonly user?: string;
  readonly host?: string;
  readonly port?: number;
  readonly identity?: SecretReference;
  readonly password?: SecretReference;
  /** For ssh: the bastion through which the machine is reached. */
  readonly jump?: Jump;
  /** For ssh: the absolute path of the file of known host keys. */
  readonly knownHosts?: string;
  readonly range?: SourceRange;
}

/** A bastion. Without `user`: the access's; without `identity` and `password`: the access's login. */
export interface Jump {
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  readonly identity?: SecretReference;
  readonly password?: SecretReference;
}

/** A certificate: by its thumbprint, or as a file (absolute) that was read when the topology was loaded. */
export type CertificateSource = (
  | { readonly thumbprint: Thumbprint }
  | { readonly file: string; readonly certificate: Certificate }
) & {
  /** It is to be trusted although it may sign others. */
  readonly authority?: true;
};

/** A worker as it should be. A field that is absent is not managed. */
export interface DesiredWorker {
  readonly machine: MachineName;
  /** A command asks for a new certificate, whenever its own ends. The file never says so. */
  readonly renew?: true;
  readonly enabled?: boolean;
  /** An empty text means: none (NULL in the catalog). The same holds for the next two. */
  readonly displayName?: string;
  readonly description?: string;
  readonly tags?: string;
  /** Whether it is kept from being taken out for good; a word in its tags in the catalog says so. */
  readonly protect?: boolean;
  readonly certificate?: CertificateSource;
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /** Keys of `settings` whose spelling is that of the machine's file, whatever the file has now. */
  readonly settingsAsWritten?: readonly string[];
  readonly access: Access;
  /** The worker's `machine` value in the file. */
  readonly range: SourceRange;
}

/** How many workers may be out of service at one time. */
export interface RolloutPolicy {
  readonly maxUnavailable: { readonly workers: number } | { readonly percent: number };
  readonly order: 'listed' | 'idleFirst';
  /** Seconds within which a worker must be heard of again after its restart. */
  readonly healthyWithinSeconds: number;
  readonly pauseAfterFirstSeconds: number;
  /** How many workers may fail in the whole run. */
  readonly maxFailures: number;
}

/** A time that comes again and again, in which changes may be made or not. */
export interface ChangeWindow {
  readonly kind: 'allow' | 'deny';
  /** When it begins: five fields, by the clocks of the time zone. */
  readonly cron: string;
  /** Of elapsed time. */
  readonly durationSeconds: number;
  /** IANA. */
  readonly timeZone: string;
  /** Ids of changes, `*` for any text; absent: all of them. */
  readonly targets?: readonly string[];
}

/** What a webhook is told of. */
export type NotifyKind = 'drift' | 'failure' | 'unhealthy' | 'certificate' | 'recovery' | 'approval' | 'window';

/** A webhook that watch posts to. */
export interface NotifyTarget {
  readonly type: 'generic' | 'slack' | 'teams';
  /** Whoever knows the address may post to it. */
  readonly url: SecretReference;
  /** The key that messages are signed with. */
  readonly secret?: SecretReference;
  /** Absent: everything. */
  readonly on?: readonly NotifyKind[];
}

/** The parts of the rotation of the master's certificate. */
export type RotationPhase = 'prepare' | 'switch' | 'complete';

/** When certificates are renewed, and when their end is worth a word. All in days. */
export interface CertificatePolicy {
  /** Before its end on one is renewed that is ours to make; undefined: never. */
  readonly renewBeforeDays: number | undefined;
  /** One that was replaced stays trusted for so long. */
  readonly keepOldDays: number;
  /** How long one is valid that we make. */
  readonly validityDays: number;
  /** Before its end one in use is warned of. */
  readonly warnBeforeDays: number;
}

export interface Policy {
  /** Whether workers that the file does not list are removed. */
  readonly prune: boolean;
  /** The most workers that one plan may remove. */
  readonly maxRemovals: number;
  /** Changes of this risk and above need a rehearsal; absent: none does. */
  readonly requireRehearsal?: 'disruptive' | 'destructive';
  readonly drain: { readonly timeoutSeconds: number; readonly onTimeout: 'stop' | 'disable' };
  readonly rollout: RolloutPolicy;
  readonly certificates: CertificatePolicy;
  /** When watch may make disruptive and destructive changes; absent: at any time. */
  readonly windows?: readonly ChangeWindow[];
  /** Whom watch tells; absent: nobody. */
  readonly notify?: readonly NotifyTarget[];
  /** Seconds to wait for a worker to register or to come online after its machine was changed. */
  readonly registrationTimeoutSeconds: number;
  /** The most steps under way at one time. */
  readonly parallelism: number;
}

/** A topology file that has passed every check, its defaults filled in. */
export interface Topology {
  readonly name: string;
  /** The file as it was named, and the SHA-256 of its bytes in lower-case hexadecimal. */
  readonly source: { readonly file: string; readonly sha256: string };
  readonly catalog: CatalogTarget;
  readonly scaleOut: {
    readonly enabled?: boolean;
    readonly defaultExecutionMode?: ExecutionMode;
    /** Where the file says so, for diagnostics. */
    readonly ranges: { readonly enabled?: SourceRange; readonly defaultExecutionMode?: SourceRange };
  };
  readonly master?: {
    readonly machines: readonly MachineName[];
    readonly endpoint?: string;
    /** Whether its port asks for client certificates in the handshake of TLS. */
    readonly negotiateClientCertificate?: boolean;
    /** The certificate that the master is to answer with; absent: the one in use, or its successor where that is ours to make. */
    readonly certificate?: CertificateSource;
    /** The part of a rotation that a command asks for, and no other. The file never says so. */
    readonly rotate?: RotationPhase;
  };
  /** Those that are to work here. */
  readonly workers: readonly DesiredWorker[];
  /**
   * Those that leave for good (`state: absent`): nobody waits for one, and nothing is brought to it. Absent: none. Of its entry
   * count how its machine is reached, whether it is protected, and its certificate, which is distrusted.
   */
  readonly leaving?: readonly DesiredWorker[];
  readonly access: Access;
  readonly policy: Policy;
}

/** Every worker that the file has an entry for, whether it stays or leaves. */
export function entriesOf({ workers, leaving }: Pick<Topology, 'workers' | 'leaving'>): readonly DesiredWorker[] {
  return leaving === undefined ? workers : [...workers, ...leaving];
}

/**
 * Throws `command.worker-leaves` for the machine of a worker that leaves for good; `why`: why that cannot be done with it, a
 * clause.
 */
export function refuseLeaving({ leaving = [], source }: Topology, machine: string, why: string): void {
  const found = leaving.find((worker) => sameMachine(worker.machine, machine));
  if (found === undefined) return;
  throw new ScaleoutError('command.worker-leaves', `${found.machine} has state: absent in ${source.file}: ${why}.`);
}
