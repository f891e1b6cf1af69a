// src/status makes the documents of `scaleout status` and `scaleout rotate --status` of an observation:
// schemas/status.schema.json and rotation.schema.json. How they look on a screen is in src/cli/render.

import type { Immutable } from '../domain/documents.js';
import type { Known } from '../domain/known.js';
import { thumbprint } from '../domain/machines.js';
import { isMasterOnline } from '../domain/rows.js';
import { type Diagnostic, diagnostic } from '../errors/errors.js';
import type * as generated from '../generated/status.js';
import { fleetHealth, shownHealth } from '../reconciler/diagnosis/health.js';
import { approvalsAt, readApprovals } from '../reconciler/hold/notes.js';
import { readWaiting, waitingAt } from '../reconciler/hold/waiting.js';
import { causeDiagnostics } from '../reconciler/plan/cause-diagnostics.js';
import { moreFound } from '../reconciler/plan/more-found.js';
import { certificateTimes } from '../reconciler/view/certificates.js';
import { fleetView } from '../reconciler/view/fleet.js';
import type { Observation } from '../reconciler/view/machine.js';
import { type Maintenance, type MaintenanceState, statedMaintenances } from '../reconciler/view/maintenance.js';
import { readSuspensions, type Suspension, suspensionsAt } from '../reconciler/view/suspensions.js';
import { connectionWarnings } from '../topology/load-topology.js';
import type { Topology } from '../topology/topology.js';
import { type CertificateStatus, certificateStatus } from './certificate-status.js';
import { machinesStatus } from './machine-status.js';
import { workersStatus } from './worker-status.js';

/** The status document of schemas/status.schema.json, deeply readonly. */
export type StatusDocument = Immutable<generated.StatusDocument>;

export interface StatusOptions {
  /** The sandbox's folder, where one stood in for the server. */
  readonly sandbox?: string | undefined;
  /** False: `topology` is no file's, but has a catalog alone, so that nothing is compared with it. */
  readonly isCompared?: boolean;
  /** What is wrong with the file, where its part on the catalog alone could be used. */
  readonly problems?: readonly Diagnostic[];
}

/**
 * What an observation says of the master and of each worker: the listed ones first. Throws `catalog.no-rights` where the
 * workers could not be seen.
 */
export function statusDocument(
  topology: Topology,
  observation: Observation,
  { sandbox, isCompared = true, problems }: StatusOptions = {},
): StatusDocument {
  const { catalog } = observation;
  const { machines, diagnostics } = machinesStatus(topology, observation);
  const health = fleetHealth(topology, observation);
  const suspensions = activeSuspensions(catalog);
  const all = [
    ...(sandbox === undefined ? connectionWarnings(topology.catalog) : []),
    ...diagnostics,
    ...causeDiagnostics(topology, observation),
    ...moreFound(topology, observation),
    ...(suspensions.known ? [] : [unseenNotes(suspensions.reason)]),
  ];
  const workers = workersStatus(topology, observation, health, isCompared);
  const masterCertificate = certificateOfMaster(topology, observation);
  return {
    formatVersion: 1,
    observedAt: catalog.observedAt,
    ...(isCompared ? { topology: { name: topology.name, file: topology.source.file } } : {}),
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
    master: {
      ...catalog.master,
      online: isMasterOnline(catalog.master),
      ...(masterCertificate === undefined ? {} : { certificate: masterCertificate }),
      health: shownHealth(health.master),
    },
    nodes: health.nodes.map(({ machine, ...node }) => ({ machine, health: shownHealth(node) })),
    workers,
    ...(machines.length === 0 ? {} : { machines }),
    ...(suspensions.known && suspensions.value.length > 0 ? { suspensions: suspensions.value } : {}),
    ...maintenancesOf(topology, observation, isCompared),
    ...waitingPlans(nameOf(topology, catalog, isCompared), catalog),
    ...(all.length === 0 ? {} : { diagnostics: all }),
    ...(problems === undefined ? {} : { topologyProblems: problems }),
  };
}

/** The one that the catalog shows, where a machine that was looked at has it. */
function certificateOfMaster(topology: Topology, observation: Observation): CertificateStatus | undefined {
  const { certificateThumbprint } = observation.catalog.master;
  if (certificateThumbprint === null) return undefined;
  const wanted = thumbprint(certificateThumbprint);
  const seen = [...observation.machines.values()].flatMap((machine) => (machine.known ? [machine.value] : []));
  const found = seen
    .flatMap(({ root }) => (root.known ? root.value.certificates : []))
    .find((certificate) => certificate.thumbprint === wanted);
  return found && certificateStatus(found, certificateTimes(topology, observation.catalog));
}

/** Where no file says it, the topology that was applied to the catalog last, by the mark that it left. */
function nameOf({ name }: Topology, { mark }: Observation['catalog'], isCompared: boolean): string {
  return !isCompared && mark.known && mark.value !== null ? mark.value : name;
}

/** The plans that wait for an approval, as a watch has left it in the catalog. */
function waitingPlans(name: string, { notes, observedAt }: Observation['catalog']): Pick<StatusDocument, 'waiting'> {
  const read = readWaiting(notes);
  const approvals = readApprovals(notes);
  const now = Date.parse(observedAt);
  const approved = approvals.known ? approvalsAt(approvals.value, now) : [];
  const plans = read.known ? waitingAt(read.value, name, now).filter(({ state }) => state === 'waiting') : [];
  if (plans.length === 0) return {};
  return {
    waiting: plans.map(({ fingerprint, since, said, what, rehearsal }) => {
      const approval = approved.find((one) => one.fingerprint === fingerprint);
      // One that was given without a rehearsal does not count where the plan needs one.
      const by = rehearsal === true && approval?.rehearsal === undefined ? undefined : approval?.who;
      const needs = rehearsal === true ? { rehearsal } : {};
      return { fingerprint, since, said, what, ...needs, ...(by === undefined ? {} : { approvedBy: by }) };
    }),
  };
}

/** Also of those that are over and whose workers are not back. Without a topology whose workers they are cannot be told. */
function maintenancesOf(
  topology: Topology,
  observation: Observation,
  isCompared: boolean,
): Pick<StatusDocument, 'maintenances'> {
  if (!isCompared) return {};
  const stated = statedMaintenances(fleetView(topology, observation));
  if (stated.length === 0) return {};
  return { maintenances: stated.map(({ maintenance, state }) => shownMaintenance(maintenance, state)) };
}

function shownMaintenance(
  { isOver: _, topology: __, ...maintenance }: Maintenance,
  state: MaintenanceState,
): NonNullable<StatusDocument['maintenances']>[number] {
  return { ...maintenance, state };
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
