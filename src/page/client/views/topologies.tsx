import type { JSX } from 'preact';
import type { TopologyEntry } from '../../wire/head.js';
import { address, pathTo } from '../address.js';
import { byText, findsWords, number } from '../list.js';
import { Filters } from '../parts/filters.js';
import { Mark } from '../parts/mark.js';
import { type Column, Table } from '../parts/table.js';
import { Name, Nothing, Sentence } from '../parts/text.js';
import { Ago } from '../parts/time.js';
import { topologies } from '../store.js';
import { healthWords, syncWords } from './overview.js';

const healthOrder: readonly TopologyEntry['health'][] = ['down', 'degraded', 'unknown', 'healthy'];

const columns: readonly Column<TopologyEntry>[] = [
  {
    id: 'name',
    title: 'Topology',
    sortKey: ({ name }) => name,
    cell: ({ name }) => (
      <a id={`topology ${name}`} href={pathTo(name, 'overview')}>
        <Name text={name} />
      </a>
    ),
  },
  {
    id: 'health',
    title: 'Health',
    sortKey: ({ health }) => healthOrder.indexOf(health),
    cell: ({ health, isOld }) => {
      const [shape, word] = healthWords[health];
      return <Mark shape={isOld ? 'unknown' : shape} word={isOld ? `was ${word.toLowerCase()}` : word.toLowerCase()} />;
    },
  },
  {
    id: 'sync',
    title: 'Sync',
    sortKey: ({ sync }) => sync,
    cell: ({ sync }) => {
      const [shape, word] = syncWords[sync];
      return <Mark shape={shape} word={word.toLowerCase()} />;
    },
  },
  {
    id: 'workers',
    title: 'Workers',
    from: 'medium',
    sortKey: ({ workers }) => workers,
    cell: ({ workers }) => (workers === null ? <span class="dim">not known</span> : number(workers)),
  },
  {
    id: 'errors',
    title: 'Findings',
    from: 'medium',
    sortKey: ({ errors }) => errors,
    cell: ({ errors, name }) =>
      errors === null || errors === 0 ? (
        <span class="dim">{errors === null ? 'not known' : 'no errors'}</span>
      ) : (
        <a href={pathTo(name, 'findings')}>
          {number(errors)} {errors === 1 ? 'error' : 'errors'}
        </a>
      ),
  },
  {
    id: 'looked',
    title: 'Looked',
    from: 'medium',
    sortKey: ({ lookedAt }) => lookedAt,
    cell: ({ lookedAt }) => (lookedAt === null ? <span class="dim">not yet</span> : <Ago at={lookedAt} />),
  },
  {
    id: 'file',
    title: 'File',
    from: 'wide',
    sortKey: ({ file }) => file,
    cell: ({ file }) => <Name text={file.split(/[\\/]/).at(-1) ?? file} />,
  },
  {
    id: 'headline',
    title: 'What there is to know',
    from: 'wide',
    class: 'grow sub',
    cell: ({ headline }) => <Sentence text={headline} most={200} />,
  },
];

/** All that are watched, the worst first. */
export function TopologiesView(): JSX.Element {
  const all = topologies.value ?? [];
  const finds = findsWords(address.value.query.q ?? '');
  const shown = all
    .filter(({ name, file, headline, health, sync }) => finds([name, file, headline, health, sync]))
    .sort(
      (one, other) =>
        healthOrder.indexOf(one.health) - healthOrder.indexOf(other.health) ||
        Number(other.isOld) - Number(one.isOld) ||
        byText(one.name, other.name),
    );
  return (
    <>
      <h1>Topologies</h1>
      {all.length === 0 ? (
        <Nothing why="fact">No topology is watched: no file was found yet, or none of them is right.</Nothing>
      ) : (
        <>
          <Filters
            noun="topology"
            nouns="topologies"
            search="name, file or state"
            shown={shown.length}
            total={all.length}
          />
          {shown.length === 0 ? (
            <Nothing why="filter">No topology is of this filter.</Nothing>
          ) : (
            <section class="card" aria-label="Topologies">
              <Table label="Topologies" columns={columns} rows={shown} keyOf={({ name }) => name} comesBy="health" />
            </section>
          )}
        </>
      )}
    </>
  );
}
