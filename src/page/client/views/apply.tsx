import type { JSX } from 'preact';
import { elapsed } from '../../../text/times.js';
import type { ApplyDetail } from '../../wire/details.js';
import { pathTo } from '../address.js';
import { resultWords } from '../parts/applies.js';
import { Card, Cards, Fact } from '../parts/card.js';
import { Fields } from '../parts/changes.js';
import { CommandLine } from '../parts/command.js';
import { Loaded } from '../parts/document.js';
import { Mark } from '../parts/mark.js';
import { type Column, Table } from '../parts/table.js';
import { Foreign, Nothing, Sentence } from '../parts/text.js';
import { Moment } from '../parts/time.js';
import { LongText, Some } from '../parts/unfolding.js';
import { useDetail } from '../requests.js';
import { head } from '../store.js';

/** One entry of the history: what was done, how it went, and who asked for it. */
export function ApplyView({ number }: { readonly number: string }): JSX.Element {
  const asked = useDetail<ApplyDetail>(`history/${encodeURIComponent(number)}`, 'history');
  return (
    <div class="stack">
      <p>
        <a href={pathTo(head.value?.name ?? '', 'history')}>History</a>
      </p>
      <h1>
        {asked.document?.result === 'action' ? 'Action' : 'Apply'} #<Foreign text={number} most={20} />
      </h1>
      <Loaded
        asked={asked}
        what="This entry of the history"
        gone={() => <p>The history has no such entry, or has it no more: the oldest are taken out with time.</p>}
      >
        {(apply) => <Shown apply={apply} />}
      </Loaded>
    </div>
  );
}

function Shown({ apply }: { readonly apply: ApplyDetail }): JSX.Element {
  const { result, mark, what, changes, steps, codes } = apply;
  const isAction = result === 'action';
  return (
    <>
      <p class="verdict">
        <Mark shape={mark} word={resultWords[result]} size={20} /> <Foreign text={what} />
      </p>
      {result === 'cutOff' ? (
        <p>
          Its process ended in the middle: the last step may have been done or not. The next plan shows what still
          differs.
        </p>
      ) : null}
      {codes.length === 0 ? null : (
        <p>
          Errors:{' '}
          {codes.map((code) => (
            <code key={code}>{code} </code>
          ))}
          <span class="dim">(scaleout explain CODE says what each means)</span>
        </p>
      )}
      <Cards>
        <Facts apply={apply} />
        {isAction ? null : (
          <Card title="Steps" wide={12}>
            {steps.length === 0 ? (
              <Nothing why={result === 'running' || result === 'cutOff' ? 'unknown' : 'fact'}>
                {noSteps(result)}
              </Nothing>
            ) : (
              <div class="wrapped">
                <Table
                  label="Steps of the apply"
                  columns={stepColumns}
                  rows={steps}
                  keyOf={({ id }) => id}
                  sortBy={null}
                />
              </div>
            )}
          </Card>
        )}
        {changes.length === 0 ? null : (
          <Card title="What differed" wide={12}>
            <Some most={50} noun="more change">
              {changes.map(({ id, action, reason, fields }) => (
                <article key={`${id} ${action}`} class="change">
                  <h3>
                    {action} <Foreign text={id} />
                  </h3>
                  <p>
                    <Sentence text={reason} />
                  </p>
                  <Fields fields={fields} caption={`Fields of ${id}, before and after`} />
                </article>
              ))}
            </Some>
          </Card>
        )}
      </Cards>
    </>
  );
}

/** Steps are written down when the apply ends. */
function noSteps(result: ApplyDetail['result']): string {
  if (result === 'running') return 'Its steps are written down when it ends: some may be done by now.';
  if (result === 'cutOff') return 'Its steps would have been written down at its end: some may have been done.';
  return 'No step was begun.';
}

type Step = ApplyDetail['steps'][number];

const stepColumns: readonly Column<Step>[] = [
  {
    id: 'step',
    title: 'Step',
    cell: ({ id, operation }) => (
      <>
        <Foreign text={operation} most={120} />
        <br />
        <span class="under">
          <Foreign text={id} most={120} />
        </span>
      </>
    ),
  },
  {
    id: 'outcome',
    title: 'Outcome',
    cell: ({ outcome, mark, detail }) => (
      <>
        <Mark shape={mark} word={outcome} />
        {detail === null ? null : (
          <>
            <br />
            <LongText text={detail} />
          </>
        )}
      </>
    ),
  },
  {
    id: 'took',
    title: 'Took',
    cell: ({ durationMs }) => (durationMs === null ? <span class="dim">not known</span> : elapsed(durationMs)),
  },
  {
    id: 'began',
    title: 'Began',
    from: 'medium',
    cell: ({ startedAt }) => (startedAt === null ? <span class="dim">not begun</span> : <Moment at={startedAt} />),
  },
];

function Facts({ apply }: { readonly apply: ApplyDetail }): JSX.Element {
  const { startedAt, endedAt, durationMs, user, host, login, tool, fingerprint, topologyFile, sha256 } = apply;
  // `anna via web` says more than the name alone.
  const { who, result, branch, fullRevision, dirty, options, approval, rehearsal } = apply;
  // An action has no plan that was approved, and may be of no file.
  const isAction = result === 'action';
  return (
    <Card title="Who, when and of what" wide={12}>
      <dl class="facts">
        <Fact name="Began">
          <Moment at={startedAt} />
        </Fact>
        <Fact name="Ended">
          {endedAt === null ? <span class="dim">not known, or not yet</span> : <Moment at={endedAt} />}
          {durationMs === null ? null : `, after ${elapsed(durationMs)}`}
        </Fact>
        <Fact name="By">
          <Foreign text={who.startsWith(user) ? who : user} /> <span class="dim">on</span> <Foreign text={host} />
          {login === null ? null : (
            <>
              , <span class="dim">login of the catalog</span> <Foreign text={login} />
            </>
          )}
        </Fact>
        <Fact name="Asked by">
          {options === '' ? (
            <span class="dim">no options</span>
          ) : (
            <code>
              <Sentence text={options} />
            </code>
          )}
        </Fact>
        {isAction ? null : (
          <>
            <Fact name="Approval">
              {approval === null ? <span class="dim">none is recorded</span> : <Sentence text={approval} />}
            </Fact>
            <Fact name="Rehearsal">
              {rehearsal === null ? <span class="dim">none</span> : <Sentence text={rehearsal} />}
            </Fact>
          </>
        )}
        {isAction && sha256 === '' ? null : (
          <>
            <Fact name="File">
              <Foreign text={topologyFile} class="mono" />
              <br />
              <span class="dim">SHA-256</span> <code>{sha256}</code>
            </Fact>
            <Fact name="Git">
              {fullRevision === null ? (
                <span class="dim">the file was in no repository</span>
              ) : (
                <>
                  <code>{fullRevision}</code>
                  {branch === null ? null : (
                    <>
                      {' '}
                      <span class="dim">of</span> <Foreign text={branch} />
                    </>
                  )}
                  {dirty ? ', with changes that were not committed' : ''}
                </>
              )}
            </Fact>
          </>
        )}
        <Fact name="Program">
          scaleout <Foreign text={tool} />
        </Fact>
      </dl>
      {fingerprint === null ? null : (
        <>
          <p class="dim">Fingerprint of the plan</p>
          <CommandLine command={fingerprint} />
        </>
      )}
    </Card>
  );
}
