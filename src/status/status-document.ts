import type { CatalogObservation, ScaleOutState } from '../reconciler/catalog.js';
import { isMasterOnline, isWorkerOnline } from '../reconciler/liveness.js';
import { matchWorkers } from '../reconciler/matched-workers.js';
import type { ExecutionMode, Topology } from '../topology/topology.js';

/** One row of the catalog, or a listed worker that has none. */
export interface WorkerStatus {
  readonly machine: string | null;
  /** Null where the catalog has no row of a listed worker. */
  readonly workerAgentId: string | null;
  /** registered: a listed worker's row. stale: an older row of it. The rest as in a plan. */
  readonly standing: 'registered' | 'stale' | 'ambiguous' | 'claimedTwice' | 'awaitingRegistration' | 'unmanaged';
  readonly enabled: boolean | null;
  readonly online: boolean | null;
  readonly lastOnline: string | null;
  /** Seconds, by the SQL Server's clock. */
  readonly lastOnlineAge: number | null;
  /** Null where these rights do not show executions. */
  readonly runningExecutions: number | null;
  readonly userAccount: string | null;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly tags: string | null;
}

/** What `scaleout status --json` prints. */
export interface StatusDocument {
  readonly formatVersion: 1;
  readonly observedAt: string;
  readonly topology: { readonly name: string; readonly file: string };
  readonly catalog: {
    readonly server: string;
    readonly database: string;
    readonly serverName: string;
    readonly productVersion: string;
    readonly edition: string;
    readonly login: string;
  };
  readonly scaleOut: { readonly state: ScaleOutState; readonly defaultExecutionMode: ExecutionMode | null };
  readonly master: CatalogObservation['master'] & { readonly online: boolean | null };
  readonly workers: readonly WorkerStatus[];
}

/** What an observation says of the master and of each worker: the listed ones first. `workers` must be known. */
export function statusDocument(topology: Topology, catalog: CatalogObservation): StatusDocument {
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const standings = new Map<string, WorkerStatus['standing']>();
  const awaiting: WorkerStatus[] = [];
  const listedOrder: string[] = [];
  for (const match of matchWorkers(topology.workers, rows).matches) {
    if (match.state === 'awaitingRegistration') awaiting.push(withoutRow(match.worker.machine));
    const found =
      match.state === 'registered'
        ? [match.row]
        : match.state === 'ambiguous'
          ? match.rows
          : match.state === 'claimedTwice'
            ? [match.row]
            : [];
    for (const row of found) {
      standings.set(row.id, match.state);
      listedOrder.push(row.id);
    }
    if (match.state !== 'registered') continue;
    for (const row of match.stale) {
      standings.set(row.id, 'stale');
      listedOrder.push(row.id);
    }
  }
  const position = new Map(listedOrder.map((id, index) => [id, index]));
  const shown = rows
    .map(
      (row): WorkerStatus => ({
        machine: row.machineName,
        workerAgentId: row.id,
        standing: standings.get(row.id) ?? 'unmanaged',
        enabled: row.enabled,
        online: isWorkerOnline(row),
        lastOnline: row.lastOnline,
        lastOnlineAge: row.lastOnlineAge,
        runningExecutions: catalog.busy.known ? (catalog.busy.value.get(row.id) ?? 0) : null,
        userAccount: row.userAccount,
        displayName: row.displayName,
        description: row.description,
        tags: row.tags,
      }),
    )
    .sort(
      (a, b) =>
        (position.get(a.workerAgentId ?? '') ?? Infinity) - (position.get(b.workerAgentId ?? '') ?? Infinity) || 0,
    );
  return {
    formatVersion: 1,
    observedAt: catalog.observedAt,
    topology: { name: topology.name, file: topology.source.file },
    catalog: {
      server: topology.catalog.server.text,
      database: catalog.database,
      serverName: catalog.server.name,
      productVersion: catalog.server.productVersion,
      edition: catalog.server.edition,
      login: catalog.login.name,
    },
    scaleOut: { state: catalog.scaleOut, defaultExecutionMode: catalog.defaultExecutionMode },
    master: { ...catalog.master, online: isMasterOnline(catalog.master) },
    workers: [...shown, ...awaiting],
  };
}

function withoutRow(machine: string): WorkerStatus {
  return {
    machine,
    workerAgentId: null,
    standing: 'awaitingRegistration',
    enabled: null,
    online: null,
    lastOnline: null,
    lastOnlineAge: null,
    runningExecutions: null,
    userAccount: null,
    displayName: null,
    description: null,
    tags: null,
  };
}
