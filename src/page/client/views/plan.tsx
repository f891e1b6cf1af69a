import type { JSX } from 'preact';
import type { ChangeGroup, PlanDetail } from '../../wire/details.js';
import type { WaitingLine } from '../../wire/head.js';
import { address } from '../address.js';
import { counted, findsWords, moreText } from '../list.js';
import { approvedWords } from '../parts/action-words.js';
import { ActionButton, LookButton } from '../parts/actions.js';
import { Card, Cards } from '../parts/card.js';
import { Change, isChange } from '../parts/changes.js';
import { CommandLine } from '../parts/command.js';
import { Loaded } from '../parts/document.js';
import { Filters } from '../parts/filters.js';
import { Banner, ToldBanner } from '../parts/headline.js';
import { Mark } from '../parts/mark.js';
import { Steps } from '../parts/steps.js';
import { Foreign, Nothing, Sentence } from '../parts/text.js';
import { Ago } from '../parts/time.js';
import { Some } from '../parts/unfolding.js';
import { useDetail } from '../requests.js';
import { head, session } from '../store.js';

export function PlanView(): JSX.Element {
  const asked = useDetail<PlanDetail>('plan', 'plan');
  const waiting = head.value?.waiting ?? [];
  return (
    <div class="stack">
      <h1>Plan</h1>
      {waiting.length === 0 ? null : <Waiting waiting={waiting} />}
      <Loaded asked={asked} what="The plan">
        {(plan) => <Shown plan={plan} />}
      </Loaded>
    </div>
  );
}

