import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { counted, number } from '../list.js';
import { Foreign } from './text.js';

// What is long shows its beginning, and the rest when somebody asks for it.

const longest = 300;

/**
 * Text of a catalog, a machine or a person: a text node whose direction does not leave it, with only the beginning of a long one until
 * somebody asks for the rest.
 */
export function LongText({ text, most = longest }: { readonly text: string; readonly most?: number }): JSX.Element {
  const isWhole = useSignal(false);
  if (text.length <= most) return <Foreign text={text} />;
  return (
    <>
      <Foreign text={isWhole.value ? text : beginningOf(text, most)} most={text.length} />{' '}
      <button
        type="button"
        class="plain"
        aria-expanded={isWhole.value}
        onClick={() => {
          isWhole.value = !isWhole.value;
        }}
      >
        {isWhole.value ? 'Show less' : `Show all ${number(text.length)} characters`}
      </button>
    </>
  );
}

/** Not in the middle of a character of two units. */
function beginningOf(text: string, most: number): string {
  return `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The first of many parts, and the rest when somebody asks for it: thousands at once would take long to draw. */
export function Some({
  most,
  noun,
  children,
}: {
  readonly most: number;
  /** `more change`, for what is left. */
  readonly noun: string;
  readonly children: readonly JSX.Element[];
}): JSX.Element {
  const shown = useSignal(most);
  const left = children.length - shown.value;
  return (
    <>
      {children.slice(0, shown.value)}
      {left <= 0 ? null : (
        <p>
          <button
            type="button"
            onClick={() => {
              shown.value += 200;
            }}
          >
            Show {counted(Math.min(left, 200), noun)}
            {left > 200 ? ` of ${number(left)}` : ''}
          </button>
        </p>
      )}
    </>
  );
}

/** What is drawn only when somebody opens it: a plan has thousands of such parts. */
export function Disclosure({
  summary,
  children,
}: {
  readonly summary: ComponentChildren;
  readonly children: () => ComponentChildren;
}): JSX.Element {
  const isOpen = useSignal(false);
  return (
    <details
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{summary}</summary>
      {isOpen.value ? children() : null}
    </details>
  );
}
