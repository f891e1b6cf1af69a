import { useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { printable } from '../../text/printable.js';
import type { ApplyProgress, Head } from '../wire/head.js';
import { counted } from './list.js';
import { Banner, ToldBanner } from './parts/headline.js';
import { Meter, type Shape } from './parts/mark.js';
import { Foreign, Sentence } from './parts/text.js';
import { Ago, Lasting, Moment } from './parts/time.js';
import { connection, head, now, serverNow } from './store.js';

// What stands above every view while what is shown is not simply true: the connection is lost, the last look failed or is long ago,
// the topology's file is wrong, or an apply is under way.

export function Notices(): JSX.Element {
  const shown = head.value;
  return (
    <div class="notices">
      <Lost />
      <Changed />
      {shown === undefined ? null : (
        <>
          {shown.trouble === null ? (
            <OldLook head={shown} />
          ) : (
            <ToldBanner told={shown.trouble} level={null}>
              <p>
                This goes on for <Lasting at={shown.trouble.since} />. {lookedText(shown)}
              </p>
            </ToldBanner>
          )}
          {shown.badFile.length === 0 ? null : <BadFile head={shown} />}
          {shown.apply === null ? null : <Progress apply={shown.apply} lookedAt={shown.lookedAt} />}
        </>
      )}
    </div>
  );
}

function lookedText({ lookedAt }: Head): JSX.Element {
  return lookedAt === null ? (
    <>Nothing could be looked at yet.</>
  ) : (
    <>
      What is shown is of <Ago at={lookedAt} />, and may be old.
    </>
  );
}

/** Milliseconds: a proxy that ends a stream each minute is not worth a word, for there is a new one at once. */
const lossIsTold = 2000;

/** It is announced, so its text is the same each second: the moment, and no age. */
function Lost(): JSX.Element {
  const found = connection.value;
  const state = found.state === 'lost' && now.value - found.at > lossIsTold ? found : { state: 'live' as const };
  return (
    <div role="status">
      {state.state !== 'lost' ? null : (
        <Banner level={null} shape="unknown" title="The connection to this page's server is lost">
          <p>
            {state.since === undefined ? (
              'Nothing came yet.'
            ) : (
              <>
                What is shown is of <Moment at={state.since} />, and may be old.
              </>
            )}{' '}
            The page tries again by itself.
          </p>
        </Banner>
      )}
    </div>
  );
}

/** Looks that do not come, though nobody said why: of a computer that was asleep, say. */
export function isLookOld({ lookedAt, interval }: Pick<Head, 'lookedAt' | 'interval'>, now: number): boolean {
  return lookedAt !== null && now - Date.parse(lookedAt) > 3 * interval * 1000;
}

type Announced = Pick<Head, 'name' | 'headline' | 'health' | 'sync' | 'lookedAt'>;

/**
 * What who does not see the page is told where it says another thing than before; undefined: nothing. Of another topology, and of the
 * first look of one, it is the view that tells.
 */
export function announced(before: Announced | undefined, next: Announced): string | undefined {
  const { name, headline, health, sync, lookedAt } = next;
  const wasSeen = before?.name === name && before.lookedAt !== null;
  if (!wasSeen || lookedAt === null || before.headline?.text === headline?.text) return undefined;
  if (headline !== null) return printable(headline.text.slice(0, 300));
  if (health.state === 'healthy' && sync.state === 'same') return 'All is well again.';
  return printable(`Health: ${health.state}. Sync: ${sync.text}`.slice(0, 300));
}

/** Milliseconds for which it stays in the page: who reads the page later is not to find what was true once. */
const announcedFor = 15_000;

function Changed(): JSX.Element {
  const text = useSignal('');
  const known = useRef<Head>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useSignalEffect(() => {
    const next = head.value;
    const before = known.current;
    known.current = next;
    const told = next === undefined ? undefined : announced(before, next);
    if (told === undefined && before?.name === next?.name && before?.headline?.text === next?.headline?.text) return;
    text.value = told ?? '';
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      text.value = '';
    }, announcedFor);
  });
  return (
    <div role="status" class="hidden">
      {text}
    </div>
  );
}

function OldLook({ head: shown }: { readonly head: Head }): JSX.Element | null {
  const { lookedAt, interval } = shown;
  if (lookedAt === null || !isLookOld(shown, serverNow.value)) return null;
  return (
    <Banner level={null} shape="unknown" title="What is shown may be old">
      <p>
        The last look ended <Ago at={lookedAt} />. There should be one each {counted(interval, 'second')}
        {shown.isLooking && shown.apply === null ? '. One is under way.' : '.'}
      </p>
    </Banner>
  );
}

function BadFile({ head: { badFile, file, lookedAt } }: { readonly head: Head }): JSX.Element {
  const [first, ...more] = badFile;
  return (
    <Banner
      level={null}
      shape="bad"
      title={`The topology's file is wrong: ${first?.summary ?? ''}`}
      why={first?.detail}
    >
      {first === undefined || first.remedy === '' ? null : (
        <p>
          <Sentence text={first.remedy} />
        </p>
      )}
      {more.length === 0 ? null : (
        <ul>
          {more.slice(0, 10).map((told) => (
            <li key={`${told.code} ${told.summary}`}>
              <Sentence text={told.summary} />
            </li>
          ))}
        </ul>
      )}
      <p>
        {lookedAt === null
          ? 'It is not used, and nothing has been looked at yet.'
          : 'The last good one is shown and used.'}{' '}
        The file is <Foreign text={file} class="mono" />.
      </p>
    </Banner>
  );
}

const stepMarks: Readonly<
  Record<ApplyProgress['lines'][number]['state'], { readonly shape: Shape; readonly word: string }>
> = {
  begun: { shape: 'info', word: 'under way' },
  done: { shape: 'ok', word: 'done' },
  failed: { shape: 'bad', word: 'failed' },
  skipped: { shape: 'off', word: 'skipped' },
};

/** `under way`, until no step is left. */
export function applyTitle(apply: Pick<ApplyProgress, 'what' | 'isOver' | 'errored' | 'skipped'>): string {
  const { what, isOver, errored, skipped } = apply;
  if (!isOver) return `An apply is under way: ${what}`;
  return errored + skipped > 0 ? `An apply has ended, and not all was done: ${what}` : `An apply has ended: ${what}`;
}

/** A watch does not look while it carries out: what is shown is of before this apply. */
function Progress({ apply, lookedAt }: { readonly apply: ApplyProgress } & Pick<Head, 'lookedAt'>): JSX.Element {
  const { startedAt, steps, done, errored, skipped, isOver, lines } = apply;
  return (
    <Banner
      level={null}
      shape={errored > 0 ? 'bad' : isOver && skipped > 0 ? 'warn' : 'info'}
      title={applyTitle(apply)}
    >
      <p>
        <Meter used={done} of={steps} /> steps{errored === 0 ? '' : `, ${errored} failed`}
        {skipped === 0 ? '' : `, ${skipped} skipped`}, for <Lasting at={startedAt} />.{' '}
        {lookedAt === null ? (
          'Nothing has been looked at yet.'
        ) : (
          <>
            What is shown below is of the last look, <Ago at={lookedAt} />.
          </>
        )}
      </p>
      <ul class="steps">
        {lines.map(({ step, state, text }) => (
          <li key={step}>
            <span class={stepMarks[state].shape}>{stepMarks[state].word}</span> <Foreign text={step} most={120} />
            {text === '' ? null : ': '}
            <Sentence text={text} most={300} />
          </li>
        ))}
      </ul>
    </Banner>
  );
}
