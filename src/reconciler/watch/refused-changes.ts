import type { Topology } from '../../topology/topology.js';
import { diff } from '../diff.js';
import type { Observation } from '../observation.js';

/** The changes that cannot be made as the topology wants them, with what they say of it. Throws as `diff` does. */
export function refusedChanges(topology: Topology, observation: Observation): ReadonlyMap<string, string> {
  const { differences } = diff(topology, observation, () => true);
  return new Map(
    differences.flatMap(({ change, diagnostics }) => {
      const error = diagnostics.find(({ severity }) => severity === 'error');
      return error === undefined ? [] : [[change.id, `${error.summary}: ${error.detail}`] as const];
    }),
  );
}
