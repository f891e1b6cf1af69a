import type { Immutable } from '../domain/documents.js';
import { type MachineName, sameMachine } from '../domain/machine-name.js';
import type { MachineRole, StoredCertificate } from '../domain/machines.js';
import { isMasterOnline, isWorkerOnline } from '../domain/rows.js';
import { type Diagnostic, diagnostic } from '../errors/errors.js';
import type * as generated from '../generated/status.js';
import { machineUnreached } from '../reconciler/kinds/kind.js';
import { certificateWarnings } from '../reconciler/view/certificates.js';
import { fleetView } from '../reconciler/view/fleet.js';
import { troubleSince } from '../reconciler/view/log-trouble.js';
import {
  type InstallationView,
  type Observation,
  type Reachability,
  silentLog,
  troubleText,
} from '../reconciler/view/machine.js';
import { authoritiesIn, authorityWarning, gatherAuthorities } from '../reconciler/view/worker-certificate.js';
import type { Topology } from '../topology/topology.js';

export type MachineStatus = Immutable<generated.MachineStatus>;
type ServiceStatus = MachineStatus['services'][number];

/** What the machines showed, and what of it deserves a look. */
export interface MachinesStatus {
  readonly machines: readonly MachineStatus[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The machines that the topology gives access to: the master's, then the workers', each once. */
export function machinesStatus(topology: Topology, observation: Observation): MachinesStatus {
  const { master, workers } = fleetView(topology, observation);
  const listed = [...master.nodes, ...workers.map(({ worker, ...view }) => ({ name: worker.machine, ...view }))];
  const unique = new Map(listed.map(({ name, reachability }) => [name.toUpperCase(), { name, reachability }]));
  const machines: MachineStatus[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { name, reachability } of unique.values()) {
    if (reachability.state === 'none') continue;
    machines.push(machineStatus(name, reachability));
    diagnostics.push(...warningsOf(name, reachability, observation));
    if (reachability.state === 'seen') diagnostics.push(...authoritiesIn(reachability.machine, topology.name));
  }
  return { machines, diagnostics: gatherAuthorities(diagnostics) };
}

function machineStatus(
  machine: MachineName,
  reachability: Exclude<Reachability, { readonly state: 'none' }>,
): MachineStatus {
  switch (reachability.state) {
    case 'manual':
      return { machine, state: 'manual', services: [] };
    case 'unreached':
      return { machine, state: 'unreached', reason: reachability.reason, services: [] };
    case 'seen': {
      const { administrator, installations } = reachability.machine;
      const services = installations.map(serviceStatus);
      return { machine, state: 'seen', administrator, services };
    }
  }
}

function serviceStatus({ role, service, certificate }: InstallationView): ServiceStatus {
  const { name, state, startMode, account } = service;
  const shown = certificate === undefined ? null : certificateStatus(certificate);
  return { role, name, state, startMode, account, certificate: shown };
}

function certificateStatus({ thumbprint: print, names, notAfter }: StoredCertificate) {
  return { thumbprint: print, names, notAfter };
}

function warningsOf(name: MachineName, reachability: Reachability, observation: Observation): readonly Diagnostic[] {
  if (reachability.state === 'unreached') return [machineUnreached(name, reachability)];
  if (reachability.state !== 'seen') return [];
  const { machine } = reachability;
  const ofCertificates = machine.installations.flatMap(({ role, certificate }) => {
    if (certificate === undefined) return [];
    const whose = `The ${role}’s certificate on ${name}`;
    const found = certificateWarnings(certificate, whose, machine.observedAt);
    // The master's is in its own Root for good; a worker's is put into that of others.
    const isSigning = role === 'worker' && certificate.authority !== null;
    return isSigning ? [...found, authorityWarning(name, certificate)] : found;
  });
  const roles = [...new Set(machine.installations.map(({ role }) => role))];
  const unheard = roles.flatMap((role) => {
    const { isHeard, last } = heartbeatsOf(role, name, reachability, observation);
    // A log keeps the trouble of before: what works now has none.
    return isHeard ? [] : [{ role, trouble: troubleSince(machine, role, last, observation) }];
  });
  const ofLogs = unheard.flatMap(({ trouble }) =>
    trouble.map((found) => {
      const { cause, remedy } = troubleText(found.kind);
      const detail = `The ${found.role}’s log on ${name} says${found.when}: ${cause} (${found.file}: ${found.line})`;
      return diagnostic('plan.log-trouble', detail, { severity: 'warning', remedy });
    }),
  );
  const missing = unheard
    .filter(({ trouble }) => trouble.length === 0)
    .map(({ role }) => role)
    .filter((role) => !machine.logs.some((places) => places.role === role && places.newest !== null))
    .map((role) => {
      const detail = `The ${role} on ${name} is not heard of.${silentLog(machine.logs, role)}`;
      return diagnostic('plan.log-missing', detail, { severity: 'note' });
    });
  return [...ofCertificates, ...ofLogs, ...missing];
}

/** Whether a service's heartbeats come, and the last that was accepted, by the SQL Server's clock; null: none ever was. */
function heartbeatsOf(
  role: MachineRole,
  name: MachineName,
  reachability: Reachability,
  { catalog }: Observation,
): { readonly isHeard: boolean; readonly last: string | null } {
  if (role === 'master') {
    const { lastOnline, lastOnlineAge } = catalog.master;
    return { isHeard: isMasterOnline(catalog.master) === true, last: lastOnlineAge === null ? null : lastOnline };
  }
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const ids = reachability.state === 'seen' ? reachability.machine.installations.map(({ agentId }) => agentId) : [];
  const own = rows.filter((row) => ids.includes(row.id) || sameMachine(row.machineName ?? '', name));
  const [latest] = own
    .map(({ lastOnline }) => lastOnline)
    .toSorted((one, other) => Date.parse(other) - Date.parse(one));
  return { isHeard: own.some(isWorkerOnline), last: latest ?? null };
}
