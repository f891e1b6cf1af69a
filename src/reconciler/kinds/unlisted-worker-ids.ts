import { nameKey } from '../../machine-name.js';
import type { MatchedWorkers } from '../matched-workers.js';
import type { WorkerRow } from '../worker-row.js';
import { workerId } from './worker-steps.js';

/** The id of the change of a further row of one machine. */
export function rowId(machine: string, row: WorkerRow): string {
  return `${workerId(machine)}/${row.id}`;
}

/** The ids of the changes of rows that the topology does not list: by name, and by row where several have one name. */
export function unlistedWorkerIds({ unlisted }: MatchedWorkers): ReadonlyMap<WorkerRow, string> {
  const names = new Map<string, number>();
  for (const row of unlisted) names.set(keyOf(row), (names.get(keyOf(row)) ?? 0) + 1);
  return new Map(
    unlisted.map((row) => {
      const machine = row.machineName ?? '';
      return [row, names.get(keyOf(row)) === 1 ? workerId(machine) : rowId(machine, row)];
    }),
  );
}

function keyOf(row: WorkerRow): string {
  return nameKey(row.machineName ?? '');
}
