import { diagnostic } from '../../errors/errors.js';
import type { Verdict } from './guard.js';

/** Refuses the switch that a command asks for outside of policy.windows. */
export function rotationWindow(detail: string): Verdict {
  return { diagnostic: diagnostic('guard.rotation-window', detail), changes: [] };
}
