import type { Topology } from '../topology/topology.js';
import { loadForCommand } from './load-for-command.js';
import type { WorldOptions } from './options.js';
import type { Terminal } from './terminal.js';
import { openWorld, type World } from './world/open-world.js';

/** A topology with the world that it speaks of, open. */
export interface Prepared extends AsyncDisposable {
  readonly topology: Topology;
  readonly catalog: World['catalog'];
  readonly machines: World['machines'];
  readonly lock: World['lock'];
  readonly parallelism: number;
}

/**
 * Loads the topology and opens the world: what plan, apply and status begin with. `loaded` is called in between: what it
 * throws ends it before anything is opened.
 */
export async function prepare(
  options: WorldOptions,
  terminal: Terminal,
  loaded: (topology: Topology) => Promise<void> = async () => {},
): Promise<Prepared> {
  const topology = await loadForCommand(options.file, terminal);
  await loaded(topology);
  const parallelism = options.parallelism ?? topology.policy.parallelism;
  const world = await openWorld(topology, { sandbox: options.sandbox, parallelism }, terminal);
  const { catalog, machines, lock } = world;
  return { topology, catalog, machines, lock, parallelism, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}
