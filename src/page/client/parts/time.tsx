import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { age } from '../../../text/times.js';
import { number } from '../list.js';
import { serverNow } from '../store.js';

const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** ISO 8601 or Unix milliseconds. */
type At = string | number;

function timeOf(at: At): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

/** `4 min ago`, `in 2 h`, with the moment in the viewer's zone as its title. Each second only this text is drawn again. */
export function Ago({ at }: { readonly at: At }): JSX.Element {
  return <Told at={at} text={(time, now) => distance((now - time) / 1000)} />;
}

/** `12 min`, how long it lasts already, or until it is there. */
export function Lasting({ at }: { readonly at: At }): JSX.Element {
  return <Told at={at} text={(time, now) => roughly(Math.abs(now - time) / 1000)} />;
}

/** `1,402 days`, `5 h`, `ended 3 d ago`; the moment is the title. `ends`: ISO 8601 or Unix seconds. `short`: `1,402 d`. */
export function DaysLeft({ ends, short = false }: { readonly ends: At; readonly short?: boolean }): JSX.Element {
  return (
    <Told
      at={typeof ends === 'number' ? ends * 1000 : ends}
      text={(time, now) => (short ? daysLeft(time, now).replace('days', 'd') : daysLeft(time, now))}
    />
  );
}

/** `until 06:00`, with the day where it is another. */
export function Clock({ at }: { readonly at: At }): JSX.Element {
  return (
    <Told
      at={at}
      text={(time, now) =>
        new Date(time).toDateString() === new Date(now).toDateString() ? clock.format(time) : dayAndClock.format(time)
      }
    />
  );
}

/** The moment itself in the viewer's zone. */
export function Moment({ at }: { readonly at: At }): JSX.Element {
  return <Told at={at} text={(time) => whole.format(time)} />;
}

function Told({ at, text }: { readonly at: At; readonly text: (time: number, now: number) => string }): JSX.Element {
  const time = timeOf(at);
  const shownTime = useSignal(time);
  shownTime.value = time;
  // Its text node alone follows the clock.
  const shown = useComputed(() => (Number.isNaN(shownTime.value) ? '' : text(shownTime.value, serverNow.value)));
  if (Number.isNaN(time)) return <span>{String(at)}</span>;
  return (
    <time dateTime={new Date(time).toISOString()} title={whole.format(time)}>
      {shown}
    </time>
  );
}

/** A clock that is a little behind the server's does not make a moment of now one to come. */
export function distance(seconds: number): string {
  if (seconds < 1) return seconds > -5 ? 'just now' : `in ${roughly(-seconds)}`;
  return `${roughly(seconds)} ago`;
}

/** The largest unit alone, for more only makes an age restless: `45 s`, `12 min`, but `1 h 20 min`, `1 d 4 h`. */
export function roughly(seconds: number): string {
  const words = age(seconds).split(' ');
  const [count, unit] = words;
  return unit === 'min' || (unit !== 's' && Number(count) > 9) ? words.slice(0, 2).join(' ') : words.join(' ');
}

export function daysLeft(ends: number, now: number): string {
  const seconds = (ends - now) / 1000;
  if (seconds < 0) return `ended ${distance(-seconds)}`;
  const days = Math.floor(seconds / 86_400);
  if (days < 2) return roughly(seconds);
  return `${number(days)} days`;
}
