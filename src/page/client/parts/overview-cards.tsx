import type { ComponentChildren, JSX } from 'preact';
import type { Head, HeldLine, SuspensionLine, WaitingLine } from '../../wire/head.js';
import { pathTo } from '../address.js';
import { counted, number } from '../list.js';
import { ActionButton } from './actions.js';
import { resultWords } from './applies.js';
import { Card } from './card.js';
import { CommandLine } from './command.js';
import { Mark, type Shape } from './mark.js';
import { Foreign, Nothing, Sentence } from './text.js';
import { Ago, Clock, DaysLeft, Lasting } from './time.js';

// The cards of the overview. One that has nothing to say is not there, unless nothing is worth saying: that nothing could be seen.

interface Of {
  readonly head: Head;
}

/** First of all cards: what is missing below is not there because it could not be seen. */
export function Unseen({ head: { unseen } }: Of): JSX.Element | null {
  if (unseen.length === 0) return null;
  return (
    <Card title="What could not be seen" class="unseen">
      <ul class="lines">
        {unseen.map((text) => (
          <li key={text}>
            <Sentence text={text} most={500} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Certificates({ head: { certificates, lookedAt } }: Of): JSX.Element | null {
  if (lookedAt === null) return null;
  return (
    <Card title="Certificates, by days left">
      {certificates.length === 0 ? (
        <p class="dim">No certificate is known.</p>
      ) : (
        <ul class="lines">
          {certificates.map(({ who, thumbprint, ends, mark, next }) => (
            <li key={`${who} ${thumbprint}`}>
              <Line shape={mark} word={who}>
                <DaysLeft ends={ends} />
                {next === '' ? null : (
                  <span class="sub">
                    {' '}
                    <Sentence text={next} most={200} />
                  </span>
                )}
              </Line>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function Applies({ head: { applies, name } }: Of): JSX.Element {
  return (
    <Card title="Last applies" aside={<a href={pathTo(name, 'history')}>History</a>}>
      {applies === null ? (
        <p class="dim">No history is kept here.</p>
      ) : 'unread' in applies ? (
        <Nothing why="unknown">
          <Sentence text={applies.why} most={500} />
        </Nothing>
      ) : applies.length === 0 ? (
        <p class="dim">There was none yet.</p>
      ) : (
        <ul class="lines">
          {applies.map(({ number: at, result, mark, what, startedAt, who, revision, dirty }) => (
            <li key={at}>
              <Mark shape={mark} word={resultWords[result]} /> <a href={pathTo(name, 'history', String(at))}>#{at}</a> ·{' '}
              <Foreign text={what} most={80} /> · <Ago at={startedAt} />{' '}
              <span class="sub">
                <Foreign text={who} most={60} />
                {revision === null ? null : (
                  <>
                    {' · '}
                    <span class="mono">{revision.slice(0, 12)}</span>
                    {dirty ? ', with changes that are not committed' : ''}
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Plans that wait for somebody to approve them. */
export function Waiting({ head: { waiting, name } }: Of): JSX.Element | null {
  if (waiting.length === 0) return null;
  return (
    <Card title="Waiting for an approval" aside={<a href={pathTo(name, 'plan')}>Plan</a>}>
      <ul class="lines">
        {waiting.map((plan) => (
          <WaitingItem key={plan.fingerprint} plan={plan} />
        ))}
      </ul>
    </Card>
  );
}

function WaitingItem({ plan }: { readonly plan: WaitingLine }): JSX.Element {
  const { fingerprint, since, what, approvedBy, rehearsal, destructive } = plan;
  return (
    <li>
      <Mark shape={approvedBy === null ? 'info' : 'ok'} word="" /> <span class="mono">{fingerprint.slice(0, 8)}</span>{' '}
      <Foreign text={what} most={200} />
      <p class="sub">
        {approvedBy === null ? (
          <>
            Waits for <Lasting at={since} />.
          </>
        ) : (
          <>
            Approved by <Foreign text={approvedBy} most={60} />.
          </>
        )}
        {rehearsal ? ' It has to be rehearsed before.' : ''}
        {destructive === true ? ' It removes or disables something for good: read it first.' : ''}
        {destructive === null ? ' It is not the plan that is shown now.' : ''}
      </p>
      <p class="buttons">
        <ActionButton ask={{ action: approvedBy === null ? 'approve' : 'withdraw', waiting: plan }} />
      </p>
    </li>
  );
}

const holders: Readonly<Record<HeldLine['by'], string>> = {
  mode: 'the mode',
  window: 'a window',
  suspension: 'a suspension',
  approval: 'an approval',
  backoff: 'a pause after failures',
  guard: 'a guard',
};

/** What differs, and what of it is held back: why, and until when. */
export function Changes({ head: { changes, held, name, sync } }: Of): JSX.Element | null {
  const { add, update, remove, manual, unknown, unmanaged } = changes;
  const counts: readonly (readonly [count: number, text: string])[] = [
    [add, 'to add'],
    [update, 'to update'],
    [remove, 'to remove'],
    [manual, 'to do by hand'],
    [unknown, 'not known'],
    [unmanaged, 'not managed'],
  ];
  const there = counts.filter(([count]) => count > 0);
  if (there.length === 0 && held.total === 0 && sync.state !== 'unknown') return null;
  return (
    <Card title="What differs" aside={<a href={pathTo(name, 'plan')}>Plan</a>}>
      {there.length === 0 ? null : <p>{there.map(([count, text]) => `${number(count)} ${text}`).join(' · ')}</p>}
      {sync.state === 'unknown' ? (
        <Nothing why="unknown">
          <Sentence text={sync.text} />
        </Nothing>
      ) : null}
      <ul class="lines">
        {held.first.map(({ id, by, reason, until }) => (
          <li key={id}>
            <Line shape="off" word={id}>
              <span class="sub">
                held by {holders[by]}
                {until === null ? '' : ' until '}
                {until === null ? null : <Clock at={until} />}: <Sentence text={reason} most={300} />
              </span>
            </Line>
          </li>
        ))}
      </ul>
      {held.total > held.first.length ? (
        <p class="sub">
          and {number(held.total - held.first.length)} more, all of them in the <a href={pathTo(name, 'plan')}>plan</a>
        </p>
      ) : null}
    </Card>
  );
}

const stages: Readonly<Record<NonNullable<SuspensionLine['maintenance']>, readonly [shape: Shape, text: string]>> = {
  draining: ['info', 'in maintenance: its executions still end'],
  drained: ['off', 'in maintenance: nothing runs there'],
  over: ['warn', 'its maintenance is over, and it is not back yet'],
  back: ['ok', 'is back'],
  unseen: ['unknown', 'in maintenance: how far it is could not be seen'],
};

/** What is out on purpose: who wanted it, and until when. */
export function Suspensions({ head: { suspensions } }: Of): JSX.Element | null {
  if (suspensions.length === 0) return null;
  return (
    <Card title="Suspended, and in maintenance">
      <ul class="lines">
        {suspensions.map((suspension) => {
          const { target, reason, who, since, until, lasts, maintenance } = suspension;
          const [shape, stage] = maintenance === null ? (['off', 'suspended'] as const) : stages[maintenance];
          return (
            <li key={`${target} ${since}`}>
              <Line shape={shape} word={target ?? 'The whole topology'}>
                {stage}
                {until === null ? ` ${lasts ?? 'until somebody ends it'}` : ' until '}
                {until === null ? null : <Clock at={until} />}
                <p class="sub">
                  <Foreign text={who} most={60} />, <Ago at={since} />: <Foreign text={reason} most={300} />
                </p>
                {maintenance !== null && target !== null ? (
                  <ActionButton ask={{ action: 'undrain', target }} />
                ) : maintenance === null ? (
                  <ActionButton ask={{ action: 'resume', suspension }} />
                ) : null}
              </Line>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

export function Findings({ head: { findings, name } }: Of): JSX.Element | null {
  const { first, errors, warnings, acknowledged } = findings;
  if (first.length === 0 && errors + warnings + acknowledged === 0) return null;
  const told = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(acknowledged > 0 ? [`${number(acknowledged)} acknowledged`] : []),
  ];
  return (
    <Card title="Findings" aside={<a href={pathTo(name, 'findings')}>{told.join(', ')}</a>}>
      <ul class="lines">
        {first.map(({ id, target, severity, summary, command, acknowledged: known }) => (
          <li key={`${id} ${target}`}>
            <Mark shape={known === null ? (severity === 'error' ? 'bad' : 'warn') : 'off'} word={severity} />{' '}
            <Sentence text={summary} most={300} />
            {known === null ? null : (
              <p class="sub">
                Acknowledged by <Foreign text={known.who} most={60} /> until <Clock at={known.until} />
              </p>
            )}
            {command === null || known !== null ? null : <CommandLine command={command} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Executions that no worker has taken yet. */
export function Pending({ head: { pending, name, lookedAt } }: Of): JSX.Element | null {
  if (lookedAt === null || ('count' in pending && pending.count === 0)) return null;
  return (
    <Card title="Executions that wait for a worker" aside={<a href={pathTo(name, 'executions')}>Executions</a>}>
      {'unread' in pending ? (
        <Nothing why="unknown">
          {pending.unread === 'notYet' ? '' : 'Whether executions wait is not known. '}
          <Sentence text={pending.why} most={500} />
        </Nothing>
      ) : (
        <p>
          {counted(pending.count, 'execution')}
          {pending.oldest === null ? '' : ', the oldest for '}
          {pending.oldest === null ? null : <Lasting at={pending.oldest} />}
        </p>
      )}
    </Card>
  );
}

/** A name that may be long with its shape, and what is told of it. */
function Line({
  shape,
  word,
  children,
}: {
  readonly shape: Shape;
  readonly word: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="line">
      <Mark shape={shape} word="" />
      <div>
        <b>
          <Foreign text={word} most={100} />
        </b>{' '}
        {children}
      </div>
    </div>
  );
}
