import type { Reply } from '../../engine.js';
import type { SqlValue } from '../../sql-value.js';
import type { Plans } from '../plan-cache.js';
import type { SessionState } from '../session-state.js';

/** Resolves after that many milliseconds, or when the signal is aborted. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** One batch, or one text inside of sp_executesql, while it runs. */
export interface Execution {
  readonly session: SessionState;
  readonly reply: Reply;
  readonly signal: AbortSignal;
  readonly plans: Plans;
  readonly sleep: Sleep;
  readonly variables: SqlValue[];
  /** How many TRY blocks of this text are open. */
  tries: number;
  /** A TRY block further out waits for errors. */
  readonly caughtOutside: boolean;
}

/** Where to go on: `endScope` leaves this text, `endBatch` all of the request. */
export type Flow = 'next' | 'break' | 'continue' | 'return' | 'endScope' | 'endBatch';

/** A compiled statement. */
export type Step = (execution: Execution) => Flow | Promise<Flow>;

export function isCaught(execution: Execution): boolean {
  return execution.tries > 0 || execution.caughtOutside;
}

/** Runs statements one after the other; stops between two of them when the signal is aborted. */
export async function runSteps(steps: readonly Step[], execution: Execution): Promise<Flow> {
  for (const step of steps) {
    if (execution.signal.aborted) return 'endBatch';
    const flow = step(execution);
    const outcome = typeof flow === 'string' ? flow : await flow;
    if (outcome !== 'next') return outcome;
  }
  return 'next';
}
