// Generated from schemas/edit.schema.json by scripts/generate-types.mjs. Do not edit.

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
/**
 * Ids of the steps that must have succeeded before.
 */
export type Needs = string[];

/**
 * What scaleout add, set and remove print with --json; with --apply the events of the apply come after it, a line each.
 */
export interface EditDocument {
  formatVersion: 1;
  topology: {
    name: string;
    /**
     * As it was named.
     */
    file: string;
  };
  /**
   * What was, or would be, edited; none where the file says so already.
   */
  edited: {
    action: 'add' | 'set' | 'unset' | 'remove';
    /**
     * worker/ETL05; absent: a part of the file that is of no worker.
     */
    target?: string;
    /**
     * The place, such as settings.MaxTaskCount or policy.drain.timeout; absent: the whole entry.
     */
    key?: string;
  }[];
  /**
   * The hunks of the unified difference; empty where nothing changes. Of a file that was wrong, the lines that go show *** where a secret may stand.
   */
  diff: string;
  /**
   * What comes of it, a sentence or two each. For people.
   */
  follows: string[];
  /**
   * Whether the file was replaced.
   */
  written: boolean;
  /**
   * Whether the events of an apply follow, which end with apply_summary.
   */
  applies: boolean;
  /**
   * Of add: what was looked at, in its order. Absent with --no-check, and where nobody but a person comes to the machine.
   */
  checks?: {
    check:
      | 'access'
      | 'administrator'
      | 'my'
      | 'root'
      | 'service'
      | 'config'
      | 'certificate'
      | 'endpoint'
      | 'masterCertificate'
      | 'trust'
      | 'row';
    /**
     * worker/ETL05, master/SQLETL01 or catalog.
     */
    at: string;
    /**
     * ok: as it should be. open: an apply brings it there. byHand: a person has to. wrong: it has to be mended. unknown: it could not be looked at, or cannot be told.
     */
    state: 'ok' | 'open' | 'byHand' | 'wrong' | 'unknown';
    /**
     * What was seen, or why nothing was. For people.
     */
    shows: string;
  }[];
  /**
   * Of add: what an apply of the new worker would do, as scaleout plan --target has it.
   */
  plan?: {
    applyable: boolean;
    changes: Change[];
    steps: Step[];
    diagnostics: Diagnostic[];
  };
  /**
   * Where add found what keeps it from adding the worker: the reason.
   */
  diagnostics?: Diagnostic[];
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
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
  /**
   * This interface was referenced by `undefined`'s JSON-Schema definition
   * via the `patternProperty` "^config\.".
   */
  before: string | number | boolean | null;
  /**
   * This interface was referenced by `undefined`'s JSON-Schema definition
   * via the `patternProperty` "^config\.".
   */
  after: string | number | boolean | null;
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
 * Turns Scale Out on in the catalog.
 */
export interface EnableScaleOut {
  id: string;
  operation: 'enableScaleOut';
  /**
   * The id of the change that the step serves.
   */
  target: string;
  needs: Needs;
  arguments: {};
  expects: {
    scaleOut: 'enabled' | 'neverEnabled' | 'disabled';
  };
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Sets where executions run that do not say so themselves.
 */
export interface SetDefaultExecutionMode {
  id: string;
  operation: 'setDefaultExecutionMode';
  /**
   * The id of the change that the step serves.
   */
  target: string;
  needs: Needs;
  arguments: {
    mode: 'server' | 'scaleOut';
  };
  expects: {
    mode: 'server' | 'scaleOut';
  };
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Sets the address at which the catalog says that the master is reached.
 */
export interface SetMasterAddress {
  id: string;
  operation: 'setMasterAddress';
  /**
   * The id of the change that the step serves.
   */
  target: string;
  needs: Needs;
  arguments: {
    address: string;
  };
  expects: {
    address: string | null;
  };
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Enables or disables a worker.
 */
export interface SetWorkerEnabled {
  id: string;
  operation: 'setWorkerEnabled';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  inputs?: {
    workerAgentId: string;
  };
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Sets or clears one property of a worker.
 */
export interface SetWorkerProperty {
  id: string;
  operation: 'setWorkerProperty';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  inputs?: {
    workerAgentId: string;
  };
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Waits until a worker is idle, and disables it.
 */
export interface DrainWorker {
  id: string;
  operation: 'drainWorker';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Deletes a worker's row.
 */
export interface RemoveWorker {
  id: string;
  operation: 'removeWorker';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Waits until the catalog hears of a worker. Yields its row's id.
 */
export interface AwaitWorker {
  id: string;
  operation: 'awaitWorker';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  inputs?: {
    lastOnline: string;
  };
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Waits until the catalog hears of the master, with the certificate that it has to have started with.
 */
export interface AwaitMaster {
  id: string;
  operation: 'awaitMaster';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  inputs?: {
    thumbprint: string;
  };
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Puts a certificate into a machine's Root.
 */
export interface TrustCertificate {
  id: string;
  operation: 'trustCertificate';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  inputs?: {
    thumbprint: string;
    certificate: string;
  };
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Takes a certificate out of a machine's Root.
 */
export interface DistrustCertificate {
  id: string;
  operation: 'distrustCertificate';
  /**
   * The id of the change that the step serves.
   */
  target: string;
  needs: Needs;
  arguments: {
    machine: string;
    thumbprint: string;
  };
  expects: {};
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Makes a certificate on the machine that is to have its private key. Yields its public half, its thumbprint, and that for the config of its service.
 */
export interface CreateCertificate {
  id: string;
  operation: 'createCertificate';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Lets a service's account read a private key.
 */
export interface GrantKey {
  id: string;
  operation: 'grantKey';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  inputs?: {
    thumbprint: string;
  };
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Sets keys of a config file.
 */
export interface EditConfig {
  id: string;
  operation: 'editConfig';
  /**
   * The id of the change that the step serves.
   */
  target: string;
  needs: Needs;
  /**
   * A key of the file is an argument, with config. before its name.
   */
  arguments: {
    machine: string;
    path: string;
    /**
     * This interface was referenced by `undefined`'s JSON-Schema definition
     * via the `patternProperty` "^config\.".
     */
    [k: string]: string | number | boolean | null;
  };
  expects: {
    /**
     * Of the file's bytes, lower-case hexadecimal; null: whatever it is by then, only the keys are set.
     */
    sha256: string | null;
  };
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  inputs?: {
    /**
     * This interface was referenced by `undefined`'s JSON-Schema definition
     * via the `patternProperty` "^config\.".
     */
    [k: string]: string;
  };
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Sets when a service starts.
 */
export interface SetStartMode {
  id: string;
  operation: 'setStartMode';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Starts a service.
 */
export interface StartService {
  id: string;
  operation: 'startService';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Stops a worker's service.
 */
export interface StopService {
  id: string;
  operation: 'stopService';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Restarts a service. Yields the worker's last heartbeat of before.
 */
export interface RestartService {
  id: string;
  operation: 'restartService';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Binds the master's port to its certificate.
 */
export interface BindPort {
  id: string;
  operation: 'bindPort';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  inputs?: {
    thumbprint: string;
  };
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * Lets the master's port in.
 */
export interface OpenFirewall {
  id: string;
  operation: 'openFirewall';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  /**
   * True for a step that a person must do. apply leaves it out and goes on: what needs it waits for its effect.
   */
  manual?: boolean;
}
/**
 * What only a person can do. Its id ends with the task: byHand (run a script), installCertificate, trustMaster, or trustOn/ and the machine that is to trust the worker.
 */
export interface ByHand {
  id: string;
  operation: 'byHand';
  /**
   * The id of the change that the step serves.
   */
  target: string;
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
  /**
   * disruptive: work may be held up. destructive: a worker is removed, the last enabled one disabled, or running work lost.
   */
  risk: 'safe' | 'disruptive' | 'destructive';
  manual: true;
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
