import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { directoryError, ensureDirectory, layoutOf, reasonOf, systemCode } from '../directory/layout.js';
import { writeState } from '../directory/state-file.js';
import { SandboxError } from '../errors.js';
import type { Json, Row, StoreContent } from '../model/store.js';
import type { TwinDescription } from './description.js';
import { hasConfig, maskedService } from './masked.js';
import { movedTables } from './moved-times.js';

interface Saved {
  readonly description: TwinDescription;
  /** Milliseconds by which all times are moved. */
  readonly offset: number;
}

/**
 * Throws `sandbox.not-empty` where a directory has something in it, and `sandbox.directory-unusable`; says nothing of one that is not
 * there.
 */
export function requireEmptyDirectory(directory: string): void {
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw directoryError(directory, error);
  }
  const [first] = names;
  if (first !== undefined) throw new SandboxError('sandbox.not-empty', `${directory} holds ${first}`);
}

/** Writes the tables into a new folder, as a sandbox that any command opens. */
export function saveTwin(directory: string, tables: StoreContent, { description, offset }: Saved): void {
  const layout = layoutOf(resolve(directory));
  requireEmptyDirectory(layout.directory);
  ensureDirectory(layout);
  try {
    writeState(layout.state, { fleet: fleetOf(description), tables: movedTables(masked(tables), offset) });
  } catch (error) {
    throw new SandboxError('sandbox.write-failed', `${layout.state}: ${reasonOf(error)}`, { cause: error });
  }
}

function masked(tables: StoreContent): StoreContent {
  const of = (rows: Readonly<Record<string, Row>> = {}) =>
    Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, hasConfig(row) ? maskedService(row) : row]));
  const { twin: _, ...simulation } = tables.simulation ?? {};
  return { ...tables, simulation, machines: of(tables.machines), masters: of(tables.masters) };
}

/** The machines that a reset installs afresh. */
function fleetOf({ server, master, machines, workers }: TwinDescription): Json {
  const nodes = master.nodes.length > 0 ? master.nodes : [master.machineName ?? server.name];
  const seen = machines.filter(({ services }) => services.some(({ role }) => role === 'worker'));
  const names = seen.map(({ name }) => name);
  const others = workers.flatMap(({ machineName }) => machineName ?? []);
  const joined = [...new Set(others)].filter(
    (name) => !machines.some((machine) => machine.name.toUpperCase() === name.toUpperCase()),
  );
  return {
    serverName: server.name,
    masterMachines: [...nodes],
    ...(master.address === null ? {} : { endpoint: master.address }),
    workers: [...names, ...joined.map((machine) => ({ machine, joined: true }))],
    joined: false,
    productVersion: server.productVersion,
    edition: server.edition,
  };
}
