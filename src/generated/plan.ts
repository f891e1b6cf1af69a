// Generated from schemas/plan.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * degraded: some cannot work, or a certificate that they need ends soon. down: nothing can run. unknown: it could not be looked at.
 */
export type HealthState = 'healthy' | 'degraded' | 'down' | 'unknown';
/**
 * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
 */
export type Risk = 'safe' | 'disruptive' | 'destructive';
export type Value = string | number | boolean | null;
/**
 * One operation of a provider; which one tells what its arguments are.
 */
export type Step =
  | EnableScaleOut
  | SetDefaultExecutionMode
  | SetMasterAddress
  | SetWorkerEnabled
  | SetWorkerProperty
  | DrainWorker
  | RemoveWorker
  | AwaitWorker
  | AwaitMaster
  | TrustCertificate
  | DistrustCertificate
  | CreateCertificate
  | GrantKey
  | EditConfig
  | SetStartMode
  | StartService
  | StopService
  | RestartService
  | BindPort
  | OpenFirewall
  | ByHand;
export type StepId = string;
/**
 * The id of the change that the step serves.
 */
export type ChangeId = string;
/**
 * Ids of the steps that must have succeeded before.
 */
export type Needs = string[];
/**
 * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
 */
export type Manual = boolean;

/**
 * What scaleout plan --json and --out write: the differences between a topology and the world, and the steps that would remove them.
 */
export interface PlanDocument {
  formatVersion: 1;
  /**
   * A UUID. Who applies a saved plan writes it into the history: a plan is used once.
   */
  id?: string;
  tool: Tool;
  /**
   * ISO 8601, UTC, by the clock of the machine that planned.
   */
  createdAt: string;
  topology: {
    name: string;
    file: string;
    /**
     * Of the file's bytes, lower-case hexadecimal.
     */
    sha256: string;
  };
  catalog: Catalog;
  /**
   * What --target and --exclude named; absent where neither did.
   */
  targets?: {
    /**
     * Empty: everything.
     */
    include: string[];
    exclude: string[];
  };
  /**
   * The suspensions of this topology that held at observedAt (scaleout suspend); absent where there was none, or where they cannot be seen: a diagnostic watch.notes-unseen says so then.
   */
  suspensions?: Suspension[];
  /**
   * ISO 8601, UTC, by the SQL Server's clock.
   */
  observedAt: string;
  /**
   * SHA-256 over all that the steps do and expect to find on this catalog, lower-case hexadecimal. Equal fingerprints: the same steps from the same state.
   */
  fingerprint: string;
  /**
   * SHA-256 over the rest of the document, lower-case hexadecimal: a saved plan that was edited is refused. Of its JSON without blanks, the keys of each object in order.
   */
  digest?: string;
  /**
   * Whether every machine to which the topology gives access showed all that is compared: config and certificate stores, of a master's node its bindings and firewall too. Machines with the transport manual or none are not looked at and do not count; what the login may not see of SSISDB is told by diagnostics.
   */
  complete: boolean;
  /**
   * Whether apply may carry it out: no guard refused it. Destructive steps need consent besides. A right that the login which planned lacks is a note (guard.ssis-admin-needed, guard.sysadmin-needed, guard.windows-login-needed): a login that has it may apply the plan.
   */
  applyable: boolean;
  health?: Health;
  summary: Summary;
  rollout?: Rollout;
  changes: Change[];
  steps: Step[];
  /**
   * What apply takes back where a step fails after others have begun; absent: nothing.
   */
  rollbacks?: Rollback[];
  diagnostics: Diagnostic[];
}
export interface Tool {
  name: 'ssis-scaleout';
  version: string;
}
/**
 * The catalog that was observed.
 */
export interface Catalog {
  /**
   * As the topology names it.
   */
  server: string;
  database: string;
  /**
   * The folder of the sandbox that stood in for the server, as it was named; absent where the server itself was observed.
   */
  sandbox?: string;
}
/**
 * Somebody has asked that a topology, or one worker of it, is left alone.
 */
