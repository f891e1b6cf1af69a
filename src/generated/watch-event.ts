// Generated from schemas/watch-event.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * One line of scaleout watch --json. Every line has a type, a time (ISO 8601, UTC) and the version of this format.
 */
export type WatchEventLine =
  | WatchStarted
  | TopologyLoaded
  | TopologyBad
  | Leading
  | ReconcileStarted
  | ApplyEvent
  | Reconciled
  | WatchStuck
  | WatchStopped
  | HttpStarted
  | FolderEmpty;
export type Time = string;
/**
 * Of the topology; the path of a file that has never been good.
 */
export type Name = string;
export type Reasons = ('start' | 'file' | 'interval' | 'signal' | 'request' | 'retry')[];

export interface WatchStarted {
  type: 'watch_started';
  time: Time;
  formatVersion: 1;
  topology: Name;
  file: string;
  mode: 'observe' | 'safe' | 'full';
}
export interface TopologyLoaded {
  type: 'topology_loaded';
  time: Time;
  formatVersion: 1;
  topology: Name;
  sha256: string;
  /**
   * What the topology gives up of the protection of its connection; absent where that is nothing.
   */
  diagnostics?: Diagnostic[];
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
/**
 * The file is not good; the last good one is kept to.
 */
export interface TopologyBad {
  type: 'topology_bad';
  time: Time;
  formatVersion: 1;
  topology: Name;
  diagnostics: Diagnostic[];
}
export interface Leading {
  type: 'leading';
  time: Time;
  formatVersion: 1;
  topology: Name;
  /**
   * Whether this process may write.
   */
  isLeader: boolean;
  /**
   * It stands by, and another one is known to lead.
   */
  isLed?: true;
  detail?: string;
}
export interface ReconcileStarted {
  type: 'reconcile_started';
  time: Time;
  formatVersion: 1;
  topology: Name;
  reasons: Reasons;
}
/**
 * An event of the apply that is under way.
 */
export interface ApplyEvent {
  type: 'apply_event';
  time: Time;
  formatVersion: 1;
  topology: Name;
  /**
   * As a line of event.schema.json, without time and formatVersion.
   */
  event: {
    type: string;
  };
}
/**
 * How a run ended.
 */
export interface Reconciled {
  type: 'reconciled';
  time: Time;
  formatVersion: 1;
  topology: Name;
  result: WatchResult;
}
export interface WatchResult {
  /**
   * As in watch-status.schema.json.
   */
  result: 'in-sync' | 'held' | 'applied' | 'partial' | 'interrupted' | 'failed';
  reasons: Reasons;
  /**
   * What differs and is left alone for now.
   */
  held: {
    id: string;
    by: 'mode' | 'window' | 'suspension' | 'approval' | 'backoff' | 'guard';
    reason: string;
    /**
     * ISO 8601, UTC.
     */
    until?: string;
  }[];
  /**
   * What was carried out; absent where nothing was begun.
   */
  outcome?: {
    result: 'done' | 'partial' | 'interrupted';
    done: number;
    errored: number;
    skipped: number;
    manual: number;
    unresolved: number;
    durationMs: number;
  };
  /**
   * Absent where the world could not be observed.
   */
  fleet?: {
    /**
     * How many workers are so; absent where they could not be seen.
     */
    workers?: {
      online: number;
      offline: number;
      disabled: number;
      /**
       * Listed, and without a row in the catalog.
       */
      unregistered: number;
    };
    certificates: {
      machine: string;
      thumbprint: string;
      /**
       * ISO 8601, UTC.
       */
      notAfter: string;
    }[];
  };
  diagnostics: Diagnostic[];
  durationMs: number;
  summary?: Summary;
  /**
   * Of the plan, for scaleout approve.
   */
  fingerprint?: string;
  condition: WatchCondition;
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
 * Whether packages can run, and what is wrong, as it was seen before anything was carried out.
 */
export interface WatchCondition {
  health: WatchHealth;
  findings: WatchedFinding[];
}
export interface WatchHealth {
  state: 'healthy' | 'degraded' | 'down' | 'unknown';
  /**
   * A sentence; absent where it is healthy.
   */
  reason?: string;
  /**
   * ISO 8601, UTC, by the SQL Server's clock.
   */
  since?: string;
  master: {
    state: 'healthy' | 'degraded' | 'down' | 'unknown';
    /**
     * A sentence; absent where it is healthy.
     */
    reason?: string;
    /**
     * ISO 8601, UTC, by the SQL Server's clock.
     */
    since?: string;
  };
  /**
   * Its nodes and the workers that are not healthy.
   */
  unhealthy: {
    /**
     * master/SQLETL01, worker/ETL01.
     */
    target: string;
    state: 'healthy' | 'degraded' | 'down' | 'unknown';
    /**
     * A sentence; absent where it is healthy.
     */
    reason?: string;
    /**
     * ISO 8601, UTC, by the SQL Server's clock.
     */
    since?: string;
  }[];
}
export interface WatchedFinding {
  /**
   * Of the check, as scaleout doctor has it.
   */
  id: string;
  target: string;
  severity: 'error' | 'warning';
  summary: string;
  /**
   * How many findings follow from it.
   */
  consequences: number;
}
/**
 * The loop neither ended what it was at nor got on with it; it has given the lead up.
 */
export interface WatchStuck {
  type: 'watch_stuck';
  time: Time;
  formatVersion: 1;
  topology: Name;
  silentMs: number;
}
export interface WatchStopped {
  type: 'watch_stopped';
  time: Time;
  formatVersion: 1;
  topology: Name;
  detail?: string;
}
export interface HttpStarted {
  type: 'http_started';
  time: Time;
  formatVersion: 1;
  url: string;
  /**
   * Whether the page is served there too. Earlier versions did not say so.
   */
  page?: boolean;
}
/**
 * The folder has no topology in it.
 */
export interface FolderEmpty {
  type: 'folder_empty';
  time: Time;
  formatVersion: 1;
  folder: string;
  /**
   * Whether a topology that comes is watched from then on.
   */
  goesOn: boolean;
}
