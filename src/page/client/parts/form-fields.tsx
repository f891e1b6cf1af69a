import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { serverNow } from '../store.js';
import { deadlineOf, endOf, fieldMoment, type Length } from './deadline.js';
import { zone } from './text.js';
import { Moment } from './time.js';

// The fields of forms: each with its label, and with its error tied to it.

export function ReasonField({
  reason,
  isMissing,
  most,
}: {
  readonly reason: Signal<string>;
  /** UTF-16 code units. */
  readonly most: number;
  readonly isMissing: boolean;
}): JSX.Element {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>Reason (required)</label>
      <textarea
        id={id}
        rows={2}
        maxLength={most}
        required
        value={reason}
        onInput={(event) => {
          reason.value = event.currentTarget.value;
        }}
        aria-invalid={isMissing}
        aria-describedby={`${id}-hint`}
      />
      <span id={`${id}-hint`} class={isMissing ? 'bad' : 'dim'}>
        {isMissing
          ? 'Say why: everybody who looks at the farm is shown it.'
          : 'Everybody who looks at the farm is shown it.'}
      </span>
    </p>
  );
}

export function DigitsField({
  digits,
  fingerprint,
  isWrong,
}: {
  readonly digits: Signal<string>;
  readonly fingerprint: string;
  readonly isWrong: boolean;
}): JSX.Element {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>Type the first six digits of the fingerprint</label>
      <input
        id={id}
        class="mono"
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={64}
        value={digits}
        onInput={(event) => {
          digits.value = event.currentTarget.value;
        }}
        aria-invalid={isWrong}
        aria-describedby={`${id}-hint`}
      />
      <span id={`${id}-hint`} class={isWrong ? 'bad' : 'dim'}>
        {isWrong
          ? `These are not the first six digits of ${fingerprint.slice(0, 8)}.`
          : 'So that it is this plan, and no other.'}
      </span>
    </p>
  );
}

function wordsOf(length: Length): string {
  if (length === 'open') return 'until somebody ends it';
  if (length === 'moment') return 'until a moment…';
  const days = length / 86_400;
  if (days < 1) return length < 3600 ? `${length / 60} min` : `${length / 3600} h`;
  return days === 1 ? '1 day' : `${days} days`;
}

export function DeadlineField({
  label,
  choices,
  length,
  moment,
  isWrong,
  isFromNow = true,
}: {
  readonly label: string;
  readonly choices: readonly Length[];
  readonly length: Signal<Length>;
  readonly moment: Signal<string>;
  readonly isWrong: boolean;
  /** False: its time begins later, so nobody knows the end yet. */
  readonly isFromNow?: boolean;
}): JSX.Element {
  const id = useId();
  const now = serverNow.value;
  const deadline = deadlineOf(length.value, moment.value, now);
  const end = deadline === undefined ? undefined : endOf(deadline, now);
  return (
    <>
      <p class="field">
        <label for={id}>{label}</label>
        <select
          id={id}
          value={String(length.value)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            length.value = choices.find((choice) => String(choice) === value) ?? length.value;
            if (length.value === 'moment' && moment.value === '') moment.value = fieldMoment(now + 86_400_000);
          }}
        >
          {choices.map((choice) => (
            <option key={choice} value={String(choice)}>
              {wordsOf(choice)}
            </option>
          ))}
        </select>
        {end === undefined || length.value === 'moment' || !isFromNow ? null : (
          <span class="dim">
            until <Moment at={new Date(end).toISOString()} />
          </span>
        )}
      </p>
      {length.value === 'moment' ? (
        <p class="field">
          <label for={`${id}-moment`}>Until ({zone})</label>
          <input
            id={`${id}-moment`}
            type="datetime-local"
            value={moment}
            onInput={(event) => {
              moment.value = event.currentTarget.value;
            }}
            aria-invalid={isWrong}
            aria-describedby={`${id}-hint`}
          />
          <span id={`${id}-hint`} class={isWrong ? 'bad' : 'dim'}>
            {isWrong ? 'Choose a moment that is still to come.' : `In your time zone, ${zone}.`}
          </span>
        </p>
      ) : null}
    </>
  );
}
