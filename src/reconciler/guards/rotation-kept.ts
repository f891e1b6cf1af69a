import { diagnostic } from '../../errors/errors.js';
import type { Verdict } from './guard.js';

/** Refuses to distrust what the master used before, while it may have to go back to it. */
export function rotationKept(detail: string): Verdict {
  return { diagnostic: diagnostic('guard.rotation-kept', detail), changes: [] };
}
