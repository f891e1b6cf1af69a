// Generated from schemas/watch-status.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * degraded: some cannot work, or a certificate that they need ends soon. down: nothing can run on a worker. unknown: it could not be looked at.
 */
export type HealthState = 'healthy' | 'degraded' | 'down' | 'unknown';

/**
 * What GET /status of scaleout watch answers: each topology, and how its last run ended.
 */
export interface WatchStatusDocument {
  formatVersion: 1;
  tool: {
    name: 'ssis-scaleout';
    version: string;
  };
  /**
   * ISO 8601, UTC.
   */
  startedAt: string;
  /**
   * When this was asked; ISO 8601, UTC.
   */
  at: string;
  /**
   * What /healthz answers.
   */
  alive: boolean;
  /**
   * What /readyz answers.
   */
  ready: boolean;
  /**
   * In the order in which their watches began.
   */
  topologies: WatchedTopology[];
}
export interface WatchedTopology {
  /**
   * Of the topology; the path of a file that has never been good.
   */
  name: string;
  file: string;
  mode: 'observe' | 'safe' | 'full';
  /**
   * Of the topology file that is kept to; absent before there is a good one.
   */
  sha256?: string;
  alive: boolean;
  ready: boolean;
  /**
   * Why it is not alive or not ready.
   */
  detail?: string;
  health: WatchedHealth;
  /**
   * What is wrong by the last look and follows from nothing else that is, the worst first; 200 at most. Empty where it could not be looked at.
   */
  findings: WatchedFinding[];
  /**
   * Whether a run is under way.
   */
  running: boolean;
  /**
   * Whether this process may write; absent where that is not known yet.
   */
  leader?: boolean;
  /**
   * Who leads, as far as it is known.
   */
  leaderDetail?: string;
  /**
   * What is wrong with the topology file as it is now; absent where it is good.
   */
  bad?: StatusDiagnostic[];
  /**
   * When the world was last observed and nothing failed; ISO 8601, UTC.
   */
  lastSuccess?: string;
  /**
   * How many runs ended how since the process began.
   */
  runs: {
    'in-sync': number;
    held: number;
    applied: number;
    partial: number;
    interrupted: number;
    failed: number;
  };
  last?: LastRun;
}
/**
 * Whether packages can run on workers by the last look; unknown where there was none, or it failed, or is too old.
 */
export interface WatchedHealth {
  state: HealthState;
  /**
   * A sentence; absent where it is healthy.
   */
  reason?: string;
  /**
   * ISO 8601, UTC, by the SQL Server's clock.
   */
  since?: string;
  /**
   * The master, its nodes and the workers that are not healthy; 200 at most.
   */
  unhealthy: {
    /**
     * master, master/SQLETL01, worker/ETL01.
     */
    target: string;
    state: HealthState;
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
export interface StatusDiagnostic {
  severity: 'error' | 'warning' | 'note';
  code: string;
  summary: string;
  detail: string;
  remedy: string;
}
/**
 * The last run that ended.
 */
export interface LastRun {
  /**
   * When it ended; ISO 8601, UTC.
   */
  at: string;
  /**
   * in-sync: nothing differs. held: something does, all of it held back. applied: what was not held back was made so. partial: some of it failed. interrupted: it was told to end before all of it was made. failed: the world could not be observed.
   */
  result: 'in-sync' | 'held' | 'applied' | 'partial' | 'interrupted' | 'failed';
  reasons: ('start' | 'file' | 'interval' | 'signal' | 'request' | 'retry')[];
  durationMs: number;
  /**
   * Of the plan, for scaleout approve.
   */
  fingerprint?: string;
  /**
   * What differs, or differed before it was applied.
   */
  changes: {
    id: string;
    action: string;
    risk: 'safe' | 'disruptive' | 'destructive';
    reason: string;
  }[];
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
  };
  /**
   * Of this topology (scaleout drain), as status.schema.json has them; absent: none.
   */
  maintenances?: StatusMaintenance[];
  workers?: {
    online: number;
    offline: number;
    disabled: number;
    unregistered: number;
  };
  diagnostics: StatusDiagnostic[];
  /**
   * How many entries of changes, held and diagnostics were left out, for there are very many.
   */
  omitted: number;
}
export interface StatusMaintenance {
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
  /**
   * Present: it is a maintenance (scaleout drain), which also wants its worker emptied and disabled.
   */
  drained: {
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
  };
}
