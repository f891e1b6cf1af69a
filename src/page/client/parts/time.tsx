import type { JSX } from 'preact';
import { age } from '../../../text/times.js';
import { serverNow } from '../store.js';

const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** `4 min ago`, `in 2 h`, with the moment in the viewer's zone as its title. `at`: ISO 8601 or Unix milliseconds. */
export function Ago({ at }: { readonly at: string | number }): JSX.Element {
  const time = typeof at === 'number' ? at : Date.parse(at);
  if (Number.isNaN(time)) return <span>{at}</span>;
  return (
    <time dateTime={new Date(time).toISOString()} title={whole.format(time)}>
      {distance((serverNow.value - time) / 1000)}
    </time>
  );
}

/** The moment itself in the viewer's zone, its distance as the title. */
export function Moment({ at }: { readonly at: string }): JSX.Element {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return <span>{at}</span>;
  return (
    <time dateTime={at} title={distance((serverNow.value - time) / 1000)}>
      {whole.format(time)}
    </time>
  );
}

export function distance(seconds: number): string {
  return seconds < 0 ? `in ${age(-seconds)}` : `${age(seconds)} ago`;
}

/** `1,402 days`, `ended 3 d ago`; the moment is the title. */
export function DaysLeft({ ends }: { readonly ends: string | number }): JSX.Element {
  const time = typeof ends === 'number' ? ends * 1000 : Date.parse(ends);
  const days = Math.floor((time - serverNow.value) / 86_400_000);
  const text =
    days < 0
      ? `ended ${distance((serverNow.value - time) / 1000)}`
      : days === 1
        ? '1 day'
        : `${days.toLocaleString('en')} days`;
  return (
    <time dateTime={new Date(time).toISOString()} title={whole.format(time)}>
      {text}
    </time>
  );
}
