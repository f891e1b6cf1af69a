import { type MachineName, nameKey, sameMachine, shortKey } from '../domain/machine-name.js';
import { isWorkerOnline, type WorkerRow } from '../domain/rows.js';
import type { ConfigView } from '../reconciler/view/config.js';
import { installationFor, type MachineView, machineView, type Observation } from '../reconciler/view/machine.js';
import { type Access, type DesiredWorker, entriesOf, type Topology } from '../topology/topology.js';
import { parseMachineName } from '../topology/values/worker.js';
import { type Settings, usualSettings } from './worker-settings.js';

/** What a topology is made of. */
export interface Reading {
  /** Its name, catalog and access are taken over; of its workers only what access they have of their own. */
  readonly base: Topology;
  readonly observation: Observation;
  readonly rows: readonly WorkerRow[];
  readonly candidates: readonly Candidate[];
  /** The workers' machines that were looked at, by their names in upper case. */
  readonly seen: ReadonlyMap<string, SeenWorker>;
  readonly accessOf: (machine: MachineName) => Access;
  /** The settings that are not worth writing. */
  readonly usual: Settings;
}

interface SeenWorker {
  readonly machine: MachineView;
  readonly config: ConfigView;
}

export function readingOf(base: Topology, observation: Observation, rows: readonly WorkerRow[]): Reading {
  const candidates = candidatesOf(rows);
  const seen = new Map<string, SeenWorker>();
  for (const { machine: name } of candidates) {
    const found = observation.machines.get(name.toUpperCase());
    if (found?.known !== true) continue;
    const machine = machineView(found.value);
    const installation = installationFor(observation, machine, 'worker');
    if (installation !== undefined) seen.set(name.toUpperCase(), { machine, config: installation.config });
  }
  const usual = usualSettings([...seen.values()].map(({ config }) => config));
  return { base, observation, rows, candidates, seen, accessOf: accessFinder(base), usual };
}

/** A machine that the catalog's rows name, and every row that may be of it. */
export interface Candidate {
  readonly machine: MachineName;
  /** In the catalog's order; never empty. */
  readonly rows: readonly WorkerRow[];
}

/**
 * The machines that can stand in a topology, by name: each host once, whether its rows have its short name or its full
 * one. Two full names of different domains are two hosts. Names that no machine can have are in none.
 */
export function candidatesOf(rows: readonly WorkerRow[]): readonly Candidate[] {
  const groups = new Map<string, WorkerRow[]>();
  for (const row of rows) {
    const name = row.machineName ?? '';
    if (name.trim() === '') continue;
    const key = shortKey(name);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const found = [...groups.values()].flatMap((group) =>
    namesOf(group).map((machine) => ({
      machine,
      rows: group.filter((row) => sameMachine(row.machineName ?? '', machine)),
    })),
  );
  return found.sort((one, other) => (one.machine.toUpperCase() < other.machine.toUpperCase() ? -1 : 1));
}

/** The names to list of rows that share a first label: one for each host that can be told from the others. */
function namesOf(group: readonly WorkerRow[]): readonly MachineName[] {
  // The one that is heard of knows best how its machine is called.
  const byLife = [...group.filter(isWorkerOnline), ...group.filter((row) => !isWorkerOnline(row))];
  const names = new Map<string, string>();
  for (const { machineName } of byLife) {
    const key = nameKey(machineName ?? '');
    if (!names.has(key)) names.set(key, machineName ?? '');
  }
  const full = [...names.values()].filter((name) => name.includes('.'));
  const listed = full.length > 1 ? full : [...names.values()];
  const valid = listed.flatMap((name) => {
    const parsed = parseMachineName(name);
    return 'value' in parsed ? [parsed.value] : [];
  });
  return full.length > 1 ? valid : valid.slice(0, 1);
}

/** Finds how a worker's machine is reached: as the topology that was given says of it, else as of all. */
export function accessFinder(topology: Topology): (machine: MachineName) => Access {
  const byKey = new Map<string, DesiredWorker[]>();
  for (const worker of entriesOf(topology)) {
    const key = shortKey(worker.machine);
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [worker]);
    else group.push(worker);
  }
  return (machine) =>
    byKey.get(shortKey(machine))?.find((worker) => sameMachine(worker.machine, machine))?.access ?? topology.access;
}
