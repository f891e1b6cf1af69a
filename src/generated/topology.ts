// Generated from schemas/topology.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * How to log in. Without it: the environment variables SCALEOUT_SQL_USER and SCALEOUT_SQL_PASSWORD where both are set, else integrated.
 */
export type Authentication = Authentication1 & Authentication2;
export type Authentication1 = SqlAuthentication | NtlmAuthentication | EntraAuthentication | IntegratedAuthentication;
/**
 * Microsoft Entra ID (Azure Active Directory).
 */
export type EntraAuthentication = EntraAuthentication1 & EntraAuthentication2;
export type EntraAuthentication1 =
  EntraDefault | EntraManagedIdentity | EntraPassword | EntraServicePrincipal | EntraAccessToken;
/**
 * The name of a Windows machine, short or full: letters and digits of ASCII, hyphens, underscores and dots, at most 63 characters a part and 255 in all. Case does not matter.
 */
export type MachineName = string;
export type Scalar = string | number | boolean;

/**
 * An SSIS Scale Out as it should be: its catalog, its master and its workers. What the file does not name is never touched.
 */
export interface TopologyFile {
  /**
   * The version of this format. It is always ssis-scaleout/v1.
   */
  apiVersion: 'ssis-scaleout/v1';
  /**
   * What this Scale Out is called in plans, logs and in the marks on what scaleout makes. Letters, digits, dot, hyphen and underscore, at most 64.
   */
  name: string;
  catalog: Catalog;
  scaleOut?: ScaleOut;
  master?: Master;
  /**
   * The Scale Out Workers, one entry a machine. A worker that the catalog has and this list does not is shown as unmanaged, and removed only where policy.prune is true.
   */
  workers?: Worker[];
  access?: Access1;
  policy?: Policy;
}
/**
 * The SQL Server that holds SSISDB, and how to log in to it.
 */
export interface Catalog {
  /**
   * The SQL Server: host, host\instance (SQL Server Browser is asked for the port) or host,port. Where both instance and port are there, the port is used.
   */
  server: string;
  /**
   * The catalog database. SQL Server always calls it SSISDB; name another only for a copy.
   */
  database?: string;
  authentication?: Authentication;
  /**
   * Whether the connection is encrypted: true (TLS after the first packet), strict (TLS from the first byte, SQL Server 2022 and later) or false.
   */
  encrypt?: true | false | 'strict';
  /**
   * Accept the server's certificate without checking who issued it. Leave it false; true is for a test server that signed its own certificate.
   */
  trustServerCertificate?: boolean;
}
/**
 * A SQL Server login. SSISDB refuses such a login some operations, such as changing the default execution mode.
 */
export interface SqlAuthentication {
  type: 'sql';
  /**
   * The SQL Server login.
   */
  user: string;
  password: SecretReference;
}
/**
 * Where the login's password is.
 */
