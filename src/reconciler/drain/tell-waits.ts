import { describeWait, keyOfWait } from './describe-work.js';
import type { DrainOptions } from './drain-options.js';
import type { Waiting } from './next-move.js';
import { tellEvery } from './rhythm.js';
import type { SeenWork } from './standing-of-work.js';

/** Tells what is waited for when that changes, and each half minute in between. */
export function tellWaits({
  clock,
  progress,
}: Pick<DrainOptions, 'clock' | 'progress'>): (seen: SeenWork, what: Waiting) => void {
  let told: { readonly key: string; readonly at: number } | undefined;
  return (seen, what) => {
    // Two seconds are not worth a line.
    if (what === 'settling') return;
    const key = keyOfWait(seen, what);
    if (told?.key === key && clock() - told.at < tellEvery) return;
    told = { key, at: clock() };
    progress(describeWait(seen, what));
  };
}
