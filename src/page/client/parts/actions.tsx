import { signal, useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { ActionAnswer } from '../../wire/session.js';
import { pathTo } from '../address.js';
import { act, type Failure, failureOf, Refused } from '../requests.js';
import { head, session } from '../store.js';
import { useFields } from './action-fields.js';
import { type Asking, consequencesOf, titleOf, verbs, whereToLook } from './action-words.js';
import { Dialog } from './dialog.js';
import { Mark } from './mark.js';
import { pathOfTarget } from './target.js';
import { Sentence } from './text.js';

/** What is asked for; undefined: no dialog is open. It stands outside of the views, for what opened it may go away meanwhile. */
const asking = signal<Asking | undefined>(undefined);

/** A button that is there only for those who have its action. */
export function ActionButton({
  ask,
  children,
}: {
  readonly ask: Asking;
  readonly children?: ComponentChildren;
}): JSX.Element | null {
  if (session.value?.actions.includes(ask.action) !== true) return null;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => {
        asking.value = ask;
      }}
    >
      {children ?? verbs[ask.action]}
    </button>
  );
}

/** Has the watch look at once. It changes nothing, so nothing is asked. */
export function LookButton(): JSX.Element | null {
  const state = useSignal<'asked' | string>('');
  if (session.value?.actions.includes('look') !== true) return null;
  const look = async () => {
    if (state.value === 'asked') return;
    state.value = 'asked';
    state.value = await act('look', {}).then(
      ({ text }) => text,
      (error: unknown) => failureOf(error).text,
    );
  };
  return (
    <span class="looking">
      <button type="button" onClick={look} aria-disabled={state.value === 'asked'}>
        {verbs.look}
      </button>{' '}
      <span role="status">{state.value === 'asked' ? 'Asked…' : state.value}</span>
    </span>
  );
}

/** The dialog of what is asked for: once, outside of all views. */
export function ActionDialog(): JSX.Element | null {
  const asked = asking.value;
  if (asked === undefined) return null;
  return <ActionForm key={titleOf(asked)} asked={asked} />;
}

function close(): void {
  asking.value = undefined;
}

type Phase =
  | { readonly state: 'asking' | 'busy' }
  | { readonly state: 'answered'; readonly answer: ActionAnswer }
  | { readonly state: 'refused'; readonly failure: Failure }
  | { readonly state: 'unknown'; readonly text: string };

function ActionForm({ asked }: { readonly asked: Asking }): JSX.Element {
  const phase = useSignal<Phase>({ state: 'asking' });
  const fields = useFields(asked);
  const isBusy = phase.value.state === 'busy';
  const send = async (event: Event) => {
    event.preventDefault();
    // A second click comes before the button is drawn anew.
    if (phase.value.state === 'busy') return;
    const request = fields.request();
    if (request === undefined) return;
    phase.value = { state: 'busy' };
    try {
      phase.value = { state: 'answered', answer: await request() };
    } catch (error) {
      const failure = failureOf(error);
      phase.value = error instanceof Refused ? { state: 'refused', failure } : { state: 'unknown', text: failure.text };
    }
  };
  const { value } = phase;
  // One dialog for all of it: it knows what to give the focus back to.
  return (
    <Dialog title={titleOf(asked)} busy={isBusy} onClose={close}>
      {value.state === 'answered' || value.state === 'unknown' ? (
        <Outcome asked={asked} phase={value} />
      ) : (
        <form onSubmit={send} noValidate>
          {consequencesOf(asked).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {fields.shown}
          <div role="alert">{value.state === 'refused' ? <Refusal failure={value.failure} /> : null}</div>
          <p class="buttons">
            {fields.isOffered ? (
              <button
                type="submit"
                class={fields.isDestructive ? 'primary destructive' : 'primary'}
                aria-disabled={isBusy}
              >
                {isBusy ? 'Working…' : verbs[asked.action]}
              </button>
            ) : null}
            <button type="button" onClick={close} disabled={isBusy}>
              Cancel
            </button>
          </p>
        </form>
      )}
    </Dialog>
  );
}

/** What was refused, in the words of the program, and what helps. */
export function Refusal({ failure }: { readonly failure: Failure }): JSX.Element {
  return (
    <div class="refusal">
      <Mark shape="bad" word="Not done." /> <Sentence text={failure.text} />
      {failure.remedy === undefined ? null : (
        <p>
          <Sentence text={failure.remedy} />
        </p>
      )}
    </div>
  );
}

/** Its worker shows how far a drain is. */
function progressPath(asked: Asking): string {
  const own = 'target' in asked && asked.target !== undefined ? pathOfTarget(asked.target) : undefined;
  return own ?? pathTo(head.value?.name ?? '', 'overview');
}

function Outcome({
  asked,
  phase,
}: {
  readonly asked: Asking;
  readonly phase: Extract<Phase, { readonly state: 'answered' | 'unknown' }>;
}): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const text = useId();
  return (
    <>
      <div id={text}>
        {phase.state === 'unknown' ? (
          <>
            <p>
              <Mark shape="unknown" word="It is not known whether this was done." /> {phase.text}
            </p>
            <p>{whereToLook(asked)}</p>
          </>
        ) : (
          <p>
            {phase.answer.state === 'done' ? (
              <Mark shape="ok" word="Done." />
            ) : (
              <Mark shape="off" word="Accepted: it goes on." />
            )}{' '}
            <Sentence text={phase.answer.text} />
          </p>
        )}
        {phase.state === 'answered' && phase.answer.state === 'accepted' ? (
          <p>
            The history tells how it ends.{' '}
            <a href={progressPath(asked)} onClick={close}>
              See how far it is
            </a>{' '}
            <a href={pathTo(head.value?.name ?? '', 'history')} onClick={close}>
              History
            </a>
          </p>
        ) : null}
      </div>
      <p class="buttons">
        <button type="button" ref={button} onClick={close} aria-describedby={text}>
          Close
        </button>
      </p>
    </>
  );
}
