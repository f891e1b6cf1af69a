import type { Topology } from '../topology/topology.js';
import { diff } from './diff.js';
import { fingerprint } from './fingerprint.js';
import type { Guard } from './guards/guard.js';
import { pruneLimit } from './guards/prune-limit.js';
import { rights } from './guards/rights.js';
import type { Observation } from './observation.js';
import type { Change, Plan, Step, Summary } from './plan-document.js';
import { selectTargets, type Targets } from './target-selection.js';

/** Every rule that may refuse a plan as a whole. */
const guards: readonly Guard[] = [pruneLimit, rights];

export interface PlanOptions {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly toolVersion: string;
  readonly targets?: Targets;
}

/**
 * The plan that brings the observed world to the topology. Pure: the same input gives the same bytes.
 * Throws `catalog.no-rights` and `guard.target-unknown` (see diff and selectTargets).
 */
export function plan(topology: Topology, observation: Observation, options: PlanOptions): Plan {
  const { catalog } = observation;
  const targets = options.targets ?? { include: [], exclude: [] };
  const selection = selectTargets(diff(topology, observation), targets, topology);
  const changes = selection.differences.map((difference) => difference.change);
  const steps = selection.differences.flatMap((difference) => difference.steps);
  const diagnostics = [
    ...selection.diagnostics,
    ...selection.differences.flatMap((difference) => difference.diagnostics),
    ...guards.flatMap((guard) => guard({ topology, catalog, changes, steps })),
  ];
  const target = { server: topology.catalog.server.text, database: catalog.database };
  return {
    formatVersion: 1,
    tool: { name: 'ssis-scaleout', version: options.toolVersion },
    createdAt: options.createdAt,
    topology: { name: topology.name, ...topology.source },
    catalog: target,
    observedAt: catalog.observedAt,
    fingerprint: fingerprint(target, steps),
    complete: true,
    applyable: !diagnostics.some((found) => found.severity === 'error'),
    summary: summaryOf(changes, steps),
    changes,
    steps,
    diagnostics,
  };
}

function summaryOf(changes: readonly Change[], steps: readonly Step[]): Summary {
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length;
  return {
    add: count('add'),
    change: count('update'),
    remove: count('remove'),
    manual: steps.filter((step) => step.manual === true).length,
    unmanaged: count('unmanaged'),
    unknown: count('unknown'),
    steps: steps.length,
  };
}