export interface SecretReference {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
/**
 * A Windows account by its name and password, from any operating system.
 */
export interface NtlmAuthentication {
  type: 'ntlm';
  /**
   * The account's domain.
   */
  domain: string;
  /**
   * The account's name without the domain.
   */
  user: string;
  password: SecretReference1;
}
/**
 * Where the account's password is.
 */
export interface SecretReference1 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
export interface EntraDefault {
  type: 'entra';
  method: 'default';
}
export interface EntraManagedIdentity {
  type: 'entra';
  method: 'managedIdentity';
  /**
   * The client id of a user-assigned identity. Without it: the system-assigned one.
   */
  clientId?: string;
}
export interface EntraPassword {
  type: 'entra';
  method: 'password';
  /**
   * The client id of the registered application.
   */
  clientId: string;
  /**
   * The tenant's id.
   */
  tenantId?: string;
  /**
   * The user's name.
   */
  user: string;
  password: SecretReference2;
}
/**
 * Where the user's password is.
 */
export interface SecretReference2 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
export interface EntraServicePrincipal {
  type: 'entra';
  method: 'servicePrincipal';
  /**
   * The application's client id.
   */
  clientId: string;
  /**
   * The tenant's id.
   */
  tenantId: string;
  clientSecret: SecretReference3;
}
/**
 * Where the application's secret is.
 */
export interface SecretReference3 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
export interface EntraAccessToken {
  type: 'entra';
  method: 'accessToken';
  token: SecretReference4;
}
/**
 * Where an access token for https://database.windows.net/ is.
 */
export interface SecretReference4 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
export interface EntraAuthentication2 {
  type: 'entra';
  /**
   * default: whatever the environment offers (environment variables, managed identity, az login). managedIdentity, password, servicePrincipal and accessToken: that one only.
   */
  method: 'default' | 'managedIdentity' | 'password' | 'servicePrincipal' | 'accessToken';
}
/**
 * The Windows account that runs scaleout. Needs the package msnodesqlv8.
 */
export interface IntegratedAuthentication {
  type: 'integrated';
}
export interface Authentication2 {
  /**
   * sql: a SQL Server login. ntlm: a Windows account by name and password. entra: Microsoft Entra ID. integrated: the account that runs scaleout.
   */
  type: 'sql' | 'ntlm' | 'entra' | 'integrated';
}
/**
 * Scale Out as a whole.
 */
export interface ScaleOut {
  /**
   * true: Scale Out is enabled in the catalog. SQL Server has no supported way to disable it again: false on an enabled catalog is refused. Absent: not managed.
   */
  enabled?: boolean;
  /**
   * Where packages run that are started without saying where: server (on the SQL Server's machine) or scaleOut (on a worker). Absent: not managed.
   */
  defaultExecutionMode?: 'server' | 'scaleOut';
}
/**
 * The Scale Out Master.
 */
export interface Master {
  /**
   * Every machine that can host the master: one, or all nodes of a failover cluster or availability group.
   *
   * @minItems 1
   */
  machines: [MachineName, ...MachineName[]];
  /**
   * The address at which workers reach the master. Its host must be among the names of the master's certificate.
   */
  endpoint?: string;
  /**
   * Whether the master's port asks for the workers' certificates in the handshake of TLS (netsh: clientcertnegotiation). On Windows Server 2022 and later workers may be refused without it, since TLS 1.3 does not let the master ask later. Absent: as it is.
   */
  negotiateClientCertificate?: boolean;
  certificate?: MasterCertificate;
}
/**
 * The certificate that the master is to answer with: its thumbprint, or a file with its public half. Exactly one of the two. Its private key is brought to every node by a person. Where it is another one than is in use, the plan prepares for it on all machines, and then has the master take it. Absent: the one in use; a single node renews one that it signed itself.
 */
export interface MasterCertificate {
  /**
   * SHA-1 thumbprint as Windows shows it: 40 hexadecimal digits. Spaces, colons and case do not matter. Put it in quotes.
   */
  thumbprint?: string;
  /**
   * A .cer file (DER or PEM) with one certificate and no private key, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
/**
 * A Scale Out Worker as it should be. A field that is absent is not managed.
 */
export interface Worker {
  /**
   * The name of a Windows machine, short or full: letters and digits of ASCII, hyphens, underscores and dots, at most 63 characters a part and 255 in all. Case does not matter.
   */
  machine: string;
  /**
   * absent: the worker leaves for good. It is emptied and disabled, its service stopped, its row removed, its certificate no longer trusted; of the rest of the entry only access, protect and certificate (which is distrusted too) count then. When that is done the entry may be deleted, and the plan says so.
   */
  state?: 'present' | 'absent';
  /**
   * Whether the worker takes work. A worker registers itself as disabled. Absent: not managed.
   */
  enabled?: boolean;
  /**
   * The name that tools show. At most 256 characters. An empty text clears it. Absent: not managed.
   */
  displayName?: string;
  /**
   * What the worker is for. An empty text clears it. Absent: not managed.
   */
  description?: string;
  /**
   * The worker's tags, as one text. An empty text clears them. Absent: not managed.
   */
  tags?: string;
  /**
   * true: nothing takes this worker out for good, not even the deletion of its entry here. A word in its tags in the catalog keeps that. false: the protection is taken away again. Absent: not managed.
   */
  protect?: boolean;
  certificate?: Certificate;
  settings?: WorkerSettings;
  /**
   * Keys of settings that stand in the machine's WorkerSettings.config exactly as they are spelled here. Two keys have two spellings (HeartbeatErrorTolerance or HeartbeatErrorTollerance, LeaseInterval or LeaseInternval), and a service reads one of them. The one that the file has is taken; where it has neither, the key named here is added. Absent: nothing is added where the spelling is not known. A key that one slip makes of a known one is refused unless it is named here.
   *
   * @minItems 1
   * @maxItems 20
   */
  settingsAsWritten?:
    | [string]
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string]
    | [string, string, string, string, string, string]
    | [string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string, string, string]
    | [string, string, string, string, string, string, string, string, string, string, string, string, string, string]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ]
    | [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string
      ];
  access?: Access;
}
/**
 * The worker's certificate: its thumbprint, or a file with its public half. Exactly one of the two. Absent: read from the machine's own configuration.
 */
