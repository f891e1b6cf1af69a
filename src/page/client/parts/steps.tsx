import type { JSX } from 'preact';
import type { StepLine } from '../../wire/details.js';
import { RiskTag } from './changes.js';
import { Mark } from './mark.js';
import { type Column, Table } from './table.js';
import { Target } from './target.js';
import { Sentence } from './text.js';

interface Numbered {
  readonly step: StepLine;
  readonly number: number;
  /** Of the steps that it needs. */
  readonly needs: readonly string[];
}

const columns: readonly Column<Numbered>[] = [
  { id: 'number', title: 'Step', cell: ({ number }) => String(number) },
  {
    id: 'text',
    title: 'What is done',
    cell: ({ step }) => (
      <>
        <Sentence text={step.text} />
        {step.manual ? (
          <>
            {' '}
            <Mark shape="differs" word="by hand" />
          </>
        ) : null}
        <br />
        <span class="under">
          <Target target={step.target} />
        </span>
        <span class="narrow">
          <br />
          <RiskTag risk={step.risk} />
        </span>
      </>
    ),
  },
  { id: 'risk', title: 'Risk', from: 'medium', cell: ({ step }) => <RiskTag risk={step.risk} /> },
  {
    id: 'needs',
    title: 'After step',
    cell: ({ needs }) => (needs.length === 0 ? <span class="dim">none</span> : needs.join(', ')),
  },
];

/** In the order in which they are carried out: steps that need nothing of each other may go on side by side. */
export function Steps({ steps }: { readonly steps: readonly StepLine[] }): JSX.Element {
  const numbers = new Map(steps.map(({ id }, place) => [id, String(place + 1)]));
  const rows = steps.map((step, place) => ({
    step,
    number: place + 1,
    needs: step.needs.map((id) => numbers.get(id) ?? 'one that is not listed'),
  }));
  return (
    <div class="wrapped">
      <Table label="Steps in their order" columns={columns} rows={rows} keyOf={({ step }) => step.id} sortBy={null} />
    </div>
  );
}
