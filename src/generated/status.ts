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
  topology: {
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
     * The folder of the embedded fleet that stood in for the server, as it was named; absent where the server itself was observed.
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
   * Every row of the catalog, the listed workers first; then listed workers that have no row.
   */
  workers: WorkerStatus[];
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
   * ISO 8601, UTC.
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
   * Null where it was never seen.
   */
  online: boolean | null;
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
   * registered: a listed worker's row. stale: an older row of it. The rest as in a plan.
   */
  standing: 'registered' | 'stale' | 'ambiguous' | 'claimedTwice' | 'awaitingRegistration' | 'unmanaged';
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
}