export interface Suspension {
  /**
   * The id of a change, worker/<MACHINE>; absent: all of the topology.
   */
  target?: string;
  reason: string;
  /**
   * user@machine.
   */
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
/**
 * Whether packages can run on workers at that moment, which is another question than what differs. Absent in plans of older versions.
 */
export interface Health {
  state: HealthState;
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
 * Counts of changes by action, and of steps.
 */
export interface Summary {
  add: number;
  change: number;
  remove: number;
  /**
   * Steps that fall to a person.
   */
  manual: number;
  /**
   * Workers in the catalog that the topology does not list.
   */
  unmanaged: number;
  /**
   * Things whose state could not be told.
   */
  unknown: number;
  /**
   * Changes that are left out since they are suspended; they count nowhere else. Absent: none.
   */
  suspended?: number;
  steps: number;
  /**
   * What is to be added, changed or removed, and the steps, by their risk. Absent in plans of older versions.
   */
  risks?: {
    changes: RiskCounts;
    steps: RiskCounts;
  };
}
export interface RiskCounts {
  safe: number;
  disruptive: number;
  destructive: number;
}
/**
 * How apply carries the steps out, by the policy and by what was observed: each after those that it needs. What a drain or a wait is limited to stands in the arguments of its step. Absent where there is no step, and in plans of older versions.
 */
export interface Rollout {
  /**
   * The most steps under way at one time; those that mostly wait do not count.
   */
  parallelism: number;
  /**
   * How workers that are in service are taken out of it; absent: none is.
   */
  workers?: {
    /**
     * Ids of changes, in the order in which their workers are taken out.
     */
    order: string[];
    /**
     * The most workers that may be out at one time.
     */
    maxUnavailable: number;
    /**
     * Those of order that are all taken out at one time, whatever maxUnavailable says, since the master takes another certificate; absent: none.
     */
    together?: string[];
    /**
     * Workers that are out before the first step: enabled and offline, or to be enabled again.
     */
    unavailable: number;
    /**
     * The pause after the first worker is back.
     */
    pauseAfterFirstSeconds: number;
    /**
     * After more failed workers than this no further one is taken out.
     */
    maxFailures: number;
    /**
     * Workers that are not taken out, since too many are out as it is; absent: none.
     */
    blocked?: {
      /**
       * Ids of changes.
       */
      workers: string[];
      /**
       * A clause for people.
       */
      reason: string;
    };
  };
}
/**
 * One difference between the topology and the world.
 */
export interface Change {
  /**
   * scaleOut, catalog/defaultExecutionMode, catalog/masterAddress, master/<MACHINE>, worker/<MACHINE>, or worker/<MACHINE>/<WorkerAgentId> for a further row of one machine.
   */
  id: string;
  action: 'add' | 'update' | 'remove' | 'unmanaged' | 'unknown';
  /**
   * A phrase for people.
   */
  reason: string;
  /**
   * The same for programs, stable.
   */
  reasonCode?: string;
  risk: Risk;
  fields: Field[];
  /**
   * The change is left out, and no step is for it: it is suspended, or needs what is. Absent: it is not.
   */
  suspended?: {
    /**
     * The id of a change, worker/<MACHINE>; absent: all of the topology.
     */
    target?: string;
    reason: string;
    who: string;
    since: string;
    until?: string;
    drained?: Drained;
    /**
     * The suspended change that it needs; absent where it is suspended itself.
     */
    through?: string;
  };
}
export interface Field {
  path: string;
  before: Value;
  after: Value;
}
/**
 * Turns Scale Out on in the catalog.
 */
export interface EnableScaleOut {
  id: StepId;
  operation: 'enableScaleOut';
  target: ChangeId;
  needs: Needs;
  arguments: {};
  expects: {
    scaleOut: 'enabled' | 'neverEnabled' | 'disabled';
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Sets where executions run that do not say so themselves.
 */
export interface SetDefaultExecutionMode {
  id: StepId;
  operation: 'setDefaultExecutionMode';
  target: ChangeId;
  needs: Needs;
  arguments: {
    mode: 'server' | 'scaleOut';
  };
  expects: {
    mode: 'server' | 'scaleOut';
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Sets the address at which the catalog says that the master is reached.
 */
export interface SetMasterAddress {
  id: StepId;
  operation: 'setMasterAddress';
  target: ChangeId;
  needs: Needs;
  arguments: {
    address: string;
  };
  expects: {
    address: string | null;
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Enables or disables a worker.
 */
export interface SetWorkerEnabled {
  id: StepId;
  operation: 'setWorkerEnabled';
  target: ChangeId;
  needs: Needs;
  arguments: {
    /**
     * A WorkerAgentId.
     */
    workerAgentId?: string;
    /**
     * Where the worker has no row yet: its machine.
     */
    machine?: string;
    enabled: boolean;
  };
  expects: {
    /**
     * As the row has it; null: it has none.
     */
    machineName?: string | null;
    enabled: boolean;
  };
  risk: Risk;
  inputs?: {
    workerAgentId: string;
  };
  manual?: Manual;
}
/**
 * Sets or clears one property of a worker.
 */
export interface SetWorkerProperty {
  id: StepId;
  operation: 'setWorkerProperty';
  target: ChangeId;
  needs: Needs;
  arguments: {
    /**
     * A WorkerAgentId.
     */
    workerAgentId?: string;
    /**
     * Where the worker has no row yet: its machine.
     */
    machine?: string;
    property: 'DisplayName' | 'Description' | 'Tags';
    /**
     * Null: it is cleared.
     */
    value: string | null;
  };
  expects: {
    /**
     * As the row has it; null: it has none.
     */
    machineName?: string | null;
    value: string | null;
  };
  risk: Risk;
  inputs?: {
    workerAgentId: string;
  };
  manual?: Manual;
}
/**
 * Waits until a worker is idle, and disables it.
 */
export interface DrainWorker {
  id: StepId;
  operation: 'drainWorker';
  target: ChangeId;
  needs: Needs;
  arguments: {
    /**
     * A WorkerAgentId.
     */
    workerAgentId: string;
    /**
     * Seconds within which it must have ended.
     */
    timeoutSeconds: number;
    onTimeout: 'stop' | 'disable';
    /**
     * It was disabled by a drain that was cut off, and is enabled again later.
     */
    continues?: true;
    /**
     * Its service is stopped next: executions must have ended too.
     */
    beforeStop?: true;
    /**
     * It was offline when it was planned, and the plan says that what it may still run is lost.
     */
    offline?: true;
    /**
     * All workers are taken out of service at one time: policy.rollout does not hold it.
     */
    together?: true;
    /**
     * Seconds between two heartbeats, where they are rarer than usual.
     */
    heartbeatInterval?: number;
  };
  expects: {
    /**
     * As the row has it; null: it has none.
     */
    machineName: string | null;
    enabled: boolean;
    protected?: false;
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Deletes a worker's row.
 */
export interface RemoveWorker {
  id: StepId;
  operation: 'removeWorker';
  target: ChangeId;
  needs: Needs;
  arguments: {
    /**
     * A WorkerAgentId.
     */
    workerAgentId: string;
    /**
     * Seconds between two heartbeats, where they are rarer than usual.
     */
    heartbeatInterval?: number;
  };
  expects: {
    /**
     * As the row has it; null: it has none.
     */
    machineName: string | null;
    enabled: false;
    online: boolean;
    protected?: false;
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Waits until the catalog hears of a worker. Yields its row's id.
 */
export interface AwaitWorker {
  id: StepId;
  operation: 'awaitWorker';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    /**
     * Seconds within which it must have ended.
     */
    timeoutSeconds: number;
    /**
     * The row that it has, or will have by its config.
     */
    workerAgentId?: string;
    /**
     * Its machine is left to a person, and not looked at.
     */
    reached?: false;
    /**
     * Seconds between two heartbeats, where they are rarer than usual.
     */
    heartbeatInterval?: number;
    /**
     * ISO 8601, UTC: a heartbeat counts that is later.
     */
    lastOnline?: string | null;
  };
  expects: {};
  risk: Risk;
  inputs?: {
    lastOnline: string;
  };
  manual?: Manual;
}
/**
 * Waits until the catalog hears of the master, with the certificate that it has to have started with.
 */
export interface AwaitMaster {
  id: StepId;
  operation: 'awaitMaster';
  target: ChangeId;
  needs: Needs;
  arguments: {
    /**
     * The node of the master that it is told of.
     */
    machine: string;
    /**
     * Seconds within which it must have ended.
     */
    timeoutSeconds: number;
    /**
     * Of the certificate that it must have started with, as the catalog has it (SSLCERT_THUMBPRINT); null: of any, or of one that an earlier step makes.
     */
    thumbprint: string | null;
    /**
     * Only a heartbeat counts that comes after the first look: its service was restarted right before.
     */
    anew?: true;
  };
  expects: {};
  risk: Risk;
  inputs?: {
    thumbprint: string;
  };
  manual?: Manual;
}
/**
 * Puts a certificate into a machine's Root.
 */
export interface TrustCertificate {
  id: StepId;
  operation: 'trustCertificate';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    thumbprint?: string;
    /**
     * Its public half: base64 of DER.
     */
    certificate?: string;
    /**
     * Its friendly name there.
     */
    mark: string;
    /**
     * It may sign others, and who stands for it.
     */
    authority?: 'machine' | 'topology';
  };
  expects: {};
  risk: Risk;
  inputs?: {
    thumbprint: string;
    certificate: string;
  };
  manual?: Manual;
}
/**
 * Takes a certificate out of a machine's Root.
 */
export interface DistrustCertificate {
  id: StepId;
  operation: 'distrustCertificate';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    thumbprint: string;
  };
  expects: {};
  risk: Risk;
  manual?: Manual;
}
/**
 * Makes a certificate on the machine that is to have its private key. Yields its public half, its thumbprint, and that for the config of its service.
 */
export interface CreateCertificate {
  id: StepId;
  operation: 'createCertificate';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    /**
     * The names that it is for, with a blank between them; the first is its common name too.
     */
    names: string;
    /**
     * Its friendly name.
     */
    mark: string;
    days: number;
    /**
     * Of LocalMachine: My for a worker, Root for a master.
     */
    store: 'My' | 'Root';
    usage: 'client' | 'server';
  };
  expects: {
    /**
     * The thumbprint of the one that is in use: neither it nor an older one is taken for the new one.
     */
    replaces: string | null;
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Lets a service's account read a private key.
 */
export interface GrantKey {
  id: StepId;
  operation: 'grantKey';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    store: 'My' | 'Root';
    thumbprint?: string;
    /**
     * The name of a Windows service.
     */
    service: string;
  };
  expects: {};
  risk: Risk;
  inputs?: {
    thumbprint: string;
  };
  manual?: Manual;
}
/**
 * Sets keys of a config file.
 */
export interface EditConfig {
  id: StepId;
  operation: 'editConfig';
  target: ChangeId;
  needs: Needs;
  /**
   * A key of the file is an argument, with config. before its name.
   */
  arguments: {machine: string; path: string; [key: `config.${string}`]: Value};
  expects: {
    /**
     * Of the file's bytes, lower-case hexadecimal; null: whatever it is by then, only the keys are set.
     */
    sha256: string | null;
  };
  risk: Risk;
  inputs?: {[key: `config.${string}`]: string};
  manual?: Manual;
}
/**
 * Sets when a service starts.
 */
export interface SetStartMode {
  id: StepId;
  operation: 'setStartMode';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    /**
     * The name of a Windows service.
     */
    service: string;
    mode: 'automatic' | 'manual' | 'disabled';
  };
  expects: {
    startMode: 'automatic' | 'manual' | 'disabled' | 'other';
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Starts a service.
 */
export interface StartService {
  id: StepId;
  operation: 'startService';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    /**
     * The name of a Windows service.
     */
    service: string;
    /**
     * Seconds within which it must have ended.
     */
    timeoutSeconds: number;
  };
  expects: {
    state: 'running' | 'stopped' | 'other';
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Stops a worker's service.
 */
export interface StopService {
  id: StepId;
  operation: 'stopService';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    /**
     * The name of a Windows service.
     */
    service: string;
    /**
     * Seconds within which it must have ended.
     */
    timeoutSeconds: number;
    /**
     * The row of the worker whose service it is.
     */
    workerAgentId?: string;
    /**
     * Seconds between two heartbeats, where they are rarer than usual.
     */
    heartbeatInterval?: number;
    /**
     * A step before has emptied the worker: what that did with work that did not end in time.
     */
    afterDrain?: 'stop' | 'disable';
  };
  expects: {
    state: 'running' | 'stopped' | 'other';
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Restarts a service. Yields the worker's last heartbeat of before.
 */
export interface RestartService {
  id: StepId;
  operation: 'restartService';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    /**
     * The name of a Windows service.
     */
    service: string;
    /**
     * Seconds within which it must have ended.
     */
    timeoutSeconds: number;
    /**
     * The row of the worker whose service it is.
     */
    workerAgentId?: string;
    /**
     * Seconds between two heartbeats, where they are rarer than usual.
     */
    heartbeatInterval?: number;
    /**
     * A step before has emptied the worker: what that did with work that did not end in time.
     */
    afterDrain?: 'stop' | 'disable';
    /**
     * It is restarted only because nothing is heard of the worker, which may have changed.
     */
    unheard?: true;
    /**
     * Seconds that such a worker is given to be heard of by itself.
     */
    comesBackWithin?: number;
  };
  expects: {
    state: 'running' | 'stopped' | 'other';
  };
  risk: Risk;
  manual?: Manual;
}
/**
 * Binds the master's port to its certificate.
 */
export interface BindPort {
  id: StepId;
  operation: 'bindPort';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    port: number;
    thumbprint?: string;
    negotiateClientCertificate?: boolean;
  };
  expects: {
    /**
     * Of the certificate that it was bound to.
     */
    thumbprint: string | null;
  };
  risk: Risk;
  inputs?: {
    thumbprint: string;
  };
  manual?: Manual;
}
/**
 * Lets the master's port in.
 */
export interface OpenFirewall {
  id: StepId;
  operation: 'openFirewall';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    /**
     * The name of the rule.
     */
    rule: string;
    port: number;
  };
  expects: {};
  risk: Risk;
  manual?: Manual;
}
/**
 * What only a person can do. Its id ends with the task: byHand (run a script), installCertificate, trustMaster, or trustOn/ and the machine that is to trust the worker.
 */
export interface ByHand {
  id: string;
  operation: 'byHand';
  target: ChangeId;
  needs: Needs;
  arguments: {
    machine: string;
    /**
     * It prints the script to run.
     */
    command?: string;
    /**
     * Null: the certificate is not known yet.
     */
    thumbprint?: string | null;
    /**
     * The friendly name that the certificate shall have.
     */
    mark?: string;
  };
  expects: {};
  risk: Risk;
  manual: true;
}
/**
 * Steps that hold together. Where one of them fails, those of them that have not begun are left out, waits among them are ended, and then what has begun is taken back. Once all of them are done they stay.
 */
export interface Rollback {
  /**
   * The id of the change that it is told of.
   */
  target: string;
  /**
   * Ids of steps of the plan.
   */
  steps: StepId[];
  /**
   * In the order of their needs, which name other steps of this list. Each is left out where what it undoes had not begun.
   */
  undo: {
    /**
     * The id of a step of the plan.
     */
    undoes: string;
    step: Step;
  }[];
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