export interface Certificate {
  /**
   * SHA-1 thumbprint as Windows shows it: 40 hexadecimal digits. Spaces, colons and case do not matter. Put it in quotes.
   */
  thumbprint?: string;
  /**
   * A .cer file (DER or PEM) with one certificate and no private key, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
  /**
   * true: this certificate may sign others, and the master's machines are to trust it all the same: whoever has its private key can make certificates that they trust. Without it such a certificate is trusted only where the worker's machine itself shows it as its own.
   */
  authority?: boolean;
}
/**
 * Keys of WorkerSettings.config on the worker's machine. Only the keys named here are managed. Refused, since other parts of the topology say them: AgentId, MasterEndpoint, thumbprints, StoreLocation and StoreName.
 */
export interface WorkerSettings {
  /**
   * The most packages that the worker runs at one time.
   */
  MaxTaskCount?: string | number | boolean;
  /**
   * Time between two heartbeats, such as 00:01:00.
   */
  AgentHeartbeatInterval?: string | number | boolean;
  /**
   * Time between two reports of a running package, such as 00:00:10.
   */
  TaskHeartbeatInterval?: string | number | boolean;
  /**
   * How long the worker goes on without an answer from the master. The file may spell it HeartbeatErrorTollerance: see settingsAsWritten.
   */
  HeartbeatErrorTolerance?: string | number | boolean;
  /**
   * Above this CPU load the worker asks for no more work. Not in use in SQL Server 2017.
   */
  TaskRequestMaxCPU?: string | number | boolean;
  /**
   * Below this free memory the worker asks for no more work. Not in use in SQL Server 2017.
   */
  TaskRequestMinMemory?: string | number | boolean;
  /**
   * How often a lease is renewed. The file may spell it LeaseInternval: see settingsAsWritten.
   */
  LeaseInterval?: string | number | boolean;
  /**
   * The folder in which packages are unpacked.
   */
  TasksRootFolder?: string | number | boolean;
  /**
   * The level of the task log.
   */
  TaskLogLevel?: string | number | boolean;
  /**
   * The size of one file of the task log.
   */
  TaskLogSegment?: string | number | boolean;
  /**
   * Whether tasks are logged.
   */
  TaskLogEnabled?: string | number | boolean;
  /**
   * The folder in which execution logs wait for the database.
   */
  ExecutionLogCacheFolder?: string | number | boolean;
  /**
   * The most log entries in one buffer.
   */
  ExecutionLogMaxBufferLogCount?: string | number | boolean;
  /**
   * The most buffers in memory.
   */
  ExecutionLogMaxInMemoryBufferCount?: string | number | boolean;
  /**
   * How often a failed write of a log is tried again.
   */
  ExecutionLogRetryCount?: string | number | boolean;
  /**
   * How long a failed write of a log is tried again, such as 7.00:00:00.
   */
  ExecutionLogRetryTimeout?: string | number | boolean;
  [k: string]: Scalar | string | number | boolean | undefined;
}
/**
 * How this machine is reached. Replaces the file's access as a whole.
 */
