// src/page/client/parts has what several views are made of: how a state, a time, a command, a table look. What only one view has
// stands with that view.

import type { JSX } from 'preact';
import type { Mark as MarkName } from '../../wire/worker-row.js';

/** `differs`: what is compared is not as the topology says. `info`: it is under way. `ok` and the rest as a mark. */
export type Shape = MarkName | 'differs' | 'info';

const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.7 } as const;

/** Shapes within 16 by 16: each is told from the others without its colour. */
const shapes: Readonly<Record<Shape, JSX.Element>> = {
  ok: (
    <g {...line}>
      <circle cx="8" cy="8" r="7" />
      <path d="M4.8 8.2 7 10.4l4.2-4.6" />
    </g>
  ),
  warn: (
    <g {...line} stroke-linejoin="round">
      <path d="M8 1.5 15 14H1z" />
      <path d="M8 6v4M8 11.6v.9" />
    </g>
  ),
  bad: (
    <g {...line}>
      <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z" />
      <path d="m5.5 5.5 5 5m0-5-5 5" />
    </g>
  ),
  off: (
    <g {...line}>
      <circle cx="8" cy="8" r="7" stroke-dasharray="3 2.4" />
      <path d="M5 8h6" />
    </g>
  ),
  unknown: (
    <g {...line}>
      <circle cx="8" cy="8" r="7" stroke-dasharray="1.5 2" />
      <path d="M6.2 6.2a1.9 1.9 0 1 1 2.5 2c-.5.2-.7.6-.7 1.2M8 11.4v.9" />
    </g>
  ),
  differs: (
    <g {...line}>
      <circle cx="8" cy="8" r="7" />
      <path d="M5 6.4h6M5 9.6h6" />
    </g>
  ),
  info: (
    <g {...line}>
      <circle cx="8" cy="8" r="7" />
      <path d="M8 3.6V8l3 1.8" />
    </g>
  ),
};

/** The shape alone, for an SVG at a place. */
export function MarkShape({
  shape,
  x,
  y,
  size = 16,
}: {
  readonly shape: Shape;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}): JSX.Element {
  return (
    <svg class={`mark ${shape}`} x={x} y={y} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[shape]}
    </svg>
  );
}

/** A state in a text: its word is always beside the shape. */
export function Mark({
  shape,
  word,
  size = 14,
}: {
  readonly shape: Shape;
  readonly word: string;
  readonly size?: number;
}): JSX.Element {
  return (
    <span class={`tag ${shape}`}>
      <svg class="mark" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
        {shapes[shape]}
      </svg>
      {word}
    </span>
  );
}

/** How much of a number is taken: `3 of 4`. Where one of them is not known, no bar is drawn. */
export function Meter({ used, of }: { readonly used: number | null; readonly of: number | null }): JSX.Element {
  if (used === null)
    return (
      <span class="dim" title="These rights do not show it.">
        ?
      </span>
    );
  if (of === null || of <= 0) return <span>{used}</span>;
  return (
    <span class="metered">
      <svg class="meter" width="72" height="8" viewBox="0 0 72 8" aria-hidden="true">
        <rect class="track" width="72" height="8" rx="4" />
        <rect class="used" width={72 * Math.min(1, used / of)} height="8" rx="4" />
      </svg>{' '}
      {used} of {of}
    </span>
  );
}
