import type { JSX } from 'preact';
import type { ExecutionsDetail } from '../../wire/details.js';
import type { Unread } from '../../wire/head.js';
import { address, pathTo } from '../address.js';
import { moreText, number } from '../list.js';
import { Card, Cards } from '../parts/card.js';
import { Loaded } from '../parts/document.js';
import { countedByWorker, executionsOf, nobody } from '../parts/execution-times.js';
import { Executions } from '../parts/executions.js';
import { Filters } from '../parts/filters.js';
import { Banner } from '../parts/headline.js';
import { type Column, Table } from '../parts/table.js';
import { WorkerName } from '../parts/target.js';
import { Foreign, Nothing, Sentence } from '../parts/text.js';
import { Ago } from '../parts/time.js';
import { useDetail } from '../requests.js';
import { head } from '../store.js';

export function ExecutionsView(): JSX.Element {
  const asked = useDetail<ExecutionsDetail>('executions', 'executions');
  return (
    <div class="stack">
      <h1>Executions</h1>
      <Loaded asked={asked} what="The list of executions">
        {(detail) => <Shown detail={detail} />}
      </Loaded>
    </div>
  );
}

const unreadTitles: Readonly<Record<Unread['unread'], string>> = {
  notYet: 'Executions have not been read yet',
  failed: 'Executions could not be read: some may well run',
  hidden: 'Executions are not shown to this login: some may well run',
};

function Shown({ detail }: { readonly detail: ExecutionsDetail }): JSX.Element {
  const { at, unseen, executions, omitted, oldest, totals } = detail;
  if (unseen !== null) return <Banner shape="unknown" title={unreadTitles[unseen.unread]} why={unseen.why} />;
  const shown = executionsOf(executions, address.value.query);
  const oldestLine = executions.find(({ id }) => id === oldest?.id);
  return (
    <>
      <p class="totals">
        <b>{number(totals.running)}</b> running, <b>{number(totals.stopping)}</b> stopping,{' '}
        <b>{number(totals.pending)}</b> pending
        {at === null ? null : (
          <span class="dim">
            {' '}
            · read <Ago at={at} />
          </span>
        )}
      </p>
      <Cards>
        {oldest === null ? null : (
          <Card title="The oldest that waits" wide={6}>
            <p>
              Execution <bdi>{oldest.id}</bdi>
              {oldestLine === undefined ? null : (
                <>
                  , <Foreign text={oldestLine.package} most={120} />
                  {oldestLine.started === null ? null : (
                    <>
                      , since <Ago at={oldestLine.started} />
                    </>
                  )}
                </>
              )}
            </p>
            <p>
              <Sentence text={oldest.why} />
            </p>
          </Card>
        )}
        {executions.length === 0 ? null : (
          <Card title="By worker" wide={6}>
            <Table
              label="Executions by worker"
              columns={workerColumns}
              rows={countedByWorker(executions)}
              keyOf={({ worker }) => worker ?? nobody}
              sortBy={null}
            />
          </Card>
        )}
      </Cards>
      <Filters
        noun="execution"
        shown={shown.length}
        total={executions.length}
        search="id, package, project or folder"
        choices={choicesOf(executions)}
      />
      <Card title="All of them" wide={12}>
        {executions.length === 0 ? (
          <Nothing why="fact">No package runs and none waits.</Nothing>
        ) : shown.length === 0 ? (
          <Nothing why="filter">No execution fits the filter.</Nothing>
        ) : (
          <Executions label="Executions" executions={shown} />
        )}
        {omitted === 0 ? null : <p class="dim">{moreText(omitted, 'execution')} The numbers above count all.</p>}
      </Card>
    </>
  );
}

type ByWorker = ReturnType<typeof countedByWorker>[number];

const workerColumns: readonly Column<ByWorker>[] = [
  { id: 'worker', title: 'Worker', cell: ({ worker }) => <WorkerName name={worker} /> },
  { id: 'running', title: 'Running', cell: ({ running }) => number(running), class: 'number' },
  {
    id: 'pending',
    title: 'Pending',
    cell: ({ pending, worker }) =>
      pending === 0 ? (
        '0'
      ) : (
        <a
          href={pathTo(head.value?.name ?? '', 'executions', undefined, {
            worker: worker ?? nobody,
            status: 'pending',
          })}
          aria-label={`${pending} pending of ${worker ?? 'no worker'}`}
        >
          {number(pending)}
        </a>
      ),
    class: 'number',
  },
];

function choicesOf(executions: ExecutionsDetail['executions']) {
  const count = (status: string) => executions.filter((line) => line.status === status).length;
  return [
    {
      name: 'status',
      label: 'Status',
      options: ['running', 'stopping', 'pending'].map((value) => ({ value, text: value, count: count(value) })),
    },
    {
      name: 'worker',
      label: 'Worker',
      options: countedByWorker(executions).map(({ worker, running, pending }) => ({
        value: worker ?? nobody,
        text: (worker ?? 'none yet').slice(0, 60),
        count: running + pending,
      })),
    },
  ];
}
