import type { CatalogObservation } from '../../src/domain/catalog.js';
import { firewallRule } from '../../src/domain/machine-name.js';
import type { MachineObservation, StoredCertificate } from '../../src/domain/machines.js';
import type { WorkerRow } from '../../src/domain/rows.js';
import { type Diagnosis, diagnose, type Finding } from '../../src/reconciler/diagnosis/diagnose.js';
import type { Topology } from '../../src/topology/topology.js';
import { catalogOf, rowOf } from './build.js';
import { type MachineParts, machineOf, ownCertificate, seenMachines } from './machine-build.js';
import { endpoint, certificates as others, publicHalf, sshTopology } from './scale-out-world.js';

/** A fleet of two nodes of the master and five workers, all of it healthy; tests change a part and diagnose it. */
export interface DiagnosedFleet {
  topology: Topology;
  catalog: CatalogObservation;
  /** By name; a text is the reason why it could not be looked at. */
  readonly machines: Record<string, MachineObservation | string>;
}

export const nodeNames = ['SQLETL01', 'SQLETL02'] as const;
export const workerNames = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'] as const;
export const masterCertificate = others.master;

export function workerCertificateOf(name: string): StoredCertificate {
  return ownCertificate(name, 'worker');
}

const everyWorker = workerNames.map(workerCertificateOf);

export function nodeOf(name: string, parts: MachineParts = {}): MachineObservation {
  return machineOf(name, 'master', {
    config: { PortNumber: 8391, SSLCertThumbprint: masterCertificate.thumbprint, SqlServerName: 'SQLETL01' },
    root: [masterCertificate, ...everyWorker.map((certificate) => publicHalf(certificate))],
    bindings: [{ address: '0.0.0.0:8391', thumbprint: masterCertificate.thumbprint, store: 'Root' }],
    firewall: [{ name: firewallRule, enabled: true, allows: true, ports: ['8391'] }],
    ...parts,
  });
}

export function configOf(name: string): Readonly<Record<string, unknown>> {
  return {
    MasterEndpoint: endpoint,
    MasterHttpsCertThumbprint: masterCertificate.thumbprint,
    WorkerHttpsCertThumbprint: workerCertificateOf(name).thumbprint,
    AgentId: rowOf(name, numberOf(name)).id,
  };
}

const numberOf = (name: string) => Number(name.slice(-1));

export function workerOf(name: string, parts: MachineParts = {}): MachineObservation {
  return machineOf(name, 'worker', {
    config: configOf(name),
    root: [publicHalf(masterCertificate), publicHalf(workerCertificateOf(name))],
    my: [workerCertificateOf(name)],
    ...parts,
  });
}

/** All were asked at once, and answered within two seconds. */
const asked = { from: 0, to: 2_000 };

export function healthyFleet(): DiagnosedFleet {
  const catalog = catalogOf(workerNames.map((name) => rowOf(name, numberOf(name), { enabled: true })));
  return {
    topology: sshTopology({ nodes: nodeNames, workers: workerNames }),
    catalog: { ...catalog, asked, master: { ...catalog.master, certificateThumbprint: masterCertificate.thumbprint } },
    machines: Object.fromEntries([
      ...nodeNames.map((name) => [name, { ...nodeOf(name), asked }] as const),
      ...workerNames.map((name) => [name, { ...workerOf(name), asked }] as const),
    ]),
  };
}

/** The rows with some of them changed. */
export function changeRow(fleet: DiagnosedFleet, name: string, parts: Partial<WorkerRow>): void {
  const { workers } = fleet.catalog;
  if (!workers.known) throw new Error('The rows are hidden.');
  const value = workers.value.map((row) => (row.machineName === name ? { ...row, ...parts } : row));
  fleet.catalog = { ...fleet.catalog, workers: { known: true, value } };
}

/** Nothing was heard of these workers for an hour. */
export function silence(fleet: DiagnosedFleet, ...names: readonly string[]): void {
  for (const name of names) changeRow(fleet, name, { lastOnlineAge: 3_600 });
}

/** Nothing was heard of the master for an hour, and so of nobody. */
export function silenceMaster(fleet: DiagnosedFleet): void {
  fleet.catalog = { ...fleet.catalog, master: { ...fleet.catalog.master, lastOnlineAge: 3_600 } };
  silence(fleet, ...workerNames);
}

export function diagnosisOf({ topology, catalog, machines }: DiagnosedFleet): Diagnosis {
  return diagnose(topology, { catalog, machines: seenMachines(machines) });
}

/** `master.binding at master/SQLETL01`, of causes alone. */
export function causesOf({ findings }: Diagnosis): readonly string[] {
  return findings.map(nameOf);
}

export function nameOf({ id, target }: Finding): string {
  return `${id} at ${target}`;
}

/** Every finding, with what stands beneath it. */
export function allFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap((finding) => [finding, ...allFindings(finding.consequences)]);
}

/** How a check ended at a target; undefined where it said nothing of it. */
export function resultOf({ results }: Diagnosis, id: string, target: string): string | undefined {
  return results.find((result) => result.id === id && result.target === target)?.result;
}
