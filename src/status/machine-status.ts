import type { Immutable } from '../domain/documents.js';
import { type MachineName, sameMachine } from '../domain/machine-name.js';
import {
  type Installation,
  type MachineObservation,
  type MachineRole,
  type StoredCertificate,
  thumbprint,
} from '../domain/machines.js';
import { isMasterOnline, isWorkerOnline } from '../domain/rows.js';
import { type Diagnostic, diagnostic } from '../errors/diagnostic.js';
import { certificateKeys } from '../facts/configs.js';
import type * as generated from '../generated/status.js';
import { machineUnreached } from '../reconciler/kinds/machine-findings.js';
import { certificateWarnings, otherStore } from '../reconciler/view/certificates.js';
import { agentIdIn, configOf } from '../reconciler/view/config.js';
import { accessOf, type Observation, type Sight, sightOf } from '../reconciler/view/observation.js';
import { authoritiesIn, authorityWarning, gatherAuthorities } from '../reconciler/view/signing-certificate.js';
import { silentLog, troubleText } from '../reconciler/view/trouble.js';
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
  const names = [...(topology.master?.machines ?? []), ...topology.workers.map((worker) => worker.machine)];
  const unique = new Map<string, MachineName>(names.map((name) => [name.toUpperCase(), name]));
  const machines: MachineStatus[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of unique.values()) {
    const sight = sightOf(accessOf(topology, name), name, observation);
    if (sight.state === 'none') continue;
    machines.push(machineStatus(name, sight));
    diagnostics.push(...warningsOf(name, sight, (role) => isHeardOf(role, name, sight, observation)));
    if (sight.state === 'seen') diagnostics.push(...authoritiesIn(sight.machine, topology.name));
  }
  return { machines, diagnostics: gatherAuthorities(diagnostics) };
}

function machineStatus(machine: MachineName, sight: Exclude<Sight, { readonly state: 'none' }>): MachineStatus {
  switch (sight.state) {
    case 'manual':
      return { machine, state: 'manual', services: [] };
    case 'unreached':
      return { machine, state: 'unreached', reason: sight.reason, services: [] };
    case 'seen': {
      const { administrator, installations } = sight.machine;
      const services = installations.map((installation) => serviceStatus(installation, sight.machine));
      return { machine, state: 'seen', administrator, services };
    }
  }
}

function serviceStatus(installation: Installation, machine: MachineObservation): ServiceStatus {
  const { role, service } = installation;
  const { name, state, startMode, account } = service;
  const certificate = certificateOf(installation, machine);
  const shown = certificate === undefined ? null : certificateStatus(certificate);
  return { role, name, state, startMode, account, certificate: shown };
}

function certificateStatus({ thumbprint: print, names, notAfter }: StoredCertificate) {
  return { thumbprint: print, names, notAfter };
}

/** The certificate that the installation's config names, where the machine shows it. */
export function certificateOf(installation: Installation, machine: MachineObservation): StoredCertificate | undefined {
  const isMaster = installation.role === 'master';
  const config = configOf(installation);
  const named = config.text(certificateKeys.value[installation.role]);
  const store = isMaster ? machine.root : machine.my;
  if (named === undefined || !store.known) return undefined;
  if (!isMaster && otherStore(config) !== undefined) return undefined;
  return store.value.certificates.find((found) => found.thumbprint === thumbprint(named));
}

function warningsOf(name: MachineName, sight: Sight, isHeard: (role: MachineRole) => boolean): readonly Diagnostic[] {
  if (sight.state === 'unreached') return [machineUnreached(name, sight)];
  if (sight.state !== 'seen') return [];
  const { machine } = sight;
  const ofCertificates = machine.installations.flatMap((installation) => {
    const certificate = certificateOf(installation, machine);
    if (certificate === undefined) return [];
    const whose = `The ${installation.role}’s certificate on ${name}`;
    const found = certificateWarnings(certificate, whose, machine.observedAt);
    // The master's is in its own Root for good; a worker's is put into that of others.
    const isSigning = installation.role === 'worker' && certificate.authority !== null;
    return isSigning ? [...found, authorityWarning(name, certificate)] : found;
  });
  // A log keeps the trouble of before: what works now has none.
  const ofLogs = machine.trouble
    .filter((found) => !isHeard(found.role))
    .map((found) => {
      const { cause, remedy } = troubleText(found.kind);
      const detail = `The ${found.role}’s log on ${name} says: ${cause} (${found.file}: ${found.line})`;
      return diagnostic('plan.log-trouble', detail, { severity: 'warning', remedy });
    });
  const silent = machine.installations
    .map(({ role }) => role)
    .filter((role) => !isHeard(role) && !machine.trouble.some((found) => found.role === role));
  const missing = [...new Set(silent)]
    .filter((role) => !machine.logs.some((places) => places.role === role && places.newest !== null))
    .map((role) => {
      const detail = `The ${role} on ${name} is not heard of.${silentLog(machine.logs, role)}`;
      return diagnostic('plan.log-missing', detail, { severity: 'note' });
    });
  return [...ofCertificates, ...ofLogs, ...missing];
}

function isHeardOf(role: MachineRole, name: MachineName, sight: Sight, { catalog }: Observation): boolean {
  if (role === 'master') return isMasterOnline(catalog.master) === true;
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const ids = sight.state === 'seen' ? sight.machine.installations.map((found) => agentIdIn(configOf(found))) : [];
  return rows.some((row) => isWorkerOnline(row) && (ids.includes(row.id) || sameMachine(row.machineName ?? '', name)));
}
