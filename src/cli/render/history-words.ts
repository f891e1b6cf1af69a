import { counted } from '../../counted.js';
import type { RecordedApply } from '../../history/read-history.js';
import type { Style } from './style.js';
import type { Cell } from './table.js';
import { age } from './words.js';

/** How an apply ended, in a word or two. */
export function resultCell({ state, result }: RecordedApply, paint: Style): Cell {
  switch (state) {
    case 'running':
      return { text: 'under way', paint: paint.cyan };
    case 'cutOff':
      return { text: 'cut off', paint: paint.red };
    case 'refused':
      return { text: 'refused', paint: paint.yellow };
    case 'ended':
      break;
  }
  if (result === 'done') return { text: 'done', paint: paint.green };
  return { text: result === 'partial' ? 'in part' : (result ?? 'cut off'), paint: paint.yellow };
}

/** `4 changes`, and where not all steps were done how many were. */
export function changesText({ changes, counts, plannedSteps, state, codes }: RecordedApply): string {
  if (state === 'refused') return codes.join(', ');
  if (changes.length === 0 && plannedSteps === 0) return 'nothing to do';
  const what = counted(changes.length, 'change');
  const done = counts === null ? undefined : counts.done;
  if (done === undefined || done === plannedSteps) return `${what}, ${counted(plannedSteps, 'step')}`;
  return `${what}, ${done} of ${counted(plannedSteps, 'step')}`;
}

/** `0.4 s`, `3 min 5 s`. */
export function durationText(milliseconds: number | null): string {
  if (milliseconds === null) return '-';
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : age(milliseconds / 1000);
}

/** `803d494 main`, with a star where the file was not as in that revision. */
export function revisionText({ git }: RecordedApply['topology']): string {
  if (git === null) return '-';
  return `${git.revision.slice(0, 7)}${git.dirty ? '*' : ''}${git.branch === null ? '' : ` ${git.branch}`}`;
}
