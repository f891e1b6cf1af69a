import type { Diagnostic } from '../diagnostic.js';
import type { Topology } from '../topology/topology.js';
import { diff } from './diff.js';
import { fingerprint } from './fingerprint.js';
import { certificateUseless } from './guards/certificate-useless.js';
import type { Guard } from './guards/guard.js';
import { pruneLimit } from './guards/prune-limit.js';
import { rights } from './guards/rights.js';
import { topologyMark } from './guards/topology-mark.js';
import { topologyShrunk } from './guards/topology-shrunk.js';
import { isSeenWhole } from './machine-state/seen-whole.js';
import { gatherAuthorities } from './machine-state/signing-certificate.js';
import type { Observation } from './observation.js';
import type { Change, Plan, Step, Summary } from './plan-document.js';
import { chosenBy, selectTargets, type Targets } from './target-selection.js';

/** Every rule that may refuse a plan as a whole. */
const guards: readonly Guard[] = [topologyMark, pruneLimit, topologyShrunk, certificateUseless, rights];

export interface PlanOptions {
  /** A UUID: a plan that is saved is known by it. Absent: it is not to be saved. */
  readonly id?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly toolVersion: string;
  readonly targets?: Targets;
  /** Whether the topology may take the place of another that the catalog bears the name of. */
  readonly takeOver?: boolean;
  /** The embedded fleet's folder, where one stood in for the server. */
  readonly sandbox?: string;
  /** What there is to say beside what is compared, of how the catalog is reached for example. */
  readonly warnings?: readonly Diagnostic[];
}

/**
 * The plan that brings the observed world to the topology. Pure: the same input gives the same bytes.
 * Throws `catalog.no-rights` and `command.target-unknown` (see diff and selectTargets).
 */
export function plan(topology: Topology, observation: Observation, options: PlanOptions): Plan {
  const { catalog } = observation;
  const targets = options.targets ?? { include: [], exclude: [] };
  const { differences, remarks } = diff(topology, observation, chosenBy(targets));
  const selection = selectTargets(differences, targets, topology);
  const changes: Change[] = [];
  const steps: Step[] = [];
  const found = [...selection.diagnostics];
  for (const difference of selection.differences) {
    changes.push(difference.change);
    for (const step of difference.steps) steps.push(step);
    for (const one of difference.diagnostics) found.push(one);
  }
  found.push(...remarks, ...(options.warnings ?? []));
  const judged = { topology, observation, changes, steps, takeOver: options.takeOver === true };
  for (const guard of guards) found.push(...guard(judged));
  const diagnostics = gatherAuthorities(found);
  const target = {
    server: topology.catalog.server.text,
    database: catalog.database,
    ...(options.sandbox === undefined ? {} : { sandbox: options.sandbox }),
  };
  const chosen = targets.include.length > 0 || targets.exclude.length > 0;
  return {
    formatVersion: 1,
    ...(options.id === undefined ? {} : { id: options.id }),
    tool: { name: 'ssis-scaleout', version: options.toolVersion },
    createdAt: options.createdAt,
    topology: { name: topology.name, ...topology.source },
    catalog: target,
    ...(chosen ? { targets } : {}),
    observedAt: catalog.observedAt,
    fingerprint: fingerprint(target, steps),
    complete: isSeenWhole(topology, observation),
    applyable: !diagnostics.some(({ severity }) => severity === 'error'),
    summary: summaryOf(changes, steps),
    changes,
    steps,
    diagnostics,
  };
}

function summaryOf(changes: readonly Change[], steps: readonly Step[]): Summary {
  const count = { add: 0, update: 0, remove: 0, unmanaged: 0, unknown: 0 };
  for (const change of changes) count[change.action] += 1;
  const { add, update, remove, unmanaged, unknown } = count;
  const manual = steps.filter((step) => step.manual === true).length;
  return { add, change: update, remove, manual, unmanaged, unknown, steps: steps.length };
}
