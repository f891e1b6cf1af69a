import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import { exampleFleet } from '../../packages/sandbox/src/model/fresh/fleet-description.js';
import { fleetOf } from '../../src/cli/world/sandbox-package.js';
import { loadTopology } from '../../src/topology/load-topology.js';

test('what is served where nobody named a topology are the machines of examples/catalog-only.yaml', async () => {
  const { topology } = await loadTopology(fileURLToPath(new URL('../../examples/catalog-only.yaml', import.meta.url)));
  const createdAt = instantOf(0);
  expect(topology && { ...fleetOf(topology), createdAt }).toEqual(exampleFleet(createdAt));
});
