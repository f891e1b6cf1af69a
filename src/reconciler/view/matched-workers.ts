import { cutKey, isCutNameOf, isPossiblyCut, sameMachine } from '../../domain/machine-name.js';
import { isWorkerOnline, type UnreadableRow, type WorkerAgentId, type WorkerRow } from '../../domain/rows.js';
import type { DesiredWorker } from '../../topology/topology.js';

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
  /** Its row cannot be read: nothing is known of it, and nothing is done to it. */
  | { readonly state: 'unreadable'; readonly worker: DesiredWorker; readonly unreadable: UnreadableRow }
  /** Several rows, of which none or more than one is online, or of different hosts: the live one cannot be told. */
  | { readonly state: 'ambiguous'; readonly worker: DesiredWorker; readonly rows: readonly WorkerRow[] }
  /** A row that fits another listed worker as well. */
  | {
      readonly state: 'claimedTwice';
      readonly worker: DesiredWorker;
      readonly row: WorkerRow;
      readonly others: readonly DesiredWorker[];
    }
  /**
   * The rows show the first 15 characters of its name, which other machines can have too, and no config tells whose row it
   * is. `others`: the listed ones of them.
   */
  | {
      readonly state: 'sharedName';
      readonly worker: DesiredWorker;
      readonly rows: readonly WorkerRow[];
      readonly others: readonly DesiredWorker[];
    };

export interface MatchedWorkers {
  /** In the topology's order. */
  readonly matches: readonly WorkerMatch[];
  /** Rows of machines that the topology does not list, in the catalog's order. */
  readonly unlisted: readonly WorkerRow[];
  /** Rows without a machine name: they may belong to any machine. */
  readonly nameless: readonly WorkerRow[];
  /** Rows that no listed worker has, but whose name of 15 characters may be that of one: nothing is ever done to them. */
  readonly doubtful: readonly DoubtfulRow[];
  /** Rows that cannot be read and that no listed worker has: nothing is ever done to them. */
  readonly unreadable: readonly UnreadableRow[];
}

export interface DoubtfulRow {
  readonly row: WorkerRow;
  readonly workers: readonly DesiredWorker[];
}

/** The id that a worker's own config has; undefined where that is not known. */
export type AgentIdOf = (worker: DesiredWorker) => WorkerAgentId | undefined;

/**
 * Brings the topology's workers and the catalog's rows together: by machine name, and by the id in the worker's config
 * where its machine was looked at. A name of 15 characters may be the beginning of a longer one: it tells whose the row is
 * only where no other machine comes into question. Linear in both.
 */
