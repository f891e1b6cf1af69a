import type * as generated from '../generated/status.js';
import type { Immutable } from '../readonly.js';
import type { CatalogObservation } from '../reconciler/catalog.js';
import { isMasterOnline, isWorkerOnline } from '../reconciler/liveness.js';
import { matchWorkers } from '../reconciler/matched-workers.js';
import type { Topology } from '../topology/topology.js';

/** The status document of schemas/status.schema.json, deeply readonly. */
export type StatusDocument = Immutable<generated.StatusDocument>;
export type WorkerStatus = Immutable<generated.WorkerStatus>;

/**
 * What an observation says of the master and of each worker: the listed ones first. `workers` must be known. `sandbox` is
 * the embedded fleet's folder, where one stood in for the server.
 */
export function statusDocument(topology: Topology, catalog: CatalogObservation, sandbox?: string): StatusDocument {
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
      ...(sandbox === undefined ? {} : { sandbox }),
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
