import { writeFile } from 'node:fs/promises';
import type { CatalogObservation } from '../../src/domain/catalog.js';
import type { Plan } from '../../src/domain/documents.js';
import type { MachineObservation, Machines } from '../../src/domain/machines.js';
import { type Imported, importTopology, observeForImport } from '../../src/import/import-topology.js';
import { observe } from '../../src/reconciler/observe.js';
import { loadTopology } from '../../src/topology/load-topology.js';
import type { Topology } from '../../src/topology/topology.js';
import { planOf } from '../support/build.js';
import { seenMachines } from '../support/machine-build.js';
import { modelCatalog } from '../support/model-catalog.js';

export type MachinesByName = Readonly<Record<string, MachineObservation | string>>;

export interface ImportedAndPlanned {
  readonly imported: Imported;
  /** What a file of the text loads as. */
  readonly topology: Topology;
  readonly plan: Plan;
}

/** Imports a world, writes the text to a file, loads it, looks at the same world again as its plan would, and plans. */
export async function importAndPlan(
  file: string,
  base: Topology,
  catalog: CatalogObservation,
  machines: MachinesByName = {},
): Promise<ImportedAndPlanned> {
  const signal = new AbortController().signal;
  await using model = modelCatalog(catalog);
  await using seen = machinesThatOnlyShow(machines);
  const world = { catalog: model, machines: seen };
  const observation = await observeForImport(base, world, signal);
  const imported = importTopology(base, observation, { toolVersion: '0.0.0', schema: 'topology.schema.json' });
  await writeFile(file, imported.text);
  const { topology, diagnostics } = await loadTopology(file);
  if (topology === undefined) throw new Error(`${JSON.stringify(diagnostics)}\n${imported.text}`);
  const again = await observe(topology, world, signal);
  if (model.writes.length > 0) throw new Error(`import wrote ${model.writes}`);
  return { imported, topology, plan: planOf(topology, again.catalog, undefined, again.machines) };
}

/** Machines that can be looked at; what is not named cannot be reached. */
function machinesThatOnlyShow(machines: MachinesByName): Machines {
  const seen = seenMachines(machines);
  return {
    inspect: async (name) => seen.get(name.toUpperCase()) ?? { known: false, reason: `${name} does not answer` },
    run: () => Promise.reject(new Error('import runs nothing')),
    async [Symbol.asyncDispose]() {},
  };
}

/** The changes of a plan that are of the file. */
export function changesOf(plan: Plan) {
  return plan.changes.filter(({ action }) => action !== 'unmanaged');
}
