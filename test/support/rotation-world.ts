import type { CatalogObservation } from '../../src/domain/catalog.js';
import type { Plan } from '../../src/domain/documents.js';
import { machineName } from '../../src/domain/machine-name.js';
import type { MachineObservation, StoredCertificate } from '../../src/domain/machines.js';
import type { WorkerRow } from '../../src/domain/rows.js';
import { judgedPlan, type PlanOptions } from '../../src/reconciler/plan/plan.js';
import type { Topology } from '../../src/topology/topology.js';
import { catalogOf, rowOf } from './build.js';
import { type MachineParts, machineOf, ownCertificate, seenMachines } from './machine-build.js';
import { certificates, endpoint, masterMachine, publicHalf, sshTopology } from './scale-out-world.js';

/** The friendly name of what we make for the master of the topology `test`. */
export const mark = 'ssis-scaleout test master';

/** The master's certificate where it ends in 16 days, and one that we made after it. */
export const ending = { ...certificates.master, notAfter: '2026-12-10T00:00:00.000Z' };
export const successor: StoredCertificate = {
  ...ownCertificate('SQLETL01 next', 'master'),
  names: certificates.master.names,
  friendlyName: mark,
  notBefore: '2026-11-01T00:00:00.000Z',
};

export function topologyWith(
  master: Partial<NonNullable<Topology['master']>>,
  parts: Parameters<typeof sshTopology>[0] = {},
): Topology {
  const topology = sshTopology(parts);
  return { ...topology, master: { machines: [], ...topology.master, ...master } };
}

interface WorkerParts extends MachineParts {
  readonly pin?: string;
  readonly trusts?: readonly StoredCertificate[];
}

/** A worker that is as the topology says, by any name; `agent` makes its id. */
export function workerOf(name: string, agent: number, parts: WorkerParts = {}): MachineObservation {
  const own = ownCertificate(name, 'worker');
  const { pin = ending.thumbprint, trusts = [ending], ...rest } = parts;
  return machineOf(name, 'worker', {
    config: {
      MasterEndpoint: endpoint,
      MasterHttpsCertThumbprint: pin,
      WorkerHttpsCertThumbprint: own.thumbprint,
      AgentId: rowOf(name, agent).id,
    },
    root: [...trusts.map((found) => publicHalf(found, mark)), publicHalf(own)],
    my: [own],
    ...rest,
  });
}

/** A node of the master that uses the ending certificate and trusts the workers of these names. */
export function nodeOf(
  name: string,
  parts: MachineParts = {},
  workers: readonly string[] = ['ETL01', 'ETL02', 'ETL03'],
) {
  const { root = [ending], ...rest } = parts;
  const trusted = workers.map((worker) => publicHalf(ownCertificate(worker, 'worker')));
  return masterMachine(name, { ...rest, root: [...root, ...trusted] });
}

export interface RotationWorld {
  readonly topology?: Topology;
  readonly rows?: readonly WorkerRow[];
  readonly catalog?: Partial<CatalogObservation>;
  /** What the master last started with. */
  readonly startedWith?: string;
  readonly machines?: Readonly<Record<string, MachineObservation | string>>;
  readonly options?: Partial<PlanOptions>;
}

export const threeRows = ['ETL01', 'ETL02', 'ETL03'].map((name, index) => rowOf(name, index + 1, { enabled: true }));

/** The plan of a master whose certificate ends in 16 days and three workers, but for what is named. */
export function rotationPlan({
  topology,
  rows = threeRows,
  catalog,
  startedWith = ending.thumbprint,
  machines,
  options,
}: RotationWorld = {}): Plan {
  const base = catalogOf(rows, catalog);
  const all = {
    SQLETL01: nodeOf('SQLETL01'),
    ETL01: workerOf('ETL01', 1),
    ETL02: workerOf('ETL02', 2),
    ETL03: workerOf('ETL03', 3),
    ...machines,
  };
  return judgedPlan(
    topology ?? sshTopology({ workers: ['ETL01', 'ETL02', 'ETL03'] }),
    {
      catalog: { ...base, master: { ...base.master, certificateThumbprint: startedWith } },
      machines: seenMachines(all),
    },
    { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0', ...options },
  ).plan;
}

/** Whether a step is done only after another one, by what the steps need. */
export function isAfter(plan: Pick<Plan, 'steps'>, later: string, earlier: string): boolean {
  const needs = new Map(plan.steps.map((step) => [step.id, step.needs]));
  const seen = new Set<string>();
  const queue = [later];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const need of needs.get(at) ?? []) {
      if (need === earlier) return true;
      if (seen.has(need)) continue;
      seen.add(need);
      queue.push(need);
    }
  }
  return false;
}

/** A topology of so many workers by SSH, and the machines and rows of it. */
export function largeWorld(count: number): RotationWorld {
  const names = Array.from({ length: count }, (_, index) => `W${String(index).padStart(5, '0')}`);
  const base = sshTopology({ workers: names, nodes: ['SQLETL01', 'SQLETL02'] });
  const certificate = { thumbprint: successor.thumbprint };
  const root = [ending, successor];
  return {
    topology: { ...base, master: { machines: ['SQLETL01', 'SQLETL02'].map(machineName), endpoint, certificate } },
    rows: names.map((name, index) => rowOf(name, index + 1, { enabled: true })),
    machines: {
      SQLETL01: nodeOf('SQLETL01', { root }, names),
      SQLETL02: nodeOf('SQLETL02', { root }, names),
      ...Object.fromEntries(names.map((name, index) => [name, workerOf(name, index + 1)])),
    },
  };
}
