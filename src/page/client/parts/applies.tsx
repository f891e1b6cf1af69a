import type { JSX } from 'preact';
import type { ApplyLine } from '../../wire/head.js';
import { pathTo } from '../address.js';
import { head } from '../store.js';
import { Mark } from './mark.js';
import { type Column, Table } from './table.js';
import { Foreign } from './text.js';
import { Ago, Moment } from './time.js';

/** What each result means, as a filter and a list say it. */
export const resultWords: Readonly<Record<ApplyLine['result'], string>> = {
  done: 'done',
  partial: 'done in part',
  interrupted: 'interrupted',
  failed: 'failed',
  refused: 'refused',
  running: 'running',
  cutOff: 'cut off: its end is not known',
  action: 'action',
};

const columns: readonly Column<ApplyLine>[] = [
  {
    id: 'number',
    title: 'Number',
    cell: ({ number }) => <a href={pathTo(head.value?.name ?? '', 'history', String(number))}>{`#${number}`}</a>,
  },
  {
    id: 'result',
    title: 'Result',
    cell: ({ result, mark }) => <Mark shape={mark} word={resultWords[result]} />,
  },
  {
    id: 'what',
    title: 'What',
    cell: ({ what, who }) => (
      <>
        <Foreign text={what} most={120} />
        <span class="narrow under">
          <br />
          <Foreign text={who} most={60} />
        </span>
      </>
    ),
  },
  { id: 'who', title: 'Who', from: 'medium', cell: ({ who }) => <Foreign text={who} most={120} /> },
  {
    id: 'when',
    title: 'When',
    cell: ({ startedAt }) => (
      <>
        <Ago at={startedAt} />
        <span class="dim medium">
          <br />
          <Moment at={startedAt} />
        </span>
      </>
    ),
  },
  {
    id: 'revision',
    title: 'Git',
    from: 'medium',
    cell: ({ revision, dirty }) =>
      revision === null ? (
        <span class="dim">none</span>
      ) : (
        <>
          <code>{revision}</code>
          {dirty ? <span class="dim"> with changes that are not committed</span> : null}
        </>
      ),
  },
];

/** The newest first. */
export function Applies({
  label,
  applies,
}: {
  readonly label: string;
  readonly applies: readonly ApplyLine[];
}): JSX.Element {
  return (
    <div class="wrapped">
      <Table label={label} columns={columns} rows={applies} keyOf={({ number }) => String(number)} sortBy={null} />
    </div>
  );
}
