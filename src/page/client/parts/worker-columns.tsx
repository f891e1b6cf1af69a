import type { JSX } from 'preact';
import type { WorkerRow } from '../../wire/worker-row.js';
import { pathTo } from '../address.js';
import { number } from '../list.js';
import { head } from '../store.js';
import { workerSorts } from '../worker-list.js';
import { Mark, Meter } from './mark.js';
import type { Column } from './table.js';
import { Foreign, Name } from './text.js';
import { Ago, DaysLeft } from './time.js';

const columns: readonly Column<WorkerRow>[] = [
  { id: 'name', title: 'Worker', cell: (row) => <WorkerLink row={row} /> },
  { id: 'health', title: 'Health', cell: ({ mark, word }) => <Mark shape={mark} word={word} /> },
  { id: 'enabled', title: 'Enabled', from: 'medium', cell: ({ enabled }) => yesNo(enabled) },
  {
    id: 'beat',
    title: 'Last heard of',
    from: 'medium',
    cell: ({ beat, listed }) =>
      beat === null ? <Unknown why={listed ? 'never' : 'not known'} /> : <Ago at={beat * 1000} />,
  },
  { id: 'running', title: 'Running', cell: ({ running, slots }) => <Meter used={running} of={slots} /> },
  {
    id: 'certificate',
    title: 'Certificate',
    from: 'wide',
    cell: ({ ends }) => (ends === null ? <Unknown why="not known" /> : <DaysLeft ends={ends} />),
  },
  { id: 'differs', title: 'Differs', from: 'medium', cell: (row) => <Differs row={row} /> },
  {
    id: 'description',
    title: 'Description',
    from: 'wide',
    class: 'grow sub',
    cell: ({ description }) => <Foreign text={description} />,
  },
];

/** What a list of workers shows of each, in the overview and in the view of all of them. */
export const workerColumns: readonly Column<WorkerRow>[] = columns.map((column) => ({
  ...column,
  class: `col-${column.id} ${column.class ?? ''}`,
  sortKey: sortOf(column.id),
}));

function sortOf(id: string): NonNullable<Column<WorkerRow>['sortKey']> {
  return workerSorts[id] ?? (() => null);
}

export function WorkerLink({ row }: { readonly row: WorkerRow }): JSX.Element {
  return (
    <a id={`worker ${row.key}`} href={pathTo(head.value?.name ?? '', 'workers', row.key)}>
      <Name text={row.name} />
    </a>
  );
}

function yesNo(enabled: boolean | null): JSX.Element | string {
  return enabled === null ? <Unknown why="not known" /> : enabled ? 'yes' : 'no';
}

function Unknown({ why }: { readonly why: string }): JSX.Element {
  return <span class="dim">{why}</span>;
}

/** How many things differ, and whether all of that is held back; a worker that no topology lists is not compared. */
function Differs({ row: { differs, held, listed } }: { readonly row: WorkerRow }): JSX.Element {
  if (!listed && differs === 0) return <span class="dim">not listed</span>;
  if (differs === null) return <Unknown why="not known" />;
  if (differs === 0) return <span class="dim">no</span>;
  return <Mark shape={held ? 'off' : 'differs'} word={`${number(differs)}${held ? ', held' : ''}`} />;
}
