import type { CatalogObservation } from '../../src/domain/catalog.js';
import type { Plan } from '../../src/domain/documents.js';
import { firewallRule, machineName } from '../../src/domain/machine-name.js';
import type { MachineObservation, StoredCertificate } from '../../src/domain/machines.js';
import type { Topology } from '../../src/topology/topology.js';
import { catalogOf, planOf, rowOf, topologyOf } from './build.js';
import { type MachineParts, machineOf, ownCertificate, seenMachines } from './machine-build.js';

export const endpoint = 'https://sqletl01.corp.example:8391';

/** The certificates of the world below. */
export const certificates = {
  master: { ...ownCertificate('SQLETL01', 'master'), names: ['SQLETL01', 'sqletl01.corp.example'] },
  ETL01: ownCertificate('ETL01', 'worker'),
  ETL02: ownCertificate('ETL02', 'worker'),
} as const;

/** The public half, as it stands in the Root of others. */
export function publicHalf(certificate: StoredCertificate, friendlyName = ''): StoredCertificate {
  return { ...certificate, keyReaders: null, friendlyName };
}

const ssh = { transport: 'ssh', user: 'svc' } as const;

/** Workers by SSH, all enabled; two unless told otherwise. */
export function sshTopology(
  parts: {
    readonly nodes?: readonly string[];
    readonly workers?: readonly string[];
    readonly settings?: Readonly<Record<string, number>>;
    readonly policy?: Partial<Topology['policy']>;
  } = {},
): Topology {
  const base = topologyOf({
    scaleOut: { enabled: true },
    workers: (parts.workers ?? ['ETL01', 'ETL02']).map((machine) => ({
      machine,
      enabled: true,
      access: ssh,
      ...(parts.settings === undefined ? {} : { settings: parts.settings }),
    })),
    ...(parts.policy === undefined ? {} : { policy: parts.policy }),
  });
  return { ...base, access: ssh, master: { machines: (parts.nodes ?? ['SQLETL01']).map(machineName), endpoint } };
}

/** A node of the master that is as the topology says; with what differs. */
export function masterMachine(name: string, parts: MachineParts = {}): MachineObservation {
  return machineOf(name, 'master', {
    config: { PortNumber: 8391, SSLCertThumbprint: certificates.master.thumbprint },
    root: [certificates.master, publicHalf(certificates.ETL01), publicHalf(certificates.ETL02)],
    bindings: [{ address: '0.0.0.0:8391', thumbprint: certificates.master.thumbprint, store: 'Root' }],
    firewall: [{ name: firewallRule, enabled: true, allows: true, ports: ['8391'] }],
    ...parts,
  });
}

const agentIds = { ETL01: rowOf('ETL01', 1).id, ETL02: rowOf('ETL02', 2).id } as const;

/** The config of a worker that is as the topology says. */
export function workerConfig(name: 'ETL01' | 'ETL02'): Readonly<Record<string, unknown>> {
  return {
    MasterEndpoint: endpoint,
    MasterHttpsCertThumbprint: certificates.master.thumbprint,
    WorkerHttpsCertThumbprint: certificates[name].thumbprint,
    MaxTaskCount: 10,
    AgentId: agentIds[name],
  };
}

/** A worker that is as the topology says; with what differs. */
export function workerMachine(name: 'ETL01' | 'ETL02', parts: MachineParts = {}): MachineObservation {
  return machineOf(name, 'worker', {
    config: workerConfig(name),
    root: [publicHalf(certificates.master), publicHalf(certificates[name])],
    my: [certificates[name]],
    ...parts,
  });
}

/** Both workers registered, enabled and online. */
export function workingCatalog(parts: Partial<CatalogObservation> = {}): CatalogObservation {
  const rows = [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2, { enabled: true })];
  const base = catalogOf(rows, parts);
  return { ...base, master: { ...base.master, certificateThumbprint: certificates.master.thumbprint } };
}

/** The plan for a world that is as the topology says but for what is named. */
export function planWith(
  machines: Readonly<Record<string, MachineObservation | string>> = {},
  options: { readonly topology?: Topology; readonly catalog?: CatalogObservation } = {},
): Plan {
  const { topology = sshTopology(), catalog = workingCatalog() } = options;
  const all = { SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
  return planOf(topology, catalog, undefined, seenMachines({ ...all, ...machines }));
}
