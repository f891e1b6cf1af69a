import type { ComponentChildren, JSX } from 'preact';
import type { Told } from '../../wire/head.js';
import { CommandLine } from './command.js';
import { Mark, type Shape } from './mark.js';
import { Sentence } from './text.js';

/** A thing that matters more than all below it: what it is, why, and the command that mends it. */
export function Banner({
  shape,
  title,
  why,
  command = null,
  level = 2,
  children,
}: {
  readonly shape: Shape;
  readonly title: string;
  readonly why?: string | undefined;
  readonly command?: string | null;
  /** Of the heading; null: it is none, for it stands above the view's own. */
  readonly level?: 2 | 3 | null;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const Heading = level === null ? 'p' : (`h${level}` as const);
  return (
    <div class={`banner ${shape}`}>
      <Mark shape={shape} word="" size={22} />
      <div class="banner-text">
        <Heading class="banner-title">
          <Sentence text={title} most={300} />
        </Heading>
        {why === undefined || why === '' ? null : (
          <p>
            <Sentence text={why} most={1000} />
          </p>
        )}
        {children}
        {command === null ? null : <CommandLine command={command} />}
      </div>
    </div>
  );
}

const shapes: Readonly<Record<Told['severity'], Shape>> = { error: 'bad', warning: 'warn', note: 'unknown' };

/** What went wrong, in the words of the errors' registry: summary, detail and remedy. */
export function ToldBanner({
  told,
  level = 2,
  children,
}: {
  readonly told: Told;
  readonly level?: 2 | 3 | null;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <Banner shape={shapes[told.severity]} title={told.summary} why={told.detail} level={level}>
      {told.remedy === '' ? null : (
        <p>
          <Sentence text={told.remedy} />
        </p>
      )}
      {children}
      <p class="dim">
        <code>{told.code}</code>
      </p>
    </Banner>
  );
}
