import type { Known } from './known.js';
import type { WorkerAgentId } from './rows.js';

/** A Scale Out execution that runs (status 2), stops (8) or waits for a worker (5). */
export interface FleetExecution {
  /** A bigint as text. */
  readonly executionId: string;
  readonly folder: string;
  readonly project: string;
  readonly package: string;
  readonly status: 'running' | 'stopping' | 'pending';
  /** The one that reported on it last, which may have lost it since; null: none has yet. */
  readonly worker: WorkerAgentId | null;
  /** ISO 8601 in UTC: when it was asked to start, so that what it waited for a worker counts. Null: the catalog has no start. */
  readonly started: string | null;
  /** Seconds since then, by the server's clock. */
  readonly age: number | null;
  /**
   * The worker that has its task: for some seconds after a pull the catalog names none, and after a lost lease another one. Null: no
   * worker has it. Left out: the login may not read who has what.
   */
  readonly heldBy?: TaskHolder | null;
}

/** A worker that has pulled or runs a task, and whose lease has not ended. */
export interface TaskHolder {
  readonly worker: WorkerAgentId;
  readonly status: 'pulled' | 'running';
  /** Seconds until the lease ends, unless a report renews it. */
  readonly leaseLeft: number;
}

/** What all workers have to do at one moment, and how long such packages ran before. */
export interface FleetWork {
  /** ISO 8601 in UTC, by the server's clock. */
  readonly observedAt: string;
  /** The oldest first. Unknown to who is not shown all executions, and where there are more than are read. */
  readonly executions: Known<readonly FleetExecution[]>;
  /**
   * By `packageKey`: seconds from start to end of the last runs that succeeded, newest first, at most 20; a package among the
   * executions that has none of late is not in the map. Only runs on workers count, since the server is another machine, and
   * only those that were tried once: the time of the others includes attempts that failed, and the wait between them.
   */
  readonly durations: Known<ReadonlyMap<string, readonly number[]>>;
}

/** `folder/project/package` */
export function packageKey(one: Pick<FleetExecution, 'folder' | 'project' | 'package'>): string {
  return `${one.folder}/${one.project}/${one.package}`;
}

/** The catalog's part of a rehearsal; changes nothing, and takes no lock. */
export interface FleetWorkReader {
  /** One request. What the login may not see is unknown, never empty. */
  readFleetWork(signal: AbortSignal): Promise<FleetWork>;
}
