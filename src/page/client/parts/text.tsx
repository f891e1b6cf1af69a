import type { ComponentChildren, JSX } from 'preact';
import { printable } from '../../../text/printable.js';
import { localMoments, withoutAges } from '../../../text/times.js';

/** What turns the reading order round or cannot be seen is shown as its number; a new line stays one. */
function safe(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/**
 * A text of foreign origin, such as a name of the catalog: its direction is its own and does not reach what stands beside it, and it
 * breaks anywhere. `most`: characters that are shown at most; all of it is the title.
 */
export function Foreign({
  text,
  most = 2000,
  class: name = '',
}: {
  readonly text: string;
  readonly most?: number;
  readonly class?: string;
}): JSX.Element {
  const isLong = text.length > most;
  return (
    <bdi class={`foreign ${name}`} title={isLong ? safe(text.slice(0, 2000)) : undefined}>
      {isLong ? `${safe(text.slice(0, most))}…` : safe(text)}
    </bdi>
  );
}

/** The viewer's own zone, as the browser names it. */
export const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * A sentence that this program made, foreign words in it: its moments are shown in the viewer's zone, and without their ages, which
 * would be of when the sentence was made, however long the page is open.
 */
export function Sentence({ text, most = 2000 }: { readonly text: string; readonly most?: number }): JSX.Element {
  return <Foreign text={localMoments(withoutAges(text), { zone })} most={most} />;
}

/** A name that stays on one line, however long: what does not fit is cut by the browser, and all of it is the title. */
export function Name({ text }: { readonly text: string }): JSX.Element {
  return (
    <bdi class="name" title={text.length > 14 ? printable(text.slice(0, 2000)) : undefined}>
      {printable(text.slice(0, 200))}
    </bdi>
  );
}

/** Why there is nothing here: `fact`: there is none. `filter`: there are some, but not of this filter. `unknown`: it could not be seen. */
export function Nothing({
  why,
  children,
}: {
  readonly why: 'fact' | 'filter' | 'unknown';
  readonly children: ComponentChildren;
}): JSX.Element {
  return <div class={`nothing ${why}`}>{children}</div>;
}
