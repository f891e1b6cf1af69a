// src/reconciler/diagnosis says what is wrong, why, and what to do: one check a file in checks/. A check
// is pure: it goes by an observation, and by the examination in it where one was asked for. Two doors lead here: doctor asks for
// all checks (checks.ts), plan, status and watch only for those that an observation is enough for (`door`, observation-checks.ts). A new
// check is its id in check-id.ts, a file, its line in the list of its door, and its row in docs/doctor.md, which a test writes.

import type { CatalogObservation } from '../../domain/catalog.js';
import type { CatalogExamination } from '../../domain/examination.js';
import type { Known } from '../../domain/known.js';
import type { WorkerRow } from '../../domain/rows.js';
import type { Topology } from '../../topology/topology.js';
import type { FleetMachines } from '../view/fleet.js';
import type { MachineView, Observation } from '../view/machine.js';
import type { MasterNode } from '../view/master-certificate.js';
import type { WorkerMatch } from '../view/matched-workers.js';
import type { WorkerMachine } from '../view/worker.js';
import type { CheckId } from './check-id.js';

/** `error`: packages do not run, or not as they should. `warning`: that will come, or may. */
export type FindingSeverity = 'error' | 'warning';

/** What was read: which value, of what, and where it stands. Its texts are foreign: whoever shows them makes them printable. */
export interface Evidence {
  /** `MasterEndpoint` */
  readonly read: string;
  /** `WorkerSettings.config on ETL01`, `catalog.worker_agents` */
  readonly where: string;
  /** As it was read; `(none)` where there is nothing. */
  readonly value: string;
}

/** Something that is wrong, at one target. */
export interface FoundWrong {
  /** `catalog`, `master`, `master/SQLETL01`, `worker/ETL01`, `network`. */
  readonly target: string;
  readonly result: FindingSeverity;
  /** A sentence: what is wrong. */
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  /** A sentence: why that is wrong, and what comes of it. */
  readonly cause: string;
  /** An instruction. */
  readonly remedy: string;
  /** True: a node cannot be the master for it. */
  readonly isDisabling?: true;
  /** To copy: for a shell, or for the tool that `remedy` names. */
  readonly command?: string;
  /** Findings of the same target that follow from this one beyond what the check itself says. */
  readonly leadsTo?: readonly CheckId[];
  /** The only checks whose findings explain this one; without it, all that lead to it. */
  readonly onlyFrom?: readonly CheckId[];
  /** Other findings that follow from this one beyond what the check itself says: `(id, target)`. */
  readonly explains?: (id: CheckId, target: string) => boolean;
}

/** How one check ended at one target. `unknown` is what could not be looked at, and never stands for `ok`. */
export type Outcome =
  | FoundWrong
  | { readonly target: string; readonly result: 'ok' }
  | { readonly target: string; readonly result: 'unknown'; readonly reason: string };

/** One row of the catalog's workers, or a listed worker without one; with its machine where the topology lists it. */
export interface CheckedWorker {
  /** `worker/ETL01`; a row without a machine name has its id there. */
  readonly target: string;
  /** As the topology names the machine, else the catalog. */
  readonly name: string;
  /** Undefined: it has none, which one it has cannot be told, or the rows could not be seen. */
  readonly row: WorkerRow | undefined;
  /** Undefined: the topology does not list it. */
  readonly machine: WorkerMachine | undefined;
  /** What the rows say of it; undefined where it is not listed, or they could not be seen. */
  readonly match: WorkerMatch | undefined;
  /** Its machine as it was seen; undefined: it was not looked at, or could not be. */
  readonly seen: MachineView | undefined;
  /** Whether it should run packages: enabled in the catalog or by the topology, or listed without a row and not `enabled: false`. Not one in maintenance. */
  readonly isWanted: boolean;
  /** Whether it is heard of; undefined where it has no row, the rows could not be seen, or its heartbeat is to come. */
  readonly isHeard: boolean | undefined;
  /** How every check of its machine ends where that was not seen; undefined where it was. One for all checks. */
  readonly unseen: Outcome | undefined;
}

