import { diagnostic } from '../../errors/errors.js';
import type { Verdict } from './guard.js';

/** Refuses a chosen change that needs one which `--exclude` leaves out; asked while targets are chosen. */
export function targetNeeds(change: string, needed: string): Verdict {
  const detail = `${change} needs ${needed}, which --exclude leaves out.`;
  return { diagnostic: diagnostic('guard.target-needs', detail), changes: [change] };
}
