import type { CatalogObservation } from '../../src/domain/catalog.js';
import type { Plan } from '../../src/domain/documents.js';
import { machineName } from '../../src/domain/machine-name.js';
import { type WorkerRow, workerAgentId } from '../../src/domain/rows.js';
import { type JudgedPlan, judgedPlan } from '../../src/reconciler/plan/plan.js';
import type { Targets } from '../../src/reconciler/plan/target-selection.js';
import type { Observation } from '../../src/reconciler/view/machine.js';
import type { DesiredWorker, Policy, Topology } from '../../src/topology/topology.js';

type Listed = Partial<Omit<DesiredWorker, 'machine'>> & { readonly machine: string };

/** A topology for tests: only what a test is about has to be said. */
export function topologyOf(
  parts: {
    readonly scaleOut?: Omit<Topology['scaleOut'], 'ranges'>;
    readonly workers?: readonly Listed[];
    readonly policy?: Partial<Policy>;
  } = {},
): Topology {
  const none = { transport: 'none' } as const;
  return {
    name: 'test',
    source: { file: 'topology.yaml', sha256: '0'.repeat(64) },
    catalog: {
      server: { text: 'SQLETL01', host: 'SQLETL01' },
      database: 'SSISDB',
      encrypt: true,
      trustServerCertificate: false,
    },
    scaleOut: { ...parts.scaleOut, ranges: {} },
    workers: (parts.workers ?? []).map((worker, index) => ({
      access: none,
      range: rangeOf(index),
      ...worker,
      machine: machineName(worker.machine),
    })),
    access: none,
    policy: {
      prune: false,
      maxRemovals: 1,
      drain: { timeoutSeconds: 1_800, onTimeout: 'stop' },
      registrationTimeoutSeconds: 600,
      rollout: {
        maxUnavailable: { percent: 25 },
        order: 'listed',
        healthyWithinSeconds: 300,
        pauseAfterFirstSeconds: 0,
        maxFailures: 0,
      },
      certificates: { renewBeforeDays: 60, keepOldDays: 7, validityDays: 1825, warnBeforeDays: 30 },
      parallelism: 8,
      ...parts.policy,
    },
  };
}

function rangeOf(index: number): DesiredWorker['range'] {
  const line = 10 + index;
  return { file: 'topology.yaml', start: { line, column: 14 }, end: { line, column: 19 } };
}

/** A worker's row: online, disabled and bare unless told otherwise. `agent` makes its id. */
export function rowOf(machine: string | null, agent: number, parts: Partial<WorkerRow> = {}): WorkerRow {
  return {
    id: workerAgentId(`00000000-0000-4000-8000-${String(agent).padStart(12, '0')}`),
    enabled: false,
    displayName: null,
    description: null,
    tags: null,
    machineName: machine,
    userAccount: 'NT Service\\SSISScaleOutWorker160',
    lastOnline: '2026-11-24T02:15:00.0000000Z',
    lastOnlineAge: 20,
    ...parts,
  };
}

/** An observation by a Windows sysadmin of a catalog with Scale Out on, unless told otherwise. */
export function catalogOf(rows: readonly WorkerRow[], parts: Partial<CatalogObservation> = {}): CatalogObservation {
  return {
    server: { name: 'SQLETL01', productVersion: '16.0.4135.4', edition: 'Enterprise Edition (64-bit)' },
    database: 'SSISDB',
    mark: { known: true, value: null },
    notes: { known: true, value: { suspensions: null, approvals: null, waiting: null, acknowledgements: null } },
    observedAt: '2026-11-24T02:15:20.0000000Z',
    login: { name: 'CORP\\dba', isSqlLogin: false, isSysadmin: true, isSsisAdmin: true, isClusterExecutor: false },
    scaleOut: 'enabled',
    defaultExecutionMode: 'server',
    master: {
      machineName: 'SQLETL01',
      address: 'https://sqletl01.corp.example:8391',
      port: 8391,
      certificateThumbprint: 'A'.repeat(40),
      logDatabaseServer: 'SQLETL01',
      lastOnline: '2026-11-24T02:15:10.0000000Z',
      lastOnlineAge: 10,
      heartbeatInterval: 30,
    },
    workers: { known: true, value: rows },
    busy: { known: true, value: new Map() },
    ...parts,
  };
}

/** The plan of a topology and a catalog, at a fixed time. */
export function planOf(
  topology: Topology,
  catalog: CatalogObservation,
  targets?: Targets,
  machines: Observation['machines'] = new Map(),
): Plan {
  return judgedPlanOf(topology, catalog, targets, machines).plan;
}

/** The same, with what guards refuse of it. */
export function judgedPlanOf(
  topology: Topology,
  catalog: CatalogObservation,
  targets?: Targets,
  machines: Observation['machines'] = new Map(),
): JudgedPlan {
  const options = { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0' };
  return judgedPlan(topology, { catalog, machines }, targets === undefined ? options : { ...options, targets });
}
