import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import type { WorkerRow } from '../../wire/worker-row.js';
import { address, type Query, refine } from '../address.js';
import { head, workers } from '../store.js';
import { filterCounts, filteredWorkers, marksByWorst, markTitles, workerFilters, worstFirst } from '../worker-list.js';
import type { Choice } from './filters.js';
import { Nothing, Sentence } from './text.js';

/** All workers, the worst first, and those of them that the address asks for. */
export function useWorkers(): { readonly all: readonly WorkerRow[]; readonly shown: readonly WorkerRow[] } {
  const all = useComputed(() => worstFirst(workers.value.values()));
  const shown = useComputed(() => filteredWorkers(all.value, address.value.query));
  return { all: all.value, shown: shown.value };
}

/** The filters of workers; what no worker has and nobody filters by is not offered. */
export function workerChoices(all: readonly WorkerRow[], query: Query): readonly Choice[] {
  return (Object.keys(workerFilters) as (keyof typeof workerFilters)[]).map((name) => {
    const counts = filterCounts(all, name);
    return {
      name,
      label: labels[name],
      options: workerFilters[name]
        .filter((value) => counts.has(value) || query[name] === value)
        .map((value) => ({ value, text: texts[name][value] ?? value, count: counts.get(value) ?? 0 })),
    };
  });
}

const labels: Readonly<Record<keyof typeof workerFilters, string>> = {
  state: 'Health',
  enabled: 'Enabled',
  differs: 'Differs',
  listed: 'In the topology',
};

const texts: Readonly<Record<keyof typeof workerFilters, Readonly<Record<string, string>>>> = {
  state: Object.fromEntries(marksByWorst.map((mark) => [mark, markTitles[mark].toLowerCase()])),
  enabled: { yes: 'enabled', no: 'disabled', unknown: 'not known' },
  differs: { yes: 'differs', no: 'as the topology says', unknown: 'not known', held: 'held back' },
  listed: { yes: 'listed', no: 'not listed' },
};

/** Why no worker is shown: none is of this filter, none could be seen, or there is none. */
export function NoWorkers({ total }: { readonly total: number }): JSX.Element {
  const shown = head.value;
  if (total > 0) {
    const names = ['q', ...Object.keys(workerFilters)];
    return (
      <Nothing why="filter">
        <p>No worker is of this filter.</p>
        <button type="button" onClick={() => refine(Object.fromEntries(names.map((name) => [name, ''])))}>
          Show all of them
        </button>
      </Nothing>
    );
  }
  if (shown === undefined || shown.lookedAt === null)
    return <Nothing why="unknown">Nothing has been looked at yet: whether there are workers is not known.</Nothing>;
  if (shown.unseen.length > 0)
    return (
      <Nothing why="unknown">
        <p>Whether there are workers is not known:</p>
        <ul>
          {shown.unseen.map((text) => (
            <li key={text}>
              <Sentence text={text} />
            </li>
          ))}
        </ul>
      </Nothing>
    );
  return <Nothing why="fact">The catalog has no workers, and the topology lists none.</Nothing>;
}
