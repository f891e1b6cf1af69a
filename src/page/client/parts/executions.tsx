import type { JSX } from 'preact';
import { duration } from '../../../text/times.js';
import type { ExecutionLine } from '../../wire/details.js';
import { serverNow } from '../store.js';
import { isLongerThanUsual } from './execution-times.js';
import { Mark } from './mark.js';
import { type Column, Table } from './table.js';
import { WorkerName } from './target.js';
import { Foreign, Sentence } from './text.js';
import { Ago, Lasting } from './time.js';

const statusMarks = {
  running: { shape: 'ok', word: 'running' },
  stopping: { shape: 'warn', word: 'stopping' },
  pending: { shape: 'off', word: 'pending' },
} as const;

const columns: readonly Column<ExecutionLine>[] = [
  {
    id: 'package',
    title: 'Package',
    cell: (line) => (
      <>
        <Foreign text={line.package} most={120} />
        <br />
        <span class="under">
          <Foreign text={line.folder} most={120} /> \ <Foreign text={line.project} most={120} />
        </span>
      </>
    ),
    sortKey: (line) => line.package,
  },
  {
    id: 'id',
    title: 'Execution',
    from: 'medium',
    cell: ({ id }) => <bdi>{id}</bdi>,
    sortKey: ({ id }) => Number(id),
  },
  {
    id: 'status',
    title: 'Status',
    cell: (line) => (
      <>
        <Mark {...statusMarks[line.status]} />
        <span class="narrow">
          <br />
          <Time line={line} />
        </span>
      </>
    ),
    sortKey: ({ status }) => status,
  },
  {
    id: 'worker',
    title: 'Worker',
    cell: ({ worker }) => <WorkerName name={worker} />,
    sortKey: ({ worker }) => worker,
  },
  {
    id: 'time',
    title: 'Since',
    from: 'medium',
    cell: (line) => <Time line={line} />,
    sortKey: ({ started }) => started,
  },
  {
    id: 'usual',
    title: 'Usually takes',
    from: 'medium',
    cell: ({ usual }) => (usual === null ? <span class="dim">not known</span> : duration(usual)),
    sortKey: ({ usual }) => usual,
  },
];

function Time({ line }: { readonly line: ExecutionLine }): JSX.Element {
  if (line.started === null)
    return (
      <>
        <span class="dim">not known</span>
        {line.status === 'pending' ? <Why line={line} /> : null}
      </>
    );
  if (line.status === 'pending')
    return (
      <>
        <Ago at={line.started} />
        <Why line={line} />
      </>
    );
  const isLong = isLongerThanUsual(line, serverNow.value);
  return (
    <>
      <Lasting at={line.started} />
      {isLong ? (
        <>
          {' '}
          <Mark shape="warn" word="longer than usual" />
        </>
      ) : null}
    </>
  );
}

function Why({ line: { why } }: { readonly line: ExecutionLine }): JSX.Element {
  return (
    <>
      <br />
      <span class="dim">{why === null ? 'why it waits is not known' : <Sentence text={why} />}</span>
    </>
  );
}

/** Beyond so many rows only those are drawn that can be seen, and have one height. */
const wrappedAtMost = 200;

export function Executions({
  label,
  executions,
  sortBy = 'sort',
}: {
  readonly label: string;
  readonly executions: readonly ExecutionLine[];
  readonly sortBy?: string | null;
}): JSX.Element {
  return (
    <div class={executions.length > wrappedAtMost ? undefined : 'wrapped'}>
      <Table label={label} columns={columns} rows={executions} keyOf={({ id }) => id} sortBy={sortBy} />
    </div>
  );
}
