import { sameMachine, shortKey } from '../machine-name.js';
import type { DesiredWorker } from '../topology/topology.js';
import type { WorkerAgentId, WorkerRow } from './catalog.js';
import { isWorkerOnline } from './liveness.js';

/** What the catalog's rows say of one listed worker. */
export type WorkerMatch =
  | {
      readonly state: 'registered';
      readonly worker: DesiredWorker;
      readonly row: WorkerRow;
      readonly stale: readonly WorkerRow[];
    }
  /** `stale`: rows of earlier installations of this machine; its config has the id of none of them. */
  | {
      readonly state: 'awaitingRegistration';
      readonly worker: DesiredWorker;
      readonly stale: readonly WorkerRow[];
    }
  /** Its config has the id of a row that another machine beats for: one of them was cloned from the other. */
  | { readonly state: 'cloned'; readonly worker: DesiredWorker; readonly row: WorkerRow }
  /** Several rows, of which none or more than one is online, or of different hosts: the live one cannot be told. */
  | { readonly state: 'ambiguous'; readonly worker: DesiredWorker; readonly rows: readonly WorkerRow[] }
  /** A row that fits another listed worker as well. */
  | {
      readonly state: 'claimedTwice';
      readonly worker: DesiredWorker;
      readonly row: WorkerRow;
      readonly others: readonly DesiredWorker[];
    };

export interface MatchedWorkers {
  /** In the topology's order. */
  readonly matches: readonly WorkerMatch[];
  /** Rows of machines that the topology does not list, in the catalog's order. */
  readonly unlisted: readonly WorkerRow[];
  /** Rows without a machine name: they may belong to any machine. */
  readonly nameless: readonly WorkerRow[];
}

/** The id that a worker's own config has; undefined where that is not known. */
export type AgentIdOf = (worker: DesiredWorker) => WorkerAgentId | undefined;

/**
 * Brings the topology's workers and the catalog's rows together: by machine name, and by the id in the worker's config
 * where its machine was looked at. Linear in both.
 */
export function matchWorkers(
  workers: readonly DesiredWorker[],
  rows: readonly WorkerRow[],
  agentIdOf: AgentIdOf = () => undefined,
): MatchedWorkers {
  const workersByKey = new Map<string, DesiredWorker[]>();
  for (const worker of workers) {
    const key = shortKey(worker.machine);
    const group = workersByKey.get(key);
    if (group === undefined) workersByKey.set(key, [worker]);
    else group.push(worker);
  }
  const rowsOf = new Map<DesiredWorker, WorkerRow[]>();
  // Rows that fit more than one worker, with all that they fit.
  const claims = new Map<WorkerRow, readonly DesiredWorker[]>();
  const unlisted: WorkerRow[] = [];
  const nameless: WorkerRow[] = [];
  for (const row of rows) {
    const name = row.machineName;
    if (name === null || name.trim() === '') {
      nameless.push(row);
      continue;
    }
    const fitting = (workersByKey.get(shortKey(name)) ?? []).filter((worker) => sameMachine(worker.machine, name));
    if (fitting.length === 0) unlisted.push(row);
    if (fitting.length > 1) claims.set(row, fitting);
    for (const worker of fitting) {
      const found = rowsOf.get(worker);
      if (found === undefined) rowsOf.set(worker, [row]);
      else found.push(row);
    }
  }
  const rowsById = new Map(rows.map((row) => [row.id, row]));
  const matches = workers.map((worker) => {
    const named = rowsOf.get(worker) ?? [];
    const agentId = agentIdOf(worker);
    return agentId === undefined
      ? matchOf(worker, named, claims)
      : matchById(worker, { row: rowsById.get(agentId), named });
  });
  return { matches, unlisted, nameless };
}

/** The machine says which row is its own: rows that have only its name are of earlier installations. */
function matchById(
  worker: DesiredWorker,
  { row, named }: { readonly row: WorkerRow | undefined; readonly named: readonly WorkerRow[] },
): WorkerMatch {
  if (row === undefined) return { state: 'awaitingRegistration', worker, stale: named };
  const name = row.machineName ?? '';
  if (name.trim() !== '' && !sameMachine(name, worker.machine)) return { state: 'cloned', worker, row };
  return { state: 'registered', worker, row, stale: named.filter((other) => other !== row) };
}

function matchOf(
  worker: DesiredWorker,
  rows: readonly WorkerRow[],
  claims: ReadonlyMap<WorkerRow, readonly DesiredWorker[]>,
): WorkerMatch {
  const [first] = rows;
  if (first === undefined) return { state: 'awaitingRegistration', worker, stale: [] };
  for (const row of rows) {
    const claimants = claims.get(row);
    if (claimants === undefined) continue;
    return { state: 'claimedTwice', worker, row, others: claimants.filter((other) => other !== worker) };
  }
  if (rows.length === 1) return { state: 'registered', worker, row: first, stale: [] };
  const online = rows.filter(isWorkerOnline);
  const [live] = online;
  if (live === undefined || online.length > 1 || !oneHost(rows)) return { state: 'ambiguous', worker, rows };
  return { state: 'registered', worker, row: live, stale: rows.filter((row) => row !== live) };
}

function oneHost(rows: readonly WorkerRow[]): boolean {
  return rows.every((one) => rows.every((other) => sameMachine(one.machineName ?? '', other.machineName ?? '')));
}
