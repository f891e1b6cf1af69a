/** A worker agent's id: a GUID in upper case, with hyphens, without braces. */
export type WorkerAgentId = string & { readonly __workerAgentId: unique symbol };

/** The canonical form of an id, whatever the case it came in. */
export function workerAgentId(text: string): WorkerAgentId {
  return text.toUpperCase() as WorkerAgentId;
}

/** One row of catalog.worker_agents at one moment. */
export interface WorkerRow {
  readonly id: WorkerAgentId;
  readonly enabled: boolean;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly tags: string | null;
  readonly machineName: string | null;
  readonly userAccount: string | null;
  /** ISO 8601 in UTC, by the server's clock. */
  readonly lastOnline: string;
  /** Seconds between the last heartbeat and the moment of the observation, both by the server's clock. */
  readonly lastOnlineAge: number;
  /**
   * Seconds between two heartbeats, where the worker's own config or the topology says that they are more than the usual:
   * the catalog does not know it, so it is filled in where machines and catalog are looked at together.
   */
  readonly heartbeatInterval?: number;
}

/** The Scale Out Master as catalog.master_properties shows it. Null where it has no such row or the row is empty. */
export interface MasterState {
  readonly machineName: string | null;
  readonly address: string | null;
  readonly port: number | null;
  /** Upper-case hexadecimal without separators. */
  readonly certificateThumbprint: string | null;
  readonly logDatabaseServer: string | null;
  readonly lastOnline: string | null;
  /** Seconds, by the server's clock. */
  readonly lastOnlineAge: number | null;
  /** Seconds between two heartbeats. */
  readonly heartbeatInterval: number | null;
}

/** Whether Scale Out is on: `TRUE`, no such row, or an empty row (once on, then disabled). */
export type ScaleOutState = 'enabled' | 'neverEnabled' | 'disabled';

export type ExecutionMode = 'server' | 'scaleOut';
