// Generated from schemas/status.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout status --json prints: the master and the workers at one moment.
 */
export interface StatusDocument {
  formatVersion: 1;
  /**
   * ISO 8601, UTC, by the SQL Server's clock.
   */
  observedAt: string;
  /**
   * Absent where a server alone was named, or the topology's file has errors: nothing is compared then.
   */
  topology?: {
    name: string;
    file: string;
  };
  /**
   * The catalog that was observed, and as whom.
   */
  catalog: {
    /**
     * As the topology names it.
     */
    server: string;
    database: string;
    /**
     * The folder of the sandbox that stood in for the server, as it was named; absent where the server itself was observed.
     */
    sandbox?: string;
    /**
     * As the server names itself.
     */
    serverName: string;
    productVersion: string;
    edition: string;
    login: string;
  };
  health: Health;
  filter?: StatusFilter;
  scaleOut: {
    /**
     * disabled: it was enabled once.
     */
    state: 'enabled' | 'neverEnabled' | 'disabled';
    /**
     * Null where this catalog has no default: its schema is older.
     */
    defaultExecutionMode: 'server' | 'scaleOut' | null;
  };
  master: MasterStatus;
  /**
   * The machines that can host the master, as the topology lists them.
   */
  nodes: NodeStatus[];
  /**
   * Every row of the catalog, the listed workers first; then listed workers that have no row.
   */
  workers: WorkerStatus[];
  /**
   * The machines that the topology gives access to, the master's first; absent where there are none.
   */
  machines?: MachineStatus[];
  /**
   * What scaleout watch leaves alone; absent where there is nothing.
   */
  suspensions?: Suspension[];
  /**
   * The maintenances of this topology (scaleout drain), those that are over and whose workers are not back too; absent: none. Those that hold are among the suspensions as well.
   */
  maintenances?: Maintenance[];
  /**
   * Plans of a watch that wait for an approval, as the watch last said; absent where none does. What a watch holds back for other reasons only the watch knows: its /status.
   */
  waiting?: Waiting[];
  /**
   * What deserves a look: a connection that is not protected, certificates that end soon, machines that could not be looked at, trouble in a log.
   */
  diagnostics?: Diagnostic[];
  /**
   * What is wrong with the topology's file, of which the catalog's part alone could be used: the exit code is 3. Absent: nothing, or no file was named.
   */
  topologyProblems?: Diagnostic[];
}
/**
 * Of the whole farm, also where a filter shows a part of it.
 */
export interface Health {
  /**
   * degraded: some cannot work, or a certificate that they need ends soon. down: nothing can run. unknown: it could not be looked at.
   */
  state: 'healthy' | 'degraded' | 'down' | 'unknown';
  /**
   * A sentence; absent where it is healthy.
   */
  reason?: string;
  /**
   * ISO 8601, UTC, by the SQL Server's clock: since when, where that is known.
   */
  since?: string;
}
/**
 * What was asked for, and how much of the rest is left out; absent: everything is here.
 */
export interface StatusFilter {
  /**
   * Only what is not healthy.
   */
  unhealthy?: true;
  /**
   * As --target named them.
   */
  include?: string[];
  /**
   * As --exclude named them.
   */
  exclude?: string[];
  hidden: {
    /**
     * Workers that are enabled and healthy.
     */
    healthy: number;
    /**
     * Workers that are disabled or not registered, and healthy.
     */
    disabled: number;
    /**
     * Rows that an earlier installation left behind.
     */
    leftBehind: number;
    /**
     * Workers that are not healthy.
     */
    unhealthy: number;
    /**
     * Nodes of the master.
     */
    nodes: number;
    machines: number;
    diagnostics: number;
  };
}
/**
 * As the catalog shows it; null where it shows nothing.
 */
