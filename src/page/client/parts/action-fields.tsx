import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { PlanDetail } from '../../wire/details.js';
import type { ActionAnswer } from '../../wire/session.js';
import { act, useDetail } from '../requests.js';
import { serverNow } from '../store.js';
import type { Asking } from './action-words.js';
import { PlanLink, PlanSummary } from './changes.js';
import { CommandLine } from './command.js';
import { areFirstDigits, type Deadline, daysToLast, deadlineOf, endOf, hoursToLast, type Length } from './deadline.js';
import { DeadlineField, DigitsField, ReasonField } from './form-fields.js';
import { Mark } from './mark.js';
import { Foreign, Sentence } from './text.js';

/** What an action asks for besides, and the request that is made of it; undefined: something is missing, and the form says so. */
export interface Fields {
  readonly shown: JSX.Element | null;
  readonly isDestructive: boolean;
  /** False: it cannot be asked for here, and what is shown says why. */
  readonly isOffered: boolean;
  readonly request: () => (() => Promise<ActionAnswer>) | undefined;
}

/** The same hooks for every action: most do not use all of them. */
export function useFields(asked: Asking): Fields {
  const isAcknowledging = asked.action === 'acknowledge';
  const reason = useSignal('');
  const length = useSignal<Length>(isAcknowledging ? 604_800 : 7_200);
  const moment = useSignal('');
  const digits = useSignal('');
  const wasSent = useSignal(false);
  const deadline = deadlineOf(length.value, moment.value, serverNow.value);
  const hasReason = reason.value.trim() !== '';
  const why = { reason: reason.value.trim() };
  const plain = (request: () => Promise<ActionAnswer>, shown: JSX.Element | null = null): Fields => ({
    shown,
    isDestructive: false,
    isOffered: true,
    request: () => request,
  });
  const timed = (request: (until: Deadline) => Promise<ActionAnswer>, label: string, choices: readonly Length[]) => ({
    shown: (
      <>
        {isAcknowledging ? <About asked={asked} /> : null}
        <ReasonField reason={reason} isMissing={wasSent.value && !hasReason} most={isAcknowledging ? 200 : 300} />
        <DeadlineField
          label={label}
          choices={choices}
          length={length}
          moment={moment}
          isWrong={wasSent.value && deadline === undefined}
          isFromNow={asked.action !== 'drain'}
        />
      </>
    ),
    isDestructive: false,
    isOffered: true,
    request: () => {
      wasSent.value = true;
      if (!hasReason || deadline === undefined) {
        focusFirstWrong();
        return undefined;
      }
      return () => request(deadline);
    },
  });
  switch (asked.action) {
    case 'approve': {
      const { fingerprint, destructive, rehearsal } = asked.waiting;
      // What is not known to be harmless is typed too.
      const isTyped = destructive !== false;
      const isRight = areFirstDigits(digits.value, fingerprint);
      return {
        shown: (
          <>
            <ApprovedPlan fingerprint={fingerprint} what={asked.waiting.what} destructive={destructive} />
            {rehearsal ? (
              <>
                <p>It has to be rehearsed first, and is approved with its rehearsal on the command line:</p>
                <CommandLine command={asked.waiting.command} />
              </>
            ) : isTyped ? (
              <DigitsField digits={digits} fingerprint={fingerprint} isWrong={wasSent.value && !isRight} />
            ) : null}
          </>
        ),
        isDestructive: isTyped,
        isOffered: !rehearsal,
        request: () => {
          wasSent.value = true;
          if (rehearsal) return undefined;
          if (isTyped && !isRight) {
            focusFirstWrong();
            return undefined;
          }
          return () =>
            act('approve', { fingerprint, ...(isTyped ? { digits: digits.value.trim().toLowerCase() } : {}) });
        },
      };
    }
    case 'withdraw':
      return plain(() => act('withdraw', { fingerprint: asked.waiting.fingerprint }));
    case 'suspend':
      return timed(
        (until) =>
          act('suspend', { ...(asked.target === undefined ? {} : { target: asked.target }), ...why, ...bounds(until) }),
        'How long',
        hoursToLast,
      );
    case 'resume': {
      const { target } = asked.suspension;
      return plain(
        () => act('resume', target === null ? {} : { target }),
        <p>
          Suspended by <Foreign text={asked.suspension.who} />: <Foreign text={asked.suspension.reason} />
        </p>,
      );
    }
    case 'acknowledge': {
      const { id, target } = asked.finding;
      return timed(
        (until) => {
          const end = endOf(until, serverNow.peek()) ?? serverNow.peek();
          return act('acknowledge', { id, target, until: new Date(end).toISOString(), ...why });
        },
        'How long',
        daysToLast,
      );
    }
    case 'unacknowledge': {
      const { id, target } = asked.finding;
      return plain(() => act('unacknowledge', { id, target }), <About asked={asked} />);
    }
    case 'drain':
      return timed(
        (until) => act('drain', { target: asked.target, ...why, ...bounds(until) }),
        'How long, from when it is emptied',
        hoursToLast,
      );
    case 'undrain':
      return plain(() => act('undrain', { target: asked.target }));
  }
}

function bounds(deadline: Deadline): { readonly forSeconds?: number; readonly until?: string } {
  return 'open' in deadline ? {} : deadline;
}

/** After the form was drawn with its errors. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('dialog [aria-invalid="true"]')?.focus());
}

/** The finding that is spoken of. */
function About({ asked }: { readonly asked: Asking }): JSX.Element | null {
  if (!('finding' in asked)) return null;
  const { id, target, summary } = asked.finding;
  return (
    <p>
      <Sentence text={summary} /> <span class="dim">{id}</span> <Foreign text={target} />
    </p>
  );
}

function ApprovedPlan({
  fingerprint,
  what,
  destructive,
}: {
  readonly fingerprint: string;
  readonly what: string;
  readonly destructive: boolean | null;
}): JSX.Element {
  const { document, failed } = useDetail<PlanDetail>('plan', 'plan');
  const isShown = document?.fingerprint === fingerprint;
  return (
    <>
      <p>
        It changes <Foreign text={what} />. Fingerprint <code class="fingerprint">{fingerprint}</code>
      </p>
      {isShown ? (
        <PlanSummary plan={document} />
      ) : (
        <p>
          <Mark shape="unknown" word="What it does cannot be shown here:" />{' '}
          {document !== undefined
            ? 'the plan of now is another one. The topology or the file may have changed since.'
            : (failed?.text ?? 'the plan is being asked for…')}
        </p>
      )}
      {destructive === true ? (
        <p>
          <Mark shape="bad" word="Destructive:" /> it removes a worker, disables the last one, or loses running work.
        </p>
      ) : null}
      <PlanLink />
    </>
  );
}