export interface Access {
  /**
   * ssh (OpenSSH on Windows), winrm (PowerShell remoting), local (scaleout runs on that machine), manual (scaleout says what a person has to do there) or none (machines are left alone, only the catalog is reconciled).
   */
  transport: 'ssh' | 'winrm' | 'local' | 'manual' | 'none';
  /**
   * The account on the machine.
   */
  user?: string;
  /**
   * The address to connect to, where it is not the machine's name.
   */
  host?: string;
  /**
   * The port to connect to, where it is not the transport's own.
   */
  port?: number;
  identity?: SecretReference5;
  password?: SecretReference6;
  jump?: Jump;
  /**
   * For ssh: the file of known host keys, in place of ~/.ssh/known_hosts. Relative to the folder of this topology; ~ is the home folder.
   */
  knownHosts?: string;
}
/**
 * Where the private key for ssh is.
 */
export interface SecretReference5 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
/**
 * Where the account's password is. With an identity whose key is encrypted: its passphrase.
 */
export interface SecretReference6 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
/**
 * For ssh: the bastion through which the machine is reached. Its host key must be known as well.
 */
export interface Jump {
  /**
   * The bastion's address.
   */
  host: string;
  /**
   * The bastion's port, where it is not 22.
   */
  port?: number;
  /**
   * The account on the bastion. Absent: that of the access.
   */
  user?: string;
  identity?: SecretReference7;
  password?: SecretReference8;
}
/**
 * Where the private key for the bastion is. Absent, and no password either: log in as to the machine.
 */
export interface SecretReference7 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
/**
 * Where the password on the bastion is. With an identity whose key is encrypted: its passphrase.
 */
export interface SecretReference8 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
/**
 * How the Windows machines of the master and the workers are reached. A worker may have its own. Without it: transport none, only the catalog is reconciled.
 */
export interface Access1 {
  /**
   * ssh (OpenSSH on Windows), winrm (PowerShell remoting), local (scaleout runs on that machine), manual (scaleout says what a person has to do there) or none (machines are left alone, only the catalog is reconciled).
   */
  transport: 'ssh' | 'winrm' | 'local' | 'manual' | 'none';
  /**
   * The account on the machine.
   */
  user?: string;
  /**
   * The address to connect to, where it is not the machine's name.
   */
  host?: string;
  /**
   * The port to connect to, where it is not the transport's own.
   */
  port?: number;
  identity?: SecretReference5;
  password?: SecretReference6;
  jump?: Jump;
  /**
   * For ssh: the file of known host keys, in place of ~/.ssh/known_hosts. Relative to the folder of this topology; ~ is the home folder.
   */
  knownHosts?: string;
}
/**
 * What scaleout may do, and how carefully.
 */
export interface Policy {
  /**
   * Remove workers from the catalog that this file does not list.
   */
  prune?: boolean;
  /**
   * The most workers that one plan may remove; a plan that would remove more is refused as a whole.
   */
  maxRemovals?: number;
  /**
   * Changes of this risk and above are made only where exactly the plan was rehearsed within a day, and all of it was done there: apply --rehearse, or --rehearsal with what scaleout rehearse --out has written. Absent: nothing needs a rehearsal.
   */
  requireRehearsal?: 'disruptive' | 'destructive';
  drain?: Drain;
  rollout?: Rollout;
  certificates?: CertificatePolicy;
  /**
   * When watch may make disruptive and destructive changes. One allow: only in it (or in another allow). A deny wins over every allow. None: at any time.
   */
  windows?: ChangeWindow[];
  /**
   * Whom watch tells of drift, failures and what waits for a person: webhooks.
   */
  notify?: NotifyTarget[];
  /**
   * How long apply waits for a worker to register or to come online after its machine was changed, also where a person works on the machine. From 1s to 168h.
   */
  registrationTimeout?: string;
  /**
   * The most steps under way at one time.
   */
  parallelism?: number;
}
/**
 * Waiting for running packages before a worker is restarted or removed.
 */
