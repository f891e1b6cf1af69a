import { diagnostic } from '../../errors/errors.js';
import type { Verdict } from './guard.js';

/*
 * What a command asks of the rotation of the master's certificate that cannot be had now. The whole plan is refused: who
 * asked for a phase is not served by another part of it.
 */

/** Refuses to distrust what the master used before, while it may have to go back to it. */
export function rotationKept(detail: string): Verdict {
  return { diagnostic: diagnostic('guard.rotation-kept', detail), changes: [] };
}

/** Refuses the switch while something is not ready for it: who is not brought over is cut off. */
export function rotationNotPrepared(detail: string): Verdict {
  return { diagnostic: diagnostic('guard.rotation-not-prepared', detail), changes: [] };
}

/** Refuses the switch outside of policy.windows. */
export function rotationWindow(detail: string): Verdict {
  return { diagnostic: diagnostic('guard.rotation-window', detail), changes: [] };
}
