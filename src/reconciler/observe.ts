// src/reconciler compares a topology with what catalog and machines show, and brings one to the other. It knows two
// interfaces, Catalog and Machines of src/domain, and no way to reach them. From the bottom up: view (what is seen),
// drain, steps (what can be done), kinds (what is compared), guards (what is refused), plan; above it apply, saved-plan
// and hold.

import { timed, timedKnown } from '../domain/asked-time.js';
import type { AccountAccess, Catalog, CatalogObservation } from '../domain/catalog.js';
import type { ExamineRequest } from '../domain/examination.js';
import type { Known } from '../domain/known.js';
import type { MachineName } from '../domain/machine-name.js';
import type { MachineObservation, Machines } from '../domain/machines.js';
import { entriesOf, type Topology } from '../topology/topology.js';
import { withHeartbeats } from './view/heartbeats.js';
import { accessOf, isReached, type Observation } from './view/machine.js';
import { masterAccounts } from './view/master.js';
import { matchWorkers } from './view/matched-workers.js';
import { removedHost } from './view/row-machine.js';

/**
 * Looks at the catalog and, side by side with it, at every machine that the topology lists and gives access to; then at
 * those of workers that it would remove, by the whole name where the master's nodes have shown it. The rows have the heartbeat intervals that the machines showed. Throws what
 * `Catalog.observe` throws; a machine that cannot be seen is part of the result.
 */
export async function observe(
  topology: Topology,
  world: {
    readonly catalog: Pick<Catalog, 'observe'> & Partial<Pick<Catalog, 'readAccount'>>;
    readonly machines: Pick<Machines, 'inspect'>;
    /** Milliseconds, by which the answers are dated; absent: those of this computer. */
    readonly clock?: () => number;
  },
  signal: AbortSignal,
  /** Asks each machine for an examination too, in the same request. */
  examine?: ExamineRequest,
): Promise<Observation> {
  const { clock = Date.now } = world;
  const found = new Map<string, Known<MachineObservation>>();
  const look = async (name: MachineName) => {
    const ask = () => world.machines.inspect(name, signal, examine);
    found.set(name.toUpperCase(), await timedKnown(clock, ask));
  };
  const catalogSeen = timed(clock, () => world.catalog.observe(signal));
  const [catalog] = await Promise.all([catalogSeen, ...listedMachines(topology).map(look)]);
  await Promise.all(removedMachines(topology, catalog, found).map(look));
  const machines = inOrder(found);
  const seen: Observation = { catalog: withHeartbeats(topology, catalog, machines), machines };
  const { readAccount } = world.catalog;
  const names = readAccount === undefined ? [] : masterAccounts(topology, seen);
  if (readAccount === undefined || names.length === 0) return seen;
  const accounts = new Map<string, Known<AccountAccess>>();
  for (const name of names) accounts.set(name, await readAccount(name, signal));
  return { ...seen, accounts };
}

function listedMachines(topology: Topology): readonly MachineName[] {
  const nodes = topology.master?.machines ?? [];
  const workers = entriesOf(topology)
    .filter((worker) => isReached(worker.access))
    .map((worker) => worker.machine);
  return unique([...nodes.filter((node) => isReached(accessOf(topology, node))), ...workers]);
}

function removedMachines(
  topology: Topology,
  catalog: CatalogObservation,
  machines: Observation['machines'],
): readonly MachineName[] {
  if (!topology.policy.prune || !isReached(topology.access) || !catalog.workers.known) return [];
  const { unlisted } = matchWorkers(entriesOf(topology), catalog.workers.value, undefined, catalog.unreadable);
  const names = unlisted.map((row) => removedHost(row, topology, { machines, catalog }));
  return unique(names).filter((name) => !machines.has(name.toUpperCase()));
}

function unique(names: readonly MachineName[]): readonly MachineName[] {
  return [...new Map(names.map((name) => [name.toUpperCase(), name])).values()];
}

/** The order of answers is chance; what is made of them must not be. */
function inOrder<T>(found: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}
