import { randomUUID } from 'node:crypto';
import type { PlanOptions } from '../reconciler/plan/plan.js';
import { connectionWarnings } from '../topology/load-topology.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';
import type { WorldOptions } from './options.js';
import { diagnosticsText } from './render/diagnostic-text.js';
import { loadForCommand } from './run-command.js';
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

/**
 * Does what connects to the catalog. Where that fails, what the topology gives up of the protection of its connection is told
 * on standard error: the login may have been sent already, and no plan or status is there to say so. Throws as `work` does.
 */
export async function connecting<T>(
  topology: Topology,
  sandbox: string | undefined,
  terminal: Terminal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const warnings = sandbox === undefined ? connectionWarnings(topology.catalog) : [];
    if (warnings.length > 0 && terminal.logLevel !== 'silent') {
      terminal.err(`${diagnosticsText(warnings, { colors: terminal.colors.err })}\n`);
    }
    throw error;
  }
}

/** What plan and apply tell the planner of the command line, at this moment. */
export function planOptions({ target, exclude, sandbox, takeOver }: WorldOptions, topology: Topology): PlanOptions {
  return {
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    takeOver,
    targets: { include: target, exclude },
    // A sandbox stands in for the server, and is reached in a way of its own.
    ...(sandbox === undefined ? { warnings: connectionWarnings(topology.catalog) } : { sandbox }),
  };
}