/** A machine that can host the master. */
export interface CheckedNode {
  /** `master/SQLETL01` */
  readonly target: string;
  readonly node: MasterNode;
  readonly seen: MachineView | undefined;
  /**
   * Whether its faults are felt now: the catalog's heartbeats come from it, or came from it last, as far as that can be told.
   * Where nothing tells, every node is.
   */
  readonly isActive: boolean;
  /** As of a worker. */
  readonly unseen: Outcome | undefined;
}

/** Everything that a check may go by. */
export interface CheckContext {
  readonly topology: Topology;
  readonly observation: Observation;
  readonly catalog: CatalogObservation;
  readonly rows: Known<readonly WorkerRow[]>;
  readonly fleet: FleetMachines;
  readonly nodes: readonly CheckedNode[];
  /** The topology's in its order, then the other rows; none of those where the rows could not be seen. */
  readonly workers: readonly CheckedWorker[];
  /** Undefined where nobody asked for one. */
  readonly examination: CatalogExamination | undefined;
  /** Days before its end from which on a certificate is warned of. */
  readonly warnBeforeDays: number;
}

/** Another finding that follows from this one: of the same target, or of whichever. */
export interface Consequence {
  readonly check: CheckId;
  readonly at: 'same' | 'any';
}

export interface Check {
  /** Of its findings too: `worker.key-unreadable`. */
  readonly id: CheckId;
  /** What it is about, a few words: `The service's account may read the private key`. What holds where it is `ok`. */
  readonly title: string;
  /** What it reads, and where. */
  readonly reads: string;
  /** Why such a thing happens, in general; docs/doctor.md shows it. A finding says it of itself. */
  readonly cause: string;
  /** What helps, in general. */
  readonly remedy: string;
  /** Where the knowledge comes from: a page, a published script; says so where it is inferred. */
  readonly source: string;
  /** The page to read on. */
  readonly page: string;
  /** `observation`: plan, status and watch ask it too. `examination`: it needs what only doctor reads. */
  readonly door: 'observation' | 'examination';
  /** It holds also where the catalog could not be looked at: it goes by the machines alone. */
  readonly withoutCatalog?: true;
  readonly leadsTo?: readonly Consequence[];
  run(context: CheckContext): readonly Outcome[];
}

/** Microsoft's pages, and ours. */
export const pages = {
  troubleshooting: 'https://learn.microsoft.com/sql/integration-services/scale-out/troubleshooting-scale-out',
  certificates:
    'https://learn.microsoft.com/sql/integration-services/scale-out/deal-with-certificates-in-sql-server-integration-services-scale-out',
  highAvailability:
    'https://learn.microsoft.com/sql/integration-services/scale-out/scale-out-support-for-high-availability',
  failoverCluster: 'https://learn.microsoft.com/sql/integration-services/scale-out/scale-out-failover-cluster-instance',
  walkthrough:
    'https://learn.microsoft.com/sql/integration-services/scale-out/walkthrough-set-up-integration-services-scale-out',
  runPackages:
    'https://learn.microsoft.com/sql/integration-services/scale-out/run-packages-in-integration-services-ssis-scale-out',
  logAccount: 'https://learn.microsoft.com/sql/integration-services/scale-out/change-logdb-account',
  master: 'https://learn.microsoft.com/sql/integration-services/scale-out/integration-services-ssis-scale-out-master',
  worker: 'https://learn.microsoft.com/sql/integration-services/scale-out/integration-services-ssis-scale-out-worker',
  manager: 'https://learn.microsoft.com/sql/integration-services/scale-out/integration-services-ssis-scale-out-manager',
  catalog: 'https://learn.microsoft.com/sql/integration-services/catalog/ssis-catalog',
} as const;

export const ok = (target: string): Outcome => ({ target, result: 'ok' });

export function unknown(target: string, reason: string): Outcome {
  return { target, result: 'unknown', reason };
}
