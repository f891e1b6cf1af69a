import { type MachineName, nameKey, sameMachine, shortKey } from '../machine-name.js';
import { isWorkerOnline } from '../reconciler/liveness.js';
import type { WorkerRow } from '../reconciler/worker-row.js';
import { parseMachineName } from '../topology/values/machine-name.js';

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
