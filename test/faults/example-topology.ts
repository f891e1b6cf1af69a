import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadTopology } from '../../src/topology/load-topology.js';
import type { Topology } from '../../src/topology/topology.js';

const example = fileURLToPath(new URL('../../examples/topology.yaml', import.meta.url));

/** The text of examples/topology.yaml without the worker whose machine a person sets up. */
export async function exampleText(): Promise<string> {
  return (await readFile(example, 'utf8')).replace(/ {2}- machine: ETL09[\s\S]*?(?=\n\S)/, '');
}

/**
 * examples/topology.yaml without the worker whose machine a person sets up, and with little patience: where the fault hits
 * the look at the master, the workers cannot be heard of.
 */
export async function exampleTopology(): Promise<Topology> {
  const { topology } = await loadTopology(example);
  if (topology === undefined) throw new Error('the example is not valid');
  const { policy } = topology;
  return {
    ...topology,
    workers: topology.workers.filter(({ access }) => access.transport !== 'manual'),
    policy: {
      ...policy,
      registrationTimeoutSeconds: 4,
      rollout: { ...policy.rollout, healthyWithinSeconds: 4 },
    },
  };
}