export interface Drain {
  /**
   * How long to wait: hours, minutes and seconds, such as 30m, 1h30m or 90s. From 1s to 168h.
   */
  timeout?: string;
  /**
   * When packages still run at the end of it. stop: leave everything as it is and report. disable: leave the worker disabled, so that it takes no more work, and report.
   */
  onTimeout?: 'stop' | 'disable';
}
/**
 * How many workers a change may take out of service at one time, and when it stops. A worker is out from when it is emptied until it is online and enabled again.
 */
export interface Rollout {
  /**
   * The most enabled workers that may be out at one time: a number, or a percentage of the enabled ones, rounded down and at least 1. Workers that are offline already count.
   */
  maxUnavailable?: number | string;
  /**
   * Which workers come first: listed (the order of this file) or idleFirst (those that run nothing when the plan is made).
   */
  order?: 'listed' | 'idleFirst';
  /**
   * How long a worker may take to be heard of again after its restart, such as 5m.
   */
  healthyWithin?: string;
  /**
   * How long to wait after the first worker is back before the others begin, such as 10m. Absent: not at all.
   */
  pauseAfterFirst?: string;
  /**
   * How many workers may fail in the whole run. One more, and nothing disruptive is begun any more.
   */
  maxFailures?: number;
}
/**
 * When certificates are renewed, how long the old ones stay trusted, and when their end is worth a word.
 */
export interface CertificatePolicy {
  /**
   * From how long before its end on a certificate is renewed that scaleout may make: of a worker whose certificate the topology does not name, and of a master with one node that signed its own. Whole days, from 1d to 3650d, or never.
   */
  renewBefore?: string;
  /**
   * How long a certificate that was replaced stays trusted. Whole days, from 1d to 3650d.
   */
  keepOld?: string;
  /**
   * How long a certificate is valid that scaleout makes: whole days or years of 365 days, up to 3650d or 10y. Longer than renewBefore.
   */
  validity?: string;
  /**
   * From how long before its end on a certificate in use is warned of, and health is degraded: whole days, from 1d to 3650d.
   */
  warnBefore?: string;
}
/**
 * A time that comes again and again, in which changes may be made (allow) or not (deny).
 */
export interface ChangeWindow {
  /**
   * When the window begins, as a cron expression of five fields: minute, hour, day of the month, month, day of the week. At most 256 characters.
   */
  allow?: string;
  /**
   * When it begins that no change may be made, as a cron expression of five fields. At most 256 characters.
   */
  deny?: string;
  /**
   * How long it lasts: hours, minutes and seconds of elapsed time, such as 6h or 90m. From 1s to 168h.
   */
  duration: string;
  /**
   * The time zone of the cron expression, by its name in the IANA database or in Windows.
   */
  timeZone: string;
  /**
   * The ids of the changes it is for; * stands for any text. Absent: all of them.
   *
   * @minItems 1
   */
  targets?: [string, ...string[]];
}
/**
 * A webhook that watch posts to.
 */
export interface NotifyTarget {
  /**
   * What it understands: generic (a JSON document), slack or teams.
   */
  type: 'generic' | 'slack' | 'teams';
  url: SecretReference9;
  secret?: SecretReference10;
  /**
   * What it is told of. drift: the world differs. failure: a run failed or the topology file is bad. unhealthy: nothing can run on a worker, or some cannot work. certificate: one in use ends in 30, 14, 7 or 1 days, or has ended. recovery: a failure or what was unhealthy is over. approval: a plan waits for scaleout approve. window: changes wait for a window. Absent: all of it.
   *
   * @minItems 1
   */
  on?: [
    'drift' | 'failure' | 'unhealthy' | 'certificate' | 'recovery' | 'approval' | 'window',
    ...('drift' | 'failure' | 'unhealthy' | 'certificate' | 'recovery' | 'approval' | 'window')[]
  ];
}
/**
 * Where its address is. Whoever knows a webhook's address may post to it, so it is a secret. https only, except on this machine.
 */
export interface SecretReference9 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
/**
 * Where the key is that messages are signed with: HMAC-SHA256, in the header X-Scaleout-Signature.
 */
export interface SecretReference10 {
  /**
   * The name of an environment variable.
   */
  env?: string;
  /**
   * A file, relative to the folder of this topology; ~ is the home folder.
   */
  file?: string;
}
