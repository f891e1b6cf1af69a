import { diagnostic } from '../../errors/errors.js';
import type { Verdict } from './guard.js';

/** Refuses the switch that a command asks for while something is not ready for it: who is not brought over is cut off. */
export function rotationNotPrepared(detail: string): Verdict {
  return { diagnostic: diagnostic('guard.rotation-not-prepared', detail), changes: [] };
}
