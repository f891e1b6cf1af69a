import { type SeenWork, standingOfWork } from './standing-of-work.js';

/** What a drain remembers. All times in milliseconds of its own clock. */
export interface DrainMemory {
  readonly began: number;
  /** Whether the worker is ours to enable again: it was enabled when the drain began, and nobody else disabled it. */
  readonly foundEnabled: boolean;
  /** When it was first seen disabled without a break since. */
  readonly disabledSince: number | null;
  /** When it was first seen idle and enabled without a break since. */
  readonly idleSince: number | null;
  readonly timedOut: boolean;
}

export function newMemory(began: number): DrainMemory {
  return { began, foundEnabled: true, disabledSince: null, idleSince: null, timedOut: false };
}

/** `unasked`: nothing that the drain did can have disabled the worker since the last look. */
export function remember(memory: DrainMemory, seen: SeenWork, now: number, unasked: boolean): DrainMemory {
  const { enabled } = seen.row;
  const isIdle = enabled && standingOfWork(seen) === 'idle';
  return {
    ...memory,
    foundEnabled: memory.foundEnabled && (enabled || !unasked),
    disabledSince: enabled ? null : (memory.disabledSince ?? now),
    idleSince: isIdle ? (memory.idleSince ?? now) : null,
  };
}
