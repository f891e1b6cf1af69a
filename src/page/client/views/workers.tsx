import type { JSX } from 'preact';
import { address, pathTo } from '../address.js';
import { Filters } from '../parts/filters.js';
import { Table } from '../parts/table.js';
import { workerColumns } from '../parts/worker-columns.js';
import { NoWorkers, useWorkers, workerChoices } from '../parts/workers.js';
import { head, session } from '../store.js';

/** The list of all workers, the worst first, with all of its filters and its sort in the address. */
export function WorkersView(): JSX.Element {
  const { all, shown } = useWorkers();
  // Of a list that nobody has seen there is no number.
  const isUnseen = all.length === 0 && head.value?.lookedAt === null;
  return (
    <>
      <h1>Workers</h1>
      {session.value?.edits === true ? (
        <p>
          <a href={pathTo(head.value?.name ?? '', 'workers', undefined, { edit: 'add' })}>
            Add a worker to the topology's file
          </a>
        </p>
      ) : null}
      {isUnseen ? null : (
        <Filters
          noun="worker"
          search="name, state or description"
          shown={shown.length}
          total={all.length}
          choices={workerChoices(all, address.value.query)}
        />
      )}
      {shown.length === 0 ? (
        <NoWorkers total={all.length} />
      ) : (
        <section class="card" aria-label="Workers">
          <Table label="Workers" columns={workerColumns} rows={shown} keyOf={(row) => row.key} comesBy="health" />
        </section>
      )}
    </>
  );
}