export interface MasterStatus {
  machineName: string | null;
  address: string | null;
  port: number | null;
  /**
   * Upper-case hexadecimal without separators.
   */
  certificateThumbprint: string | null;
  logDatabaseServer: string | null;
  /**
   * ISO 8601, UTC. Where the catalog holds what is no time: that text, and lastOnlineAge is null.
   */
  lastOnline: string | null;
  /**
   * Seconds, by the SQL Server's clock.
   */
  lastOnlineAge: number | null;
  /**
   * Seconds between two heartbeats.
   */
  heartbeatInterval: number | null;
  /**
   * Null where it was never seen, or that time cannot be read.
   */
  online: boolean | null;
  certificate?: CertificateStatus;
  health: Health1;
}
/**
 * The certificate of that thumbprint, where a machine showed it; absent: it was not seen.
 */
export interface CertificateStatus {
  thumbprint: string;
  names: string[];
  /**
   * ISO 8601, UTC.
   */
  notAfter: string;
  /**
   * By the SQL Server's clock and policy.certificates.warnBefore (30 days without a topology). notYet: it is valid only later.
   */
  state: 'valid' | 'endsSoon' | 'ended' | 'notYet';
}
/**
 * Whether packages can run on workers at that moment, which is another question than what differs. Absent in plans of older versions.
 */
export interface Health1 {
  /**
   * degraded: some cannot work, or a certificate that they need ends soon. down: nothing can run. unknown: it could not be looked at.
   */
  state: 'healthy' | 'degraded' | 'down' | 'unknown';
  /**
   * A sentence; absent where it is healthy.
   */
  reason?: string;
  /**
   * ISO 8601, UTC, by the SQL Server's clock: since when, where that is known.
   */
  since?: string;
}
export interface NodeStatus {
  machine: string;
  health: Health1;
}
/**
 * One row of the catalog, or a listed worker that has none.
 */
export interface WorkerStatus {
  /**
   * Null where the row has no machine name.
   */
  machine: string | null;
  /**
   * Null where the catalog has no row of a listed worker; then all below is null too.
   */
  workerAgentId: string | null;
  /**
   * registered: a listed worker's row. stale: an older row of it. leaving: a row of a worker with state: absent. unreadable: a row that holds what is no time or no id; online is null. notCompared: there is no topology that could list it. The rest as in a plan.
   */
  standing:
    | 'registered'
    | 'stale'
    | 'leaving'
    | 'ambiguous'
    | 'cloned'
    | 'claimedTwice'
    | 'sharedName'
    | 'awaitingRegistration'
    | 'unreadable'
    | 'unmanaged'
    | 'notCompared';
  enabled: boolean | null;
  online: boolean | null;
  /**
   * ISO 8601, UTC.
   */
  lastOnline: string | null;
  /**
   * Seconds, by the SQL Server's clock.
   */
  lastOnlineAge: number | null;
  /**
   * Null where these rights do not show executions.
   */
  runningExecutions: number | null;
  userAccount: string | null;
  displayName: string | null;
  description: string | null;
  tags: string | null;
  /**
   * The id by which --target and --exclude name it: worker/ETL01. Absent: its row has no name.
   */
  target?: string;
  /**
   * Of the SQL Server that its service belongs to, as its machine shows it: 160. Absent: the machine was not seen, or has no worker.
   */
  version?: string;
  certificate?: CertificateStatus1;
  health?: Health2;
}
/**
 * Which its config names, or the topology's file where the machine was not looked at; absent: it is not known.
 */
export interface CertificateStatus1 {
  thumbprint: string;
  names: string[];
  /**
   * ISO 8601, UTC.
   */
  notAfter: string;
  /**
   * By the SQL Server's clock and policy.certificates.warnBefore (30 days without a topology). notYet: it is valid only later.
   */
  state: 'valid' | 'endsSoon' | 'ended' | 'notYet';
}
/**
 * Whether packages can run on workers at that moment, which is another question than what differs. Absent in plans of older versions.
 */
