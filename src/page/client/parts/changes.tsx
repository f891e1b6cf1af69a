import type { JSX } from 'preact';
import type { ChangeGroup, FieldLine, PlanDetail } from '../../wire/details.js';
import type { HeldLine } from '../../wire/head.js';
import { pathTo } from '../address.js';
import { counted, moreText, number } from '../list.js';
import { head } from '../store.js';
import { Mark, type Shape } from './mark.js';
import { Target } from './target.js';
import { Foreign, Sentence } from './text.js';
import { Moment } from './time.js';
import { Disclosure, LongText } from './unfolding.js';

// What differs, and what would be made of it: of a plan, of a worker, of an apply that was.

const actionWords: Readonly<Record<ChangeGroup['action'], { readonly shape: Shape; readonly word: string }>> = {
  add: { shape: 'differs', word: 'add' },
  update: { shape: 'differs', word: 'update' },
  remove: { shape: 'bad', word: 'remove' },
  unmanaged: { shape: 'off', word: 'not managed' },
  unknown: { shape: 'unknown', word: 'could not be compared' },
};

const riskWords = {
  safe: undefined,
  disruptive: { shape: 'warn', word: 'disruptive: packages may wait' },
  destructive: { shape: 'bad', word: 'destructive' },
} as const;

export function RiskTag({ risk }: { readonly risk: ChangeGroup['risk'] }): JSX.Element | null {
  const words = riskWords[risk];
  if (words === undefined) return <span class="dim">safe</span>;
  return (
    <span class={`risk ${risk}`}>
      <Mark shape={words.shape} word={words.word} />
    </span>
  );
}

/** Ids of a plan; those of workers lead to their pages. */
export function Ids({ ids, total }: { readonly ids: readonly string[]; readonly total: number }): JSX.Element {
  const shown = ids.slice(0, 12);
  const rest = ids.slice(12);
  const unnamed = total - ids.length;
  return (
    <>
      <IdList ids={shown} />
      {rest.length === 0 && unnamed <= 0 ? null : (
        <Disclosure summary={`and ${number(total - shown.length)} more`}>
          {() => (
            <>
              <IdList ids={rest} />
              {unnamed > 0 ? <p class="dim">{moreText(unnamed, 'change')}</p> : null}
            </>
          )}
        </Disclosure>
      )}
    </>
  );
}

function IdList({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  return (
    <ul class="ids">
      {ids.map((id) => (
        <li key={id}>
          <Target target={id} />
        </li>
      ))}
    </ul>
  );
}

export function Fields({
  fields,
  caption,
}: {
  readonly fields: readonly FieldLine[];
  readonly caption: string;
}): JSX.Element | null {
  if (fields.length === 0) return null;
  return (
    <div class="wrapped">
      <table class="fields">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ path, before, after }) => (
            <tr key={path}>
              <th scope="row">
                <Foreign text={path} />
              </th>
              <td>{before === null ? <span class="dim">nothing</span> : <LongText text={before} most={200} />}</td>
              <td>{after === null ? <span class="dim">nothing</span> : <LongText text={after} most={200} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const heldBy: Readonly<Record<HeldLine['by'], string>> = {
  mode: 'Held by the mode',
  window: 'Held until a window',
  suspension: 'Held by a suspension',
  approval: 'Held until it is approved',
  backoff: 'Held after a failure',
  guard: 'Refused by a guard',
};

export function Held({ held }: { readonly held: HeldLine }): JSX.Element {
  return (
    <p>
      <Mark shape={held.by === 'guard' ? 'warn' : 'off'} word={`${heldBy[held.by]}:`} /> <Sentence text={held.reason} />
      {held.until === null ? null : (
        <>
          , until <Moment at={held.until} />
        </>
      )}
    </p>
  );
}

/** Something that is made so: not what is left alone, or could not be seen. */
export function isChange({ action }: Pick<ChangeGroup, 'action'>): boolean {
  return action !== 'unmanaged' && action !== 'unknown';
}

/** Alike changes, with what follows from them. */
export function Change({ group, level }: { readonly group: ChangeGroup; readonly level: 2 | 3 }): JSX.Element {
  const Title = level === 2 ? 'h2' : 'h3';
  const { shape, word } = actionWords[group.action];
  const [only] = group.ids;
  const what = group.total === 1 && only !== undefined ? only : `${number(group.total)} alike`;
  return (
    <article class="change">
      <Title>
        <Mark shape={shape} word={word} /> <Target target={what} />{' '}
        {isChange(group) ? <RiskTag risk={group.risk} /> : null}
      </Title>
      {group.total === 1 ? null : <Ids ids={group.ids} total={group.total} />}
      <p>
        <Sentence text={group.reason} />
      </p>
      <Fields fields={group.fields} caption={`Fields of ${what}, before and after`} />
      {group.held === null ? null : <Held held={group.held} />}
    </article>
  );
}

/** What a plan does, in a few lines. */
export function PlanSummary({ plan }: { readonly plan: PlanDetail }): JSX.Element {
  const changing = plan.groups.filter(isChange);
  const shown = changing.slice(0, 8);
  const left = changing.length - shown.length + plan.omitted;
  const steps = plan.steps.length + plan.omittedSteps;
  return (
    <>
      <p>{counted(steps, 'step')}:</p>
      <ul class="summary">
        {shown.map((group) => (
          <li key={`${group.action} ${group.ids[0]}`}>
            <Mark {...actionWords[group.action]} />{' '}
            <bdi>{group.total === 1 ? group.ids[0] : `${group.ids[0]} and ${group.total - 1} more`}</bdi>{' '}
            <RiskTag risk={group.risk} /> <Sentence text={group.reason} most={160} />
            {group.fields.length === 0 ? null : (
              <ul class="summary">
                {group.fields.slice(0, 8).map(({ path, before, after }) => (
                  <li key={path}>
                    <code>{path}</code>: <Foreign text={before ?? 'nothing'} most={60} /> becomes{' '}
                    <Foreign text={after ?? 'nothing'} most={60} />
                  </li>
                ))}
                {group.fields.length > 8 ? <li>{`and ${group.fields.length - 8} more`}</li> : null}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {left > 0 ? <p>{`and ${counted(left, 'more group')}, which the plan shows.`}</p> : null}
    </>
  );
}

export function PlanLink(): JSX.Element {
  return (
    <p>
      <a href={pathTo(head.value?.name ?? '', 'plan')} target="_blank" rel="noopener">
        The whole plan, in another tab
      </a>
    </p>
  );
}
