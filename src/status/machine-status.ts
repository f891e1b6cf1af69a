import type { Immutable } from '../domain/documents.js';
import type { MachineName } from '../domain/machine-name.js';
import type { Diagnostic } from '../errors/errors.js';
import type * as generated from '../generated/status.js';
import { machineUnreached } from '../reconciler/kinds/kind.js';
import { type CertificateTimes, certificateTimes, certificateWarnings } from '../reconciler/view/certificates.js';
import { fleetView } from '../reconciler/view/fleet.js';
import type { InstallationView, Observation, Reachability } from '../reconciler/view/machine.js';
import { rowsOf } from '../reconciler/view/matched-workers.js';
import { authoritiesIn, authorityWarning, gatherAuthorities } from '../reconciler/view/worker-certificate.js';
import type { Topology } from '../topology/topology.js';
import { certificateStatus } from './certificate-status.js';

export type MachineStatus = Immutable<generated.MachineStatus>;
type ServiceStatus = MachineStatus['services'][number];

/** What the machines showed, and what of it deserves a look. */
export interface MachinesStatus {
  readonly machines: readonly MachineStatus[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The machines that the topology gives access to: the master's, then the workers', each once. */
export function machinesStatus(topology: Topology, observation: Observation): MachinesStatus {
  const { master, workers, leaving } = fleetView(topology, observation);
  // The machine of one that has left is no part of the fleet any more.
  const shown = [...workers, ...leaving.filter(({ match }) => rowsOf(match).length > 0)];
  const listed = [...master.nodes, ...shown.map(({ worker, ...view }) => ({ name: worker.machine, ...view }))];
  const unique = new Map(listed.map(({ name, reachability }) => [name.toUpperCase(), { name, reachability }]));
  const machines: MachineStatus[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { name, reachability } of unique.values()) {
    if (reachability.state === 'none') continue;
    const times = certificateTimes(topology, observation.catalog);
    machines.push(machineStatus(name, reachability, times));
    diagnostics.push(...warningsOf(name, reachability, times));
    if (reachability.state === 'seen') diagnostics.push(...authoritiesIn(reachability.machine, topology.name));
  }
  return { machines, diagnostics: gatherAuthorities(diagnostics) };
}

function machineStatus(
  machine: MachineName,
  reachability: Exclude<Reachability, { readonly state: 'none' }>,
  times: CertificateTimes,
): MachineStatus {
  switch (reachability.state) {
    case 'manual':
      return { machine, state: 'manual', services: [] };
    case 'unreached':
      return { machine, state: 'unreached', reason: reachability.reason, services: [] };
    case 'seen': {
      const { administrator, installations } = reachability.machine;
      const services = installations.map((found) => serviceStatus(found, times));
      return { machine, state: 'seen', administrator, services };
    }
  }
}

function serviceStatus(
  { role, version, service, certificate }: InstallationView,
  times: CertificateTimes,
): ServiceStatus {
  const { name, state, startMode, account } = service;
  const shown = certificate === undefined ? null : certificateStatus(certificate, times);
  return { role, name, version, state, startMode, account, certificate: shown };
}

function warningsOf(name: MachineName, reachability: Reachability, times: CertificateTimes): readonly Diagnostic[] {
  if (reachability.state === 'unreached') return [machineUnreached(name, reachability)];
  if (reachability.state !== 'seen') return [];
  const { machine } = reachability;
  const ofCertificates = machine.installations.flatMap(({ role, certificate }) => {
    if (certificate === undefined) return [];
    const whose = `The ${role}'s certificate on ${name}`;
    const found = certificateWarnings(certificate, whose, times);
    // The master's is in its own Root for good; a worker's is put into that of others.
    const isSigning = role === 'worker' && certificate.authority !== null;
    return isSigning ? [...found, authorityWarning(name, certificate)] : found;
  });
  return ofCertificates;
}