export interface Health2 {
  /**
   * degraded: some cannot work, or a certificate that they need ends soon. down: nothing can run. unknown: it could not be looked at.
   */
  state: 'healthy' | 'degraded' | 'down' | 'unknown';
  /**
   * A sentence; absent where it is healthy.
   */
  reason?: string;
  /**
   * ISO 8601, UTC, by the SQL Server's clock: since when, where that is known.
   */
  since?: string;
}
export interface MachineStatus {
  machine: string;
  /**
   * manual: a person works on it, it is not looked at.
   */
  state: 'seen' | 'unreached' | 'manual';
  /**
   * Why it could not be looked at.
   */
  reason?: string;
  /**
   * Whether our account is an administrator there.
   */
  administrator?: boolean;
  services: ServiceStatus[];
}
export interface ServiceStatus {
  role: 'master' | 'worker';
  name: string;
  /**
   * Of the SQL Server that it belongs to: 140 (2017), 150 (2019), 160 (2022), 170 (2025).
   */
  version: string;
  state: 'running' | 'stopped' | 'other';
  startMode: 'automatic' | 'manual' | 'disabled' | 'other';
  account: string;
  /**
   * The one that its config names; null where it names none or the machine does not show it.
   */
  certificate: CertificateStatus2 | null;
}
export interface CertificateStatus2 {
  thumbprint: string;
  names: string[];
  /**
   * ISO 8601, UTC.
   */
  notAfter: string;
  /**
   * By the SQL Server's clock and policy.certificates.warnBefore (30 days without a topology). notYet: it is valid only later.
   */
  state: 'valid' | 'endsSoon' | 'ended' | 'notYet';
}
export interface Suspension {
  /**
   * Its name.
   */
  topology: string;
  /**
   * The id of a change, such as worker/ETL01; absent: all of the topology.
   */
  target?: string;
  reason: string;
  who: string;
  /**
   * ISO 8601, UTC.
   */
  since: string;
  /**
   * ISO 8601, UTC: when it ends by itself; absent: when somebody resumes.
   */
  until?: string;
  drained?: Drained;
}
/**
 * Present: it is a maintenance (scaleout drain), which also wants its worker emptied and disabled.
 */
export interface Drained {
  /**
   * Whether the worker was enabled before.
   */
  enabled: boolean;
  /**
   * How long its work is waited for; absent: as policy.drain says.
   */
  timeoutSeconds?: number;
  /**
   * What is done then; absent: as policy.drain says.
   */
  onTimeout?: 'stop' | 'disable';
  /**
   * How long it holds from when its worker is emptied: until is set then; absent: it is set, or somebody ends it.
   */
  lengthSeconds?: number;
  /**
   * It has been seen disabled and without work since; absent: not yet.
   */
  emptied?: true;
}
export interface Maintenance {
  /**
   * The id of a change, such as worker/ETL01.
   */
  target: string;
  /**
   * draining: it holds, and its worker is not emptied and disabled yet. drained: it is. over: its time is over, and the worker is not back. back: it is, and the note is to be taken out. unseen: the topology does not list the worker, or which row it has cannot be told.
   */
  state: 'draining' | 'drained' | 'over' | 'back' | 'unseen';
  reason: string;
  who: string;
  /**
   * ISO 8601, UTC.
   */
  since: string;
  /**
   * ISO 8601, UTC: when the worker comes back; absent: when somebody ends it.
   */
  until?: string;
  drained: Drained;
}
export interface Waiting {
  /**
   * Of the plan; its first 8 digits are enough for scaleout approve.
   */
  fingerprint: string;
  /**
   * ISO 8601, UTC.
   */
  since: string;
  /**
   * When the watch last said so; ISO 8601, UTC.
   */
  said: string;
  /**
   * What it changes, in short.
   */
  what: string;
  /**
   * It has to be rehearsed before it is approved; absent: it need not be.
   */
  rehearsal?: true;
  /**
   * Who has approved it; absent: nobody yet.
   */
  approvedBy?: string;
}
export interface Diagnostic {
  severity: 'error' | 'warning' | 'note';
  code: string;
  summary: string;
  detail: string;
  remedy: string;
  range?: Range;
}
/**
 * Lines and columns count from 1; end is exclusive.
 */
export interface Range {
  file: string;
  start: Position;
  end: Position;
}
export interface Position {
  line: number;
  column: number;
}
