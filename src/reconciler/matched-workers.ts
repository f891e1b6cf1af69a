import { sameMachine, shortKey } from '../machine-name.js';
import type { DesiredWorker } from '../topology/topology.js';
import type { WorkerRow } from './catalog.js';
import { isWorkerOnline } from './liveness.js';

/** What the catalog's rows say of one listed worker. */
export type WorkerMatch =
  | {
      readonly state: 'registered';
      readonly worker: DesiredWorker;
      readonly row: WorkerRow;
      readonly stale: readonly WorkerRow[];
    }
  | { readonly state: 'awaitingRegistration'; readonly worker: DesiredWorker }
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

/** Brings the topology's workers and the catalog's rows together by machine name. Linear in both. */
export function matchWorkers(workers: readonly DesiredWorker[], rows: readonly WorkerRow[]): MatchedWorkers {
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
  return { matches: workers.map((worker) => matchOf(worker, rowsOf.get(worker) ?? [], claims)), unlisted, nameless };
}

function matchOf(
  worker: DesiredWorker,
  rows: readonly WorkerRow[],
  claims: ReadonlyMap<WorkerRow, readonly DesiredWorker[]>,
): WorkerMatch {
  const [first] = rows;
  if (first === undefined) return { state: 'awaitingRegistration', worker };
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
