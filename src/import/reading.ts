import type { MachineName } from '../machine-name.js';
import { type ConfigView, configOf } from '../reconciler/machine-state/config-view.js';
import { installationOf } from '../reconciler/machine-state/installation-of.js';
import type { MachineObservation } from '../reconciler/machines.js';
import type { Observation } from '../reconciler/observation.js';
import type { WorkerRow } from '../reconciler/worker-row.js';
import type { Access, Topology } from '../topology/topology.js';
import { accessFinder } from './access-finder.js';
import { type Candidate, candidatesOf } from './candidates.js';
import { type Settings, usualSettings } from './worker-settings.js';

/** What a topology is made of. */
export interface Reading {
  /** Its name, catalog and access are taken over; of its workers only what access they have of their own. */
  readonly base: Topology;
  readonly observation: Observation;
  readonly rows: readonly WorkerRow[];
  readonly candidates: readonly Candidate[];
  /** The workers' machines that were looked at, by their names in upper case. */
  readonly seen: ReadonlyMap<string, { readonly machine: MachineObservation; readonly config: ConfigView }>;
  readonly accessOf: (machine: MachineName) => Access;
  /** The settings that are not worth writing. */
  readonly usual: Settings;
}

export function readingOf(base: Topology, observation: Observation, rows: readonly WorkerRow[]): Reading {
  const candidates = candidatesOf(rows);
  const { productVersion } = observation.catalog.server;
  const seen: Map<string, { readonly machine: MachineObservation; readonly config: ConfigView }> = new Map();
  for (const { machine: name } of candidates) {
    const found = observation.machines.get(name.toUpperCase());
    if (found?.known !== true) continue;
    const installation = installationOf(found.value, 'worker', productVersion);
    if (installation === undefined) continue;
    seen.set(name.toUpperCase(), { machine: found.value, config: configOf(installation) });
  }
  const usual = usualSettings([...seen.values()].map(({ config }) => config));
  return { base, observation, rows, candidates, seen, accessOf: accessFinder(base), usual };
}