export function matchWorkers(
  workers: readonly DesiredWorker[],
  rows: readonly WorkerRow[],
  agentIdOf: AgentIdOf = () => undefined,
  unreadable: readonly UnreadableRow[] = [],
): MatchedWorkers {
  const workersByKey = grouped(workers, ({ machine }) => cutKey(machine));
  const fits = new Map<WorkerRow, Fit>();
  const exactRows = new Map<DesiredWorker, WorkerRow[]>();
  const cutRows = new Map<DesiredWorker, WorkerRow[]>();
  const nameless: WorkerRow[] = [];
  for (const row of rows) {
    const name = row.machineName;
    if (name === null || name.trim() === '') {
      nameless.push(row);
      continue;
    }
    const alike = workersByKey.get(cutKey(name)) ?? [];
    const exact = alike.filter((worker) => sameMachine(worker.machine, name));
    const cut = alike.filter((worker) => isCutNameOf(name, worker.machine));
    // A file may have the name of 15 characters, and the row the whole one.
    const near = alike.filter((worker) => isCutNameOf(worker.machine, name));
    fits.set(row, { exact, cut, near });
    for (const worker of exact) append(exactRows, worker, row);
    for (const worker of cut) append(cutRows, worker, row);
  }
  const ids = new Map<DesiredWorker, WorkerAgentId>();
  for (const worker of workers) {
    const id = agentIdOf(worker);
    if (id !== undefined) ids.set(worker, id);
  }
  const configured = new Set(ids.values());
  // Few fleets have names that are cut off, and only these need it.
  let rowsByKey: ReadonlyMap<string, readonly WorkerRow[]> | undefined;
  const alikeOf = ({ machine }: DesiredWorker) => {
    rowsByKey ??= grouped(rows, ({ machineName }) => cutKey(machineName ?? ''));
    return rowsByKey.get(cutKey(machine)) ?? [];
  };
  const rowsById = new Map(rows.map((row) => [row.id, row]));
  const match = (worker: DesiredWorker): WorkerMatch => {
    const id = ids.get(worker);
    const exact = exactRows.get(worker) ?? [];
    if (id !== undefined) return matchById(worker, { row: rowsById.get(id), named: exact });
    // What a config says is of its machine is no other's, where a cut name is all that speaks for it.
    const cut = (cutRows.get(worker) ?? []).filter((row) => !configured.has(row.id));
    const mine = exact.filter((row) => !(configured.has(row.id) && isPossiblyCut(row.machineName ?? '')));
    const shared = sharedName(worker, { exact: mine, cut }, fits, alikeOf);
    if (shared !== undefined) return shared;
    return matchOf(worker, mine.length === 0 ? cut : mine, fits);
  };
  // A row whose id a config has is in use, whatever its name: nobody left it behind.
  const matches = workers.map((worker): WorkerMatch => {
    const bad = unreadableRowOf(worker, ids.get(worker), { unreadable, rowsById });
    if (bad !== undefined) return { state: 'unreadable', worker, unreadable: bad };
    const found = match(worker);
    return 'stale' in found && found.stale.length > 0
      ? { ...found, stale: found.stale.filter((row) => !configured.has(row.id)) }
      : found;
  });
  const told = new Set(matches.map((found) => (found.state === 'unreadable' ? found.unreadable : undefined)));
  const others = unreadable.filter((row) => !told.has(row));
  return { matches, nameless, unreadable: others, ...restOf(rows, { fits, matches, configured }) };
}

/** The row of a worker that cannot be read, by the id of its config where that is known, else by its name. */
function unreadableRowOf(
  { machine }: DesiredWorker,
  id: WorkerAgentId | undefined,
  {
    unreadable,
    rowsById,
  }: { readonly unreadable: readonly UnreadableRow[]; readonly rowsById: ReadonlyMap<WorkerAgentId, WorkerRow> },
): UnreadableRow | undefined {
  if (unreadable.length === 0 || (id !== undefined && rowsById.has(id))) return undefined;
  const isNamed = ({ machineName: name }: UnreadableRow) =>
    name !== null && (sameMachine(name, machine) || isCutNameOf(name, machine));
  return (id === undefined ? undefined : unreadable.find((row) => row.id === id)) ?? unreadable.find(isNamed);
}

/** The listed workers that a row's name may mean. */
interface Fit {
  readonly exact: readonly DesiredWorker[];
  /** The row's name is the beginning of theirs. */
  readonly cut: readonly DesiredWorker[];
  /** Theirs is the beginning of the row's. */
  readonly near: readonly DesiredWorker[];
}

type Fits = ReadonlyMap<WorkerRow, Fit>;

/** The doubt about a worker whose config was not seen, where a name of 15 characters leaves one. */
function sharedName(
  worker: DesiredWorker,
  { exact, cut }: { readonly exact: readonly WorkerRow[]; readonly cut: readonly WorkerRow[] },
  fits: Fits,
  alikeOf: (worker: DesiredWorker) => readonly WorkerRow[],
): WorkerMatch | undefined {
  const [whole] = exact;
  const isWhole = whole !== undefined && !isPossiblyCut(whole.machineName ?? '');
  // The row with its whole name is its own; that it was installed anew since can only be told where that row is offline.
  if (isWhole && (cut.length === 0 || exact.some(isWorkerOnline))) return undefined;
  const rows = [...exact, ...cut];
  const others = new Set(rows.flatMap((row) => [...(fits.get(row)?.exact ?? []), ...(fits.get(row)?.cut ?? [])]));
  others.delete(worker);
  const isAlone =
    rows.length < 2 && others.size === 0 && (cut.length === 0 || alikeOf(worker).every((row) => rows.includes(row)));
  return isAlone ? undefined : { state: 'sharedName', worker, rows, others: [...others] };
}

