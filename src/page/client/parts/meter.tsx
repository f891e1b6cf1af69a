import type { JSX } from 'preact';

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
