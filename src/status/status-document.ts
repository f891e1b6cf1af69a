// src/status makes the document of `scaleout status` of an observation: schemas/status.schema.json. How it looks on a
// screen is in src/cli/render.

import type { Immutable } from '../domain/documents.js';
import type { Known } from '../domain/known.js';
import { isMasterOnline, isWorkerOnline, type UnreadableRow, type WorkerRow } from '../domain/rows.js';
import { type Diagnostic, diagnostic } from '../errors/errors.js';
import type * as generated from '../generated/status.js';
import { type FleetHealth, fleetHealth, healthByRow, shownHealth } from '../reconciler/diagnosis/health.js';
import type { Health } from '../reconciler/diagnosis/part-health.js';
import { approvalsAt, readApprovals } from '../reconciler/hold/notes.js';
import { readWaiting, waitingAt } from '../reconciler/hold/waiting.js';
import { causeDiagnostics } from '../reconciler/plan/cause-diagnostics.js';
import { moreFound } from '../reconciler/plan/more-found.js';
import { readSuspensions, type Suspension, suspensionsAt } from '../reconciler/plan/suspensions.js';
import { fleetView } from '../reconciler/view/fleet.js';
import type { Observation } from '../reconciler/view/machine.js';
import { rowsOf, type WorkerMatch } from '../reconciler/view/matched-workers.js';
import { connectionWarnings } from '../topology/load-topology.js';
import type { Topology } from '../topology/topology.js';
import { machinesStatus } from './machine-status.js';

/** The status document of schemas/status.schema.json, deeply readonly. */
export type StatusDocument = Immutable<generated.StatusDocument>;
export type WorkerStatus = Immutable<generated.WorkerStatus>;

/**
 * What an observation says of the master and of each worker: the listed ones first. `sandbox` is the embedded fleet's
 * folder, where one stood in for the server. Throws `catalog.no-rights` where the workers could not be seen.
 */
export function statusDocument(topology: Topology, observation: Observation, sandbox?: string): StatusDocument {
  const { catalog } = observation;
  const { machines, diagnostics } = machinesStatus(topology, observation);
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const fleet = fleetView(topology, observation);
  const health = fleetHealth(topology, observation);
  const { ofRow, ofMachine } = healthByRow(health);
  const standings = new Map<string, WorkerStatus['standing']>();
  const awaiting: WorkerStatus[] = [];
  const listedOrder: string[] = [];
  for (const { match } of fleet.workers) {
    if (match.state === 'awaitingRegistration') awaiting.push(withoutRow(match.worker.machine, ofMachine));
    if (match.state === 'unreadable') awaiting.push(ofUnreadable(match.unreadable, match.worker.machine, health));
    const found = rowsOf(match);
    for (const row of found) {
      standings.set(row.id, match.state);
      listedOrder.push(row.id);
    }
    for (const row of staleOf(match)) {
      standings.set(row.id, 'stale');
      listedOrder.push(row.id);
    }
  }
  for (const { row } of fleet.doubtful) standings.set(row.id, 'sharedName');
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
        ...healthOf(ofRow.get(row.id)),
      }),
    )
    .sort(
      (a, b) =>
        (position.get(a.workerAgentId ?? '') ?? Infinity) - (position.get(b.workerAgentId ?? '') ?? Infinity) || 0,
    );
  const suspensions = activeSuspensions(catalog);
  const all = [
    ...(sandbox === undefined ? connectionWarnings(topology.catalog) : []),
    ...diagnostics,
    ...causeDiagnostics(topology, observation),
    ...moreFound(topology, observation),
    ...(suspensions.known ? [] : [unseenNotes(suspensions.reason)]),
  ];
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
    health: shownHealth(health),
    scaleOut: { state: catalog.scaleOut, defaultExecutionMode: catalog.defaultExecutionMode },
    master: { ...catalog.master, online: isMasterOnline(catalog.master), health: shownHealth(health.master) },
    nodes: health.nodes.map(({ machine, ...node }) => ({ machine, health: shownHealth(node) })),
    workers: [...shown, ...awaiting, ...fleet.unreadable.map((row) => ofUnreadable(row, row.machineName, health))],
    ...(machines.length === 0 ? {} : { machines }),
    ...(suspensions.known && suspensions.value.length > 0 ? { suspensions: suspensions.value } : {}),
    ...waitingPlans(topology, catalog),
    ...(all.length === 0 ? {} : { diagnostics: all }),
  };
}

/** The plans that wait for an approval, as a watch has left it in the catalog. */
function waitingPlans(
  { name }: Topology,
  { notes, observedAt }: Observation['catalog'],
): Pick<StatusDocument, 'waiting'> {
  const read = readWaiting(notes);
  const approvals = readApprovals(notes);
  const now = Date.parse(observedAt);
  const approved = approvals.known ? approvalsAt(approvals.value, now) : [];
  const plans = read.known ? waitingAt(read.value, name, now).filter(({ state }) => state === 'waiting') : [];
  if (plans.length === 0) return {};
  return {
    waiting: plans.map(({ fingerprint, since, said, what }) => {
      const by = approved.find((one) => one.fingerprint === fingerprint)?.who;
      return { fingerprint, since, said, what, ...(by === undefined ? {} : { approvedBy: by }) };
    }),
  };
}

/** By the server's clock, as everything here. */
function activeSuspensions({ notes, observedAt }: Observation['catalog']): Known<readonly Suspension[]> {
  const read = readSuspensions(notes);
  return read.known ? { known: true, value: suspensionsAt(read.value, Date.parse(observedAt)) } : read;
}

/** Watch changes nothing then. */
function unseenNotes(reason: string): Diagnostic {
  return diagnostic('watch.notes-unseen', reason, { severity: 'note' });
}

function staleOf(match: WorkerMatch): readonly WorkerRow[] {
  return match.state === 'registered' || match.state === 'awaitingRegistration' ? match.stale : [];
}

function healthOf(worker: Health | undefined): Pick<WorkerStatus, 'health'> {
  return worker === undefined ? {} : { health: shownHealth(worker) };
}

function withoutRow(machine: string, health: ReadonlyMap<string, Health>): WorkerStatus {
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
    ...healthOf(health.get(machine)),
  };
}

/** Neither online nor offline. */
function ofUnreadable(
  { id, enabled, column, value }: UnreadableRow,
  machine: string | null,
  { workers }: FleetHealth,
): WorkerStatus {
  const name = machine ?? id ?? '(no name)';
  const health = workers.find((one) => (id === null ? one.machine === name : one.rows.includes(id)));
  return {
    ...withoutRow(name, new Map(health === undefined ? [] : [[name, health]])),
    machine,
    workerAgentId: id,
    standing: 'unreadable',
    enabled,
    lastOnline: column === 'LastOnlineTime' ? value : null,
  };
}
