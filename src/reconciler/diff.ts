import type { Diagnostic } from '../diagnostic.js';
import { ScaleoutError } from '../errors.js';
import type { Topology } from '../topology/topology.js';
import { availabilityAfter } from './kinds/availability.js';
import type { DiffContext, Difference, IsChosen, KindResult } from './kinds/kind.js';
import { kinds, masterKinds } from './kinds/kinds.js';
import { agentIds } from './machine-state/agent-ids.js';
import { masterView } from './machine-state/master-view.js';
import { matchWorkers } from './matched-workers.js';
import type { Observation } from './observation.js';

/** What differs, and what is to be told of things that do not. */
export interface Differences {
  readonly differences: readonly Difference[];
  readonly remarks: readonly Diagnostic[];
}

/**
 * All differences between a topology and an observation, in the order of the kinds, then of the topology. Pure. Those
 * that are not chosen are there too, but do not count where a difference depends on what becomes of others.
 * Throws `catalog.no-rights` where the workers could not be seen: nothing can be compared then.
 */
export function diff(topology: Topology, observation: Observation, isChosen: IsChosen): Differences {
  const { catalog, machines } = observation;
  if (!catalog.workers.known) throw new ScaleoutError('catalog.no-rights', catalog.workers.reason);
  const agentIdOf = agentIds(observation);
  const compared = {
    topology,
    catalog,
    machines,
    accounts: observation.accounts ?? new Map(),
    master: masterView(topology, observation),
    workers: matchWorkers(topology.workers, catalog.workers.value, agentIdOf),
    agentIdOf,
    isChosen,
    masterReady: [],
  };
  const context: DiffContext = { ...compared, availability: availabilityAfter(compared) };
  const found = { ...context, masterReady: masterSteps(context) };
  return sorted(kinds.flatMap((kind) => kind.diff(found)));
}

/** A person's steps are not waited for: nobody tells us when they are done. */
function masterSteps(context: DiffContext): readonly string[] {
  const { differences } = sorted(masterKinds.flatMap((kind) => kind.diff(context)));
  return differences.flatMap(({ steps }) => steps.filter((step) => step.manual !== true).map((step) => step.id));
}

function sorted(results: readonly KindResult[]): Differences {
  const differences: Difference[] = [];
  const remarks: Diagnostic[] = [];
  for (const result of results) {
    if ('change' in result) differences.push(result);
    else remarks.push(...result.remarks);
  }
  return { differences, remarks };
}
