import { printable } from '../../text/printable.js';
import type { Mark, WorkerRow } from '../wire/worker-row.js';
import type { Query } from './address.js';
import { byText, findsWords, type SortKey } from './list.js';

// What the list of workers, the picture and the grid have in common: the order, the filter and the words of a state.

/** The worst first: what is not known may be as bad as what is, and what is out on purpose is no trouble. */
export const marksByWorst: readonly Mark[] = ['bad', 'warn', 'unknown', 'ok', 'off'];

export const markTitles: Readonly<Record<Mark, string>> = {
  bad: 'Failing',
  warn: 'Needs attention',
  unknown: 'Not known',
  ok: 'Healthy',
  off: 'Out on purpose',
};

export function rankOf(mark: Mark): number {
  return marksByWorst.indexOf(mark);
}

/** Of those that fare alike, first what differs from the topology; then by name. */
export function worstFirst(workers: Iterable<WorkerRow>): readonly WorkerRow[] {
  return [...workers].sort(
    (one, other) =>
      rankOf(one.mark) - rankOf(other.mark) ||
      Number((other.differs ?? 0) > 0) - Number((one.differs ?? 0) > 0) ||
      byText(one.name, other.name) ||
      byText(one.key, other.key),
  );
}

/** What the address filters workers by, besides the search `q`. */
export const workerFilters = {
  state: marksByWorst,
  enabled: ['yes', 'no', 'unknown'],
  differs: ['yes', 'no', 'unknown', 'held'],
  listed: ['yes', 'no'],
} as const;

/** The workers that the address asks for, in the order in which they came. A value that no filter has filters nothing. */
export function filteredWorkers(workers: readonly WorkerRow[], query: Query): readonly WorkerRow[] {
  const finds = findsWords(query.q ?? '');
  const tests = [
    (row: WorkerRow) => finds([row.name, row.word, row.description]),
    ...Object.entries(workerFilters).flatMap(([name, values]) => {
      const wanted = query[name];
      if (wanted === undefined || !(values as readonly string[]).includes(wanted)) return [];
      return [(row: WorkerRow) => valuesOf(row, name as keyof typeof workerFilters).includes(wanted)];
    }),
  ];
  return workers.filter((row) => tests.every((test) => test(row)));
}

/** What a worker counts as in a filter. */
function valuesOf(row: WorkerRow, filter: keyof typeof workerFilters): readonly string[] {
  switch (filter) {
    case 'state':
      return [row.mark];
    case 'enabled':
      return [row.enabled === null ? 'unknown' : row.enabled ? 'yes' : 'no'];
    case 'differs':
      if (row.differs === null) return ['unknown'];
      if (row.differs === 0) return ['no'];
      return row.held ? ['yes', 'held'] : ['yes'];
    case 'listed':
      return [row.listed ? 'yes' : 'no'];
  }
}

/** How many workers each value of a filter has. */
export function filterCounts(
  workers: readonly WorkerRow[],
  filter: keyof typeof workerFilters,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of workers) for (const value of valuesOf(row, filter)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What the columns of the list sort by. */
export const workerSorts: Readonly<Record<string, (row: WorkerRow) => SortKey>> = {
  name: (row) => row.name,
  health: (row) => rankOf(row.mark),
  enabled: (row) => (row.enabled === null ? null : Number(row.enabled)),
  beat: (row) => row.beat,
  running: (row) => row.running,
  certificate: (row) => row.ends,
  differs: (row) => row.differs,
  description: (row) => (row.description === '' ? null : row.description),
};

/** All that is told of a worker in one line, for who hears it: `ETL03, offline, enabled, 0 of 8 running, 1 difference`. */
export function workerLabel(row: WorkerRow): string {
  return `${printable(row.name)}, ${row.word}, ${workerMore(row)}`;
}

/** The same without its name and its state. */
export function workerMore({ enabled, running, slots, differs, held }: WorkerRow): string {
  const of = slots === null ? '' : ` of ${slots}`;
  return [
    enabled === null ? 'enabled is not known' : enabled ? 'enabled' : 'disabled',
    running === null ? 'running is not known' : `${running}${of} running`,
    ...(differs === null ? ['differences are not known'] : []),
    ...(differs !== null && differs > 0 ? [`${differs} ${differs === 1 ? 'difference' : 'differences'}`] : []),
    ...(differs !== null && differs > 0 && held ? ['held back'] : []),
  ].join(', ');
}