/** The rows that no listed worker has: those of other machines, and those of which that is not certain. */
function restOf(
  rows: readonly WorkerRow[],
  found: {
    readonly fits: Fits;
    readonly matches: readonly WorkerMatch[];
    readonly configured: ReadonlySet<WorkerAgentId>;
  },
): Pick<MatchedWorkers, 'unlisted' | 'doubtful'> {
  const told = new Set(found.matches.flatMap(rowsOf));
  const unlisted: WorkerRow[] = [];
  const doubtful: DoubtfulRow[] = [];
  for (const row of rows) {
    const fit = found.fits.get(row);
    if (fit === undefined || told.has(row) || found.configured.has(row.id)) continue;
    const workers = [...fit.exact, ...fit.cut, ...fit.near];
    if (workers.length === 0) unlisted.push(row);
    else doubtful.push({ row, workers });
  }
  return { unlisted, doubtful };
}

/** The rows that a match speaks of. */
export function rowsOf(match: WorkerMatch): readonly WorkerRow[] {
  switch (match.state) {
    case 'registered':
      return [match.row, ...match.stale];
    case 'awaitingRegistration':
      return match.stale;
    case 'cloned':
    case 'claimedTwice':
      return [match.row];
    case 'ambiguous':
    case 'sharedName':
      return match.rows;
    case 'unreadable':
      return [];
  }
}

/**
 * All rows of a worker that leaves for good; undefined where it is doubtful whose they are, or which of them is its own. Several
 * rows of one host of which none is online are all its own, whichever was the last.
 */
export function certainRows(match: WorkerMatch): readonly WorkerRow[] | undefined {
  switch (match.state) {
    case 'registered':
    case 'awaitingRegistration':
      return rowsOf(match);
    case 'ambiguous': {
      const { rows } = match;
      const isDoubtful = rows.some((row) => isWorkerOnline(row) || isPossiblyCut(row.machineName ?? ''));
      return isDoubtful || !oneHost(rows) ? undefined : rows;
    }
    case 'cloned':
    case 'claimedTwice':
    case 'sharedName':
    case 'unreadable':
      return undefined;
  }
}

/** The machine says which row is its own: rows that have only its name are of earlier installations. */
function matchById(
  worker: DesiredWorker,
  { row, named }: { readonly row: WorkerRow | undefined; readonly named: readonly WorkerRow[] },
): WorkerMatch {
  // Of another machine, perhaps, whose name begins alike.
  const whole = named.filter(({ machineName }) => !isPossiblyCut(machineName ?? ''));
  if (row === undefined) return { state: 'awaitingRegistration', worker, stale: whole };
  const name = row.machineName ?? '';
  const isOther = name.trim() !== '' && !sameMachine(name, worker.machine) && !isCutNameOf(name, worker.machine);
  if (isOther) return { state: 'cloned', worker, row };
  return { state: 'registered', worker, row, stale: whole.filter((other) => other !== row) };
}

function matchOf(worker: DesiredWorker, rows: readonly WorkerRow[], fits: Fits): WorkerMatch {
  const [first] = rows;
  if (first === undefined) return { state: 'awaitingRegistration', worker, stale: [] };
  for (const row of rows) {
    const claimants = fits.get(row)?.exact ?? [];
    if (claimants.length < 2) continue;
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

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) append(groups, keyOf(one), one);
  return groups;
}

function append<K, T>(groups: Map<K, T[]>, key: K, one: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [one]);
  else group.push(one);
}