function Waiting({ waiting }: { readonly waiting: readonly WaitingLine[] }): JSX.Element {
  return (
    <Card title="Plans that wait for an approval" wide={12} class="waiting-plans">
      <ul class="plainlist">
        {waiting.map((one) => {
          const short = one.fingerprint.slice(0, 8);
          return (
            <li key={one.fingerprint}>
              <p>
                <code>{short}</code> <Foreign text={one.what} />{' '}
                <span class="dim">
                  waits since <Ago at={one.since} />
                </span>{' '}
                {one.destructive === true ? <Mark shape="bad" word="destructive" /> : null}
              </p>
              {one.approvedBy === null ? null : (
                <p>
                  <Mark shape="ok" word="Approved" /> by <Foreign text={one.approvedBy} />.{' '}
                  {approvedWords(one, head.value)}
                </p>
              )}
              {one.approvedBy !== null ? (
                <ActionButton ask={{ action: 'withdraw', waiting: one }}>
                  Withdraw the approval of {short}…
                </ActionButton>
              ) : one.rehearsal ? (
                <>
                  <p>It has to be rehearsed first, and is approved with its rehearsal on the command line:</p>
                  <CommandLine command={one.command} />
                </>
              ) : session.value?.actions.includes('approve') === true ? (
                <ActionButton ask={{ action: 'approve', waiting: one }}>Approve {short}…</ActionButton>
              ) : (
                <>
                  <p>You may not approve it here. Whoever may change the catalog approves it on the command line:</p>
                  <CommandLine command={one.command} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Shown({ plan }: { readonly plan: PlanDetail }): JSX.Element {
  const { createdAt, fingerprint, groups, omitted, steps, omittedSteps, diagnostics, command, rehearse } = plan;
  const shown = groupsOf(groups, address.value.query);
  return (
    <>
      <p class="dim">
        {head.value?.lookedAt == null ? null : (
          <>
            As of the look <Ago at={head.value.lookedAt} />.{' '}
          </>
        )}
        The same since <Ago at={createdAt} />. <LookButton />
      </p>
      <Verdict plan={plan} />
      <Diagnostics diagnostics={diagnostics} />
      <Cards>
        {command === null ? null : (
          <Card title="Make it so" wide={6}>
            <p>On a machine that has the file of the topology:</p>
            <CommandLine command={command} />
            {head.value?.approve === true || (head.value?.waiting.length ?? 0) > 0 ? (
              <p>An apply by hand asks nobody: it does not wait for the approval that the watch waits for.</p>
            ) : null}
            {rehearse === null ? null : (
              <>
                <p>Or try it on a twin of the farm first:</p>
                <CommandLine command={rehearse} />
              </>
            )}
          </Card>
        )}
        {fingerprint === null ? null : (
          <Card title="Fingerprint" wide={6}>
            <p>Tells this plan from every other: another world or another file makes another one.</p>
            <CommandLine command={fingerprint} />
          </Card>
        )}
      </Cards>
      {groups.length === 0 ? null : (
        <>
          <Filters
            noun="group"
            shown={shown.length}
            total={groups.length}
            search="worker, reason or field"
            choices={choicesOf(groups)}
          />
          <Card title="What differs" wide={12}>
            {shown.length === 0 ? <Nothing why="filter">No change fits the filter.</Nothing> : null}
            {shown.map((group) => (
              <Change key={`${group.action} ${group.ids[0]} ${group.reason}`} group={group} level={3} />
            ))}
            {omitted === 0 ? null : <p>{moreText(omitted, 'change')} The plan on the command line has all.</p>}
          </Card>
        </>
      )}
      {steps.length === 0 ? null : (
        <Card title="Order of the steps" aside={counted(steps.length + omittedSteps, 'step')} wide={12}>
          <Steps steps={steps} />
          {omittedSteps === 0 ? null : <p>{moreText(omittedSteps, 'step')}</p>}
        </Card>
      )}
    </>
  );
}

function Diagnostics({ diagnostics }: Pick<PlanDetail, 'diagnostics'>): JSX.Element {
  const notes = diagnostics.filter(({ severity }) => severity === 'note');
  return (
    <>
      <Some most={5} noun="more warning">
        {diagnostics
          .filter(({ severity }) => severity !== 'note')
          .map((told) => (
            <ToldBanner key={`${told.code} ${told.summary} ${told.detail}`} told={told} />
          ))}
      </Some>
      {notes.length === 0 ? null : (
        <Card title="Notes" wide={12}>
          <Some most={5} noun="more note">
            {notes.map(({ code, summary, detail, remedy }) => (
              <article key={`${code} ${summary} ${detail}`} class="change">
                <h3>
                  <Sentence text={summary} />
                </h3>
                <p>
                  <Sentence text={`${detail} ${remedy}`.trim()} /> <code class="dim">{code}</code>
                </p>
              </article>
            ))}
          </Some>
        </Card>
      )}
    </>
  );
}

/** Nothing differs, it could not be compared, a guard refuses: three things that are never taken for each other. */
function Verdict({ plan }: { readonly plan: PlanDetail }): JSX.Element | null {
  const { complete, applyable, groups } = plan;
  const changes = groups.filter(isChange).length;
  return (
    <>
      {complete ? null : (
        <Banner
          shape="unknown"
          title="Not everything could be compared"
          why="What could not be looked at may differ too: it is in no step of this plan. Where it is known what that is, it stands below."
        />
      )}
      {applyable ? null : (
        <Banner
          shape="warn"
          title="A guard refuses this plan"
          why="Nothing of it is carried out as it stands. What stands below says why, and what helps."
        />
      )}
      {changes === 0 && complete && applyable ? (
        <p class="verdict">
          <Mark shape="ok" word="Nothing differs: everything is as the topology says." />
        </p>
      ) : null}
      {changes === 0 && !complete && applyable ? (
        <p class="verdict">
          <Mark shape="unknown" word="Of what could be compared, nothing differs." />
        </p>
      ) : null}
    </>
  );
}

const free = 'no';

function groupsOf(groups: readonly ChangeGroup[], query: Readonly<Record<string, string>>): readonly ChangeGroup[] {
  const { q = '', action = '', risk = '', held = '' } = query;
  const finds = findsWords(q);
  return groups.filter(
    (group) =>
      (action === '' || group.action === action) &&
      (risk === '' || group.risk === risk) &&
      (held === '' || (group.held?.by ?? free) === held) &&
      finds([group.reason, ...group.ids, ...group.fields.map(({ path }) => path)]),
  );
}

function choicesOf(groups: readonly ChangeGroup[]) {
  const of = (
    name: string,
    label: string,
    values: readonly (readonly [string, string])[],
    read: (group: ChangeGroup) => string,
  ) => ({
    name,
    label,
    options: values
      .map(([value, text]) => ({ value, text, count: groups.filter((group) => read(group) === value).length }))
      .filter(({ value, count }) => count > 0 || address.value.query[name] === value),
  });
  return [
    of(
      'action',
      'Change',
      [
        ['add', 'add'],
        ['update', 'update'],
        ['remove', 'remove'],
        ['unmanaged', 'not managed'],
        ['unknown', 'could not be compared'],
      ],
      ({ action }) => action,
    ),
    of(
      'risk',
      'Risk',
      [
        ['destructive', 'destructive'],
        ['disruptive', 'disruptive'],
        ['safe', 'safe'],
      ],
      ({ risk }) => risk,
    ),
    of(
      'held',
      'Held',
      [
        ['guard', 'by a guard'],
        ['approval', 'until it is approved'],
        ['window', 'until a window'],
        ['suspension', 'by a suspension'],
        ['mode', 'by the mode'],
        ['backoff', 'after a failure'],
        [free, 'not held'],
      ],
      (group) => group.held?.by ?? free,
    ),
  ];
}
